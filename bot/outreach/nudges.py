"""Carries out planned contacts when their moment has come, as far as the contact policy lets them."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.coach import Coach
from bot.outreach.circumstances import circumstances, kind, planned
from bot.outreach.first_names import FirstNames
from bot.outreach.policy import DAY, WEEK, Drop, Go, Wait, decide
from bot.telegram.waiting import rounds
from dialogues.contacts import GREETED, KINDS, TAKES_ALONG
from dialogues.hours import Hours
from dialogues.session import Session
from storage import Contact, Database, Person, UnitOfWork
from storage.presence import CONTACTS

BATCH = 10  # contacts that share a unit of work, for which turns wait: on SQLite all, on PostgreSQL those of the same
SIDE_BY_SIDE = 4  # such units of work at a time, on PostgreSQL
NET = timedelta(seconds=30)  # contacts planned by other replicas are looked for this often at least
FULL = timedelta(seconds=1)  # how long to wait while enough waits in the outbox
SOON = timedelta(seconds=5)  # no more is put in the outbox than goes out in this time
#: What waits in the outbox longer than this is called back, and looked at anew.
STALE = timedelta(minutes=30)


class Nudges:
    """Runs until cancelled. Set `wake` after a commit that may have planned a contact."""

    def __init__(
        self,
        db: Database,
        coach: Coach,
        clock: Clock,
        names: FirstNames,
        *,
        hours: Hours,
        sends_per_second: int,
        sent: asyncio.Event,
    ):
        """`sent` is set when a message is on its way."""
        self._names = names
        self.wake = db.called(CONTACTS)
        self._db, self._coach, self._clock = db, coach, clock
        self._hours, self._sent = hours, sent
        self._side_by_side = SIDE_BY_SIDE if db.is_postgres else 1
        self._most_waiting = round(sends_per_second * SOON.total_seconds())

    async def run(self) -> None:
        await rounds(self._clock, self.wake, self.look, "plan of contacts")

    async def look(self) -> datetime | None:
        """Carry out what is due, as far as it may go out; when to look again."""
        now = self._clock.now()
        next_due = await self._next()
        if next_due is None or next_due > now:
            return next_due
        # before the unit of work: nobody waits for Telegram in it
        names = await self._names.of(await self._to_greet(now))
        looked_at = await asyncio.gather(*(self._some(now, names) for _ in range(self._side_by_side)))
        self._sent.set()
        if None in looked_at:
            return now + FULL
        return now if BATCH in looked_at else await self._next()

    async def _some(self, now: datetime, names: Mapping[int, str]) -> int | None:
        """Contacts that share a unit of work; how many, None where enough waits in the outbox."""
        async with self._db.work() as work:
            await work.contacts.call_back_stale(now)
            room = self._most_waiting - await work.sending.unasked_waiting()
            if room <= 0:
                return None
            contacts = await work.contacts.due(now, min(BATCH, room))
            for person_id in dict.fromkeys(contact.person_id for contact in contacts):
                await self._look_at(work, person_id, now, names)
        return len(contacts)

    async def _to_greet(self, now: datetime) -> list[int]:
        """The chats of who is next to be asked something with a greeting."""
        async with self._db.work() as work:
            return await work.contacts.chats_due(now, GREETED, BATCH * self._side_by_side)

    async def _next(self) -> datetime | None:
        async with self._db.work() as work:
            due = await work.contacts.next_due()
        net = self._clock.now() + NET if self._db.is_postgres else None
        return min(filter(None, (due, net)), default=None)

    async def _look_at(self, work: UnitOfWork, person_id: int, now: datetime, names: Mapping[int, str]) -> None:
        """All that is planned for a person: it is decided on, and of what may go out now one message is made."""
        person = await work.person_by_id(person_id)
        if person is None:
            return
        session = Session.load(person.session) if person.session else Session()
        hours = session.hours(self._hours)
        contacted = await work.contacts.carried_since(person_id, now - WEEK)
        all_planned = await work.contacts.planned_of(person_id)
        going: dict[int, tuple[Contact, bool]] = {}
        for contact in all_planned:
            if not _of_today(contact, hours, now):
                continue
            about = circumstances(person, session, contact, now, hours=hours, contacted=contacted, others=all_planned)
            match decide(now, planned(contact), about):
                case Go(late):
                    going[contact.id] = contact, late
                case Wait(until, reason) if contact.due <= now:
                    await work.contacts.wait(contact, until, reason)
                case Drop(reason):
                    await work.contacts.drop(contact, reason, now)
        if any(contact.due <= now for contact, _ in going.values()):
            not_after = min(filter(None, (now + STALE, hours.quiet.begin(now, hours.zone))))
            await self._go(work, person, list(going.values()), not_after, names.get(person.chat_id))

    async def _go(
        self,
        work: UnitOfWork,
        person: Person,
        going: Sequence[tuple[Contact, bool]],
        not_after: datetime,
        first_name: str | None,
    ) -> None:
        """The first of the kinds that go out leads, and takes the others along."""
        (lead, late), *others = sorted(going, key=lambda g: (KINDS.index(kind(g[0])), g[0].due))
        # what is not taken along is looked at again by the next round, when today's message is spent
        also = [contact for contact, _ in others if kind(contact) in TAKES_ALONG.get(kind(lead), ())]
        said = await self._coach.come_back(
            work, person, lead, also, late=late, not_after=not_after, first_name=first_name
        )
        if not said:
            await work.contacts.wait(lead, self._clock.now() + DAY, "talking")


def _of_today(contact: Contact, hours: Hours, now: datetime) -> bool:
    """Whether a contact is due, or falls together with what is: later today, at no moment that they chose."""
    return contact.due <= now or (not contact.chosen and hours.day_of(contact.due) == hours.day_of(now))
