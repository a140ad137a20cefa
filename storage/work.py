"""One unit of work: all that is done through it is committed together, or none of it."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.contacts import Reason
from dialogues.effects import CancelContacts, HoldContacts, KeepLesson, KeepWords, PlanContact, RecordAnswer
from dialogues.inputs import Invitation
from dialogues.model.helping import Helped
from storage import (
    chats,
    corrections,
    groups,
    helping,
    inbox,
    keeping,
    kept,
    outbox,
    people,
    records,
)
from storage.contact_book import ContactBook
from storage.corrections import Corrections, Lesson
from storage.desk_work import DeskWork
from storage.errors import away
from storage.group_results import GroupResults
from storage.kept import Rows
from storage.messages import Claimed, Outgoing, Received
from storage.page_work import PageWork
from storage.records import Record
from storage.round_work import RoundWork
from storage.send_work import SendWork
from storage.tables import Person


class UnitOfWork:
    """What the rest of the program may ask of the database, inside one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.contacts = ContactBook(connection)
        self.results = GroupResults(connection)
        self.desk = DeskWork(connection)
        self.rounds = RoundWork(connection)
        self.page = PageWork(connection)
        self.sending = SendWork(connection)
        self.leaves = False  # whether there may be more updates than those that are claimed in this
        self.says = False  # whether there is something to say, once this is committed
        self.tells = False  # whether what a live message tells may be otherwise
        self.erases = False  # whether what was erased has to leave the files too
        self._forgotten: set[int] = set()

    @property
    def plans(self) -> bool:
        """Whether a contact may have become due earlier than any before, once this is committed."""
        return self.contacts.changed or self.desk.changed

    @property
    def moves(self) -> bool:
        """Whether a round may have to move, once this is committed."""
        return self.rounds.changed or self.desk.changed or self.erases

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[None]:
        """What is done inside stands or falls by itself: after an exception nothing of it is left.

        The savepoint is let go of by the commit: to release it would be one statement more.
        """
        await self.connection.exec_driver_sql("SAVEPOINT apart")
        try:
            yield
        except Exception as error:
            # where the database is away nothing of the unit of work can stand, and SQLite may have undone it by itself
            if away(error) is None:
                await self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT apart")
            raise

    # inbox

    async def receive(self, updates: Sequence[Received], now: datetime) -> int:
        """Write down the updates that are new; returns how many were."""
        return await inbox.receive(self.connection, updates, now)

    async def claim(self, most: int = 1) -> list[Claimed]:
        """The oldest updates, ours until this unit of work ends.

        On PostgreSQL at most one, of a sender nobody else is busy with.
        """
        some, self.leaves = await inbox.claim(self.connection, most)
        return some

    async def left_over(self) -> None:
        """What waits was left by a process before us, which may have ended of it: it counts as begun once."""
        await inbox.left_over(self.connection)

    async def begin_again(self, update_id: int, nth: int) -> None:
        """The `nth` try of a claimed update, on disk at once; to be said before anything is written."""
        await inbox.begin_again(self.connection, update_id, nth)

    async def oldest(self) -> int | None:
        """The number of the oldest update that waits."""
        return await inbox.oldest(self.connection)

    async def handled(self, update_ids: Sequence[int], now: datetime) -> None:
        """Done; only the numbers stay. To be said once in a unit of work: who was forgotten in it waits for this."""
        await inbox.handled(self.connection, update_ids, now)
        if self._forgotten:
            await keeping.forget_senders(self.connection, self._forgotten)

    async def failed(self, update_id: int, reason: str, now: datetime, *, nth: int, last: bool) -> None:
        """The `nth` try: to be tried again, or with `last` set aside. `reason` holds nothing people wrote."""
        await inbox.failed(self.connection, update_id, reason, now, nth=nth, last=last)

    # people

    async def person(self, telegram_id: int) -> Person | None:
        """The person with this Telegram id; nobody else works on them until this unit of work ends."""
        return await people.by_telegram_id(self.connection, telegram_id)

    async def person_by_id(self, id: int) -> Person | None:
        """The same, by our own number."""
        return await people.by_id(self.connection, id)

    async def add_person(self, telegram_id: int, chat_id: int, now: datetime) -> Person:
        """A new person, under a number that says nothing about them."""
        return await people.add(self.connection, telegram_id, chat_id, now)

    async def save_session(self, person: Person, snapshot_json: str, seen: datetime) -> None:
        """Keep the snapshot of the talk, and when the person last said something."""
        await people.save_session(self.connection, person, snapshot_json, seen)

    async def set_blocked(self, telegram_id: int, since: datetime | None) -> None:
        """The person has just blocked the bot, or with None lets it in again; what is on its way does not go out."""
        self.contacts.changed = True
        await people.set_blocked(self.connection, telegram_id, since)

    async def forget(self, person: Person, now: datetime) -> None:
        """Everything of the person goes, with what is on its way to them."""
        await people.forget(self.connection, person, now)
        self._forgotten.add(person.telegram_id)
        self.erases = True

    async def kept(self, person_id: int) -> dict[str, Rows]:
        """Everything that is kept of the person, by table."""
        return await kept.kept(self.connection, person_id)

    async def words(self, person_id: int, ns: Collection[int]) -> dict[int, str]:
        """What the person wrote under these numbers, as far as it is still kept."""
        return await people.words_of(self.connection, person_id, ns)

    async def group_names(self, person_id: int, ns: Collection[int]) -> dict[int, str]:
        """The names of the person's groups with these numbers."""
        return await groups.names(self.connection, person_id, ns)

    async def group_code(self, person_id: int, n: int) -> str | None:
        """The join code of the person's group number `n`."""
        return await groups.code(self.connection, person_id, n)

    async def invitation(self, code: str) -> Invitation | None:
        """What this join code stands for."""
        return await groups.invitation(self.connection, code)

    async def record(self, person: Person, effect: Record, now: datetime) -> None:
        """Carry out one record effect of the person's turn."""
        self.contacts.changed |= isinstance(effect, PlanContact | CancelContacts | HoldContacts)
        self.tells |= not isinstance(effect, KeepWords | RecordAnswer)
        await records.record(self.connection, person, effect, now)

    async def corrections(self) -> Sequence[Corrections]:
        """How often people corrected the reading, per kenmerk, over everybody."""
        return await corrections.corrections(self.connection)

    async def keep_lesson(self, person: Person, lesson: KeepLesson, text: str) -> None:
        """Keep a lesson with its text, from which is gone what could tell who wrote it."""
        await corrections.keep_lesson(self.connection, person.id, lesson, text)

    async def lessons(self) -> Sequence[Lesson]:
        """All lessons, in an order that tells nothing of who they are from."""
        return await corrections.lessons(self.connection)

    async def helped(self) -> Helped:
        """Which tips helped how many people: counts of all people together, for the process to keep for a while."""
        return await helping.helped(self.connection)

    # outbox

    async def enqueue(self, *messages: Outgoing) -> None:
        """Have these said, in this order, once this is committed. Many at once cost hardly more than one."""
        self.says = self.says or bool(messages)
        await outbox.enqueue(self.connection, messages)

    # chats

    async def silence(self, chat_id: int, reason: Reason, now: datetime) -> None:
        """What waits to be said there unasked is not said any more, and its contacts say why."""
        await chats.silence(self.connection, chat_id, reason, now)

    async def move_chat(self, old: int, new: int) -> None:
        """A group goes on under another id: everything that names it by the old one names the new one."""
        await chats.move(self.connection, old, new)

    # keeping

    async def keep_clean(self, now: datetime, keep_text: timedelta) -> None:
        """Erase what is older than promised; give it a unit of work of its own."""
        self.contacts.changed |= await keeping.keep_clean(self.connection, now, keep_text) > 0
        self.erases = True
