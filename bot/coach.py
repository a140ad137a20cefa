"""One person's turn: load, step, render, write; all in the unit of work of what set it off."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from bot import steps
from bot.clock import Clock
from bot.experience import Experience
from bot.my_data import data_file
from bot.outreach.circumstances import listed
from bot.rendering import Renderer, look_up, said_in
from bot.speaking import Speaker, Unasked
from bot.telegram.keyboards import typed_by
from bot.telegram.translate import Arrival, arrival
from bot.trainers.chats import Chats
from bot.trainers.desks import Desks
from bot.trainers.menu import menu_for, page_button
from bot.trainers.showing import Showing
from coaching_texts.texts import Texts
from dialogues.anonymous import anonymous
from dialogues.contacts import ContactKind
from dialogues.effects import Forget, KeepLesson, MarkChosen, Part, Say, SendData, Toast
from dialogues.engine import Engine, Turn, open_question
from dialogues.guessing import too_many
from dialogues.inputs import Command, Due, Input, Pressed, Said
from dialogues.round_effects import ShowMirror, ShowRound
from dialogues.session import Session
from dialogues.trainer_effects import ShowCount, ShowQr, TrainerRecord, TrainerShow
from storage.messages import REPLY, Claimed, Outgoing
from storage.tables import Contact, Person
from storage.work import UnitOfWork


@dataclass(frozen=True)
class Seen:
    """A turn for the look inside: only a playground watches, and only in memory."""

    telegram_id: int
    input: Input
    before: Session
    turn: Turn
    at: datetime


Watch = Callable[[Seen], None]


@dataclass
class Coach:
    """Takes turns. `username`: the bot's own, for links; empty while it is not known.

    `page`: where the trainers' page is; empty where there is none.
    """

    engine: Engine
    texts: Texts
    clock: Clock
    username: str = ""
    watch: Watch | None = None
    desks: Desks = field(default_factory=lambda: Desks(frozenset(), ZoneInfo("Europe/Brussels")))
    experience: Experience = field(default_factory=Experience)
    page: str = ""

    def __post_init__(self) -> None:
        self._speaker = Speaker(self.texts, self.clock)

    @property
    def showing(self) -> Showing:
        """What trainers see besides words."""
        return Showing(self.texts, self.username, self.desks.zone)

    async def handle(self, work: UnitOfWork, claimed: Claimed) -> None:
        """One update, but for saying that it is handled."""
        arrived = arrival(json.loads(claimed.payload), claimed.received_at, username=self.username)
        if arrived is not None:
            await self._arrived(work, arrived)

    async def _arrived(self, work: UnitOfWork, arrived: Arrival) -> None:
        if arrived.migrated_to is not None:
            await work.move_chat(arrived.chat_id, arrived.migrated_to)
        elif arrived.blocked is not None:
            await work.set_blocked(arrived.user_id, self.clock.now() if arrived.blocked else None)
        elif arrived.input is not None and arrived.private:
            await self._turn(work, arrived, arrived.input)
        else:
            await Chats(self.showing, self.clock).arrived(work, arrived)

    async def _turn(self, work: UnitOfWork, arrived: Arrival, input: Input) -> None:
        now = self.clock.now()
        person = await work.person(arrived.user_id) or await work.add_person(arrived.user_id, arrived.chat_id, now)
        if person.blocked_at is not None:
            await work.set_blocked(arrived.user_id, None)
        session = Session.load(person.session) if person.session else Session()
        input = await self._prepared(work, person, session, arrived, input)
        helped, desk = await self.experience.helped(work, now), await self.desks.desk(work, person, session, input, now)
        turn = self.engine.step(session, input, now=now, helped=helped, desk=desk)
        steps.reached("stepped")
        await self._write(work, person, turn, arrived=arrived)
        await work.enqueue(*menu_for(self.texts, person, desk, input, turn, now=now))
        self._seen(person, input, session, turn)

    async def come_back(
        self,
        work: UnitOfWork,
        person: Person,
        contact: Contact,
        also: Sequence[Contact],
        *,
        late: bool,
        not_after: datetime,
        first_name: str | None = None,
    ) -> bool:
        """A planned contact that may go out, with others in the same message; whether there was something to say."""
        now = self.clock.now()
        session = Session.load(person.session) if person.session else Session()
        kind, *others = (cast(ContactKind, c.kind) for c in (contact, *also))
        due = Due(kind, contact.about, now, contact.nth, late, tuple(others))
        turn = self.engine.step(session, due, now=now)
        await self._write(work, person, turn, unasked=Unasked(contact.id, not_after, first_name))
        said = any(isinstance(effect, Say) for effect in turn.effects)
        if said:
            await work.contacts.carry(contact, also, now, late=late)
        self._seen(person, due, session, turn)
        return said

    async def apologise(self, work: UnitOfWork, claimed: Claimed) -> None:
        """An update that failed again and again is set aside; its person is told so."""
        arrived = arrival(json.loads(claimed.payload), claimed.received_at, username=self.username)
        if arrived is not None and arrived.private and arrived.input is not None:
            html = self.texts.render("common.trouble", {})
            await work.enqueue(self._speaker.message(arrived.chat_id, REPLY, html))

    async def _prepared(
        self, work: UnitOfWork, person: Person, session: Session, arrived: Arrival, input: Input
    ) -> Input:
        """The input with what the dialogues cannot look up themselves."""
        match input:
            case Command("start", argument=code) if code and not too_many(session, input.at):
                invitation = await self.desks.invitation(work, person, code, self.clock.now())
                return replace(input, invitation=invitation)
            case Command("herinneringen"):
                planned = await work.contacts.planned_of(person.id)
                return replace(input, planned=listed(planned, session.hours(self.engine.hours)))
            case Pressed() if arrived.button_key != person.button_key:
                return replace(input, asked=-1)
            case Pressed(0, choice) if (standing := typed_by(choice, input.at)) is not None:
                return await self._prepared(work, person, session, arrived, standing)
            case Said():
                last = session.last_text
                so_far = (await work.words(person.id, [last.words])).get(last.words, "") if last else ""
                meant = await self._meant(work, person, session, input.text)
                group = await self.desks.group_named(work, session, input.text)
                return replace(input, so_far=so_far, meant=meant, group=group)
            case _:
                return input

    async def _meant(self, work: UnitOfWork, person: Person, session: Session, text: str) -> frozenset[str]:
        """The choices of the open question that a text stands for."""
        rows = open_question(session).rows
        renderer = await self._renderer(work, person, [choice.text for row in rows for choice in row])
        return renderer.meant(rows, text)

    async def _renderer(
        self, work: UnitOfWork, person: Person, parts: list[Part], first_name: str | None = None
    ) -> Renderer:
        references = await look_up(work, person, parts, self.username, self.desks.zone)
        return Renderer(self.texts, replace(references, first_name=first_name))

    async def _write(
        self,
        work: UnitOfWork,
        person: Person,
        turn: Turn,
        *,
        arrived: Arrival | None = None,
        unasked: Unasked | None = None,
    ) -> None:
        """Everything the turn changes and wants to say."""
        now, forget = self.clock.now(), any(isinstance(e, Forget) for e in turn.effects)
        for effect in turn.effects:
            if isinstance(effect, KeepLesson):
                await self._learn(work, person, effect)
            elif isinstance(effect, TrainerRecord):
                await work.desk.record(person, effect, now)
            elif not isinstance(effect, Say | Toast | MarkChosen | SendData | Forget | TrainerShow):
                await work.record(person, effect, now)
        outgoing = await self._outgoing(work, person, turn, arrived, unasked)
        if forget:
            await work.forget(person, now)
            outgoing = [replace(message, person_id=None) for message in outgoing]
        else:
            await work.save_session(person, turn.session.dump(), person.seen_at if arrived is None else now)
        await work.enqueue(*outgoing)

    async def _learn(self, work: UnitOfWork, person: Person, lesson: KeepLesson) -> None:
        """Of the person's words only what does not tell who wrote them is kept; some are not kept at all."""
        written = await work.words(person.id, [lesson.words])
        text = anonymous(written.get(lesson.words, ""))
        if text is not None:
            await work.keep_lesson(person, lesson, text)

    async def _outgoing(
        self, work: UnitOfWork, person: Person, turn: Turn, arrived: Arrival | None, unasked: Unasked | None
    ) -> list[Outgoing]:
        renderer = await self._renderer(work, person, list(said_in(turn)), unasked.first_name if unasked else None)
        messages: list[Outgoing] = []
        if arrived is not None and arrived.callback_id is not None:
            toast = next((e.part for e in turn.effects if isinstance(e, Toast)), None)
            messages.append(self._speaker.callback_answer(arrived, renderer.html([toast]) if toast else ""))
        for effect in turn.effects:
            match effect:
                case MarkChosen(choice) if arrived is not None:
                    messages.extend(self._speaker.marked(arrived, renderer, choice))
                case SendData():
                    messages.append(await self._data(work, person))
                case Say():
                    below = page_button(self.texts, turn, self.page)
                    messages.extend(self._speaker.say(person, renderer, effect, unasked, below))
                case ShowQr() | ShowCount() | ShowRound() | ShowMirror():
                    messages += await self.showing.show(work, person, effect, self.clock.now())
        return messages

    async def _data(self, work: UnitOfWork, person: Person) -> Outgoing:
        """Everything that is kept of the person, as a file."""
        now = self.clock.now()
        file = data_file(await work.kept(person.id), self.texts, now)
        params = {"chat_id": person.chat_id, "caption": self.texts.render("data.file", {})}
        return Outgoing(
            person.chat_id,
            REPLY,
            "sendDocument",
            params,
            not_before=now,
            person_id=person.id,
            files={"document": file},
        )

    def _seen(self, person: Person, input: Input, before: Session, turn: Turn) -> None:
        if self.watch is not None:
            self.watch(Seen(person.telegram_id, input, before, turn, self.clock.now()))
