"""People over months, under a clock that jumps: the real database, coach and nudges; Telegram takes what it gets."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.coach import Coach
from bot.outreach.first_names import FirstNames
from bot.outreach.nudges import Nudges
from coaching_texts.texts import Texts
from dialogues.effects import PlanContact
from dialogues.engine import Engine
from dialogues.hours import BELGIUM, Hours
from dialogues.model import Theme
from dialogues.reading import load_reader
from dialogues.returning import Writing
from dialogues.session import Plan, Session
from storage import OUTREACH, Claimed, Database, Person
from storage.tables import contact

TEXTS = Texts("nl", keep_days=30, group_minimum=5)
COACH_ENGINE = Engine(load_reader(), TEXTS, BELGIUM)
#: A Tuesday in September: sixteen weeks from it hold the change to winter time and five public holidays.
START = datetime(2026, 9, 8, 8, 0, tzinfo=UTC)


class StillClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self._now = moment

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Never back."""
        self._now = max(self._now, moment)

    async def sleep_until(self, moment: datetime) -> None:
        self.move_to(moment)


class NoNames(FirstNames):
    """Nobody has a name here."""

    def __init__(self) -> None:
        """Without Telegram."""

    async def _of(self, chat_id: int) -> str | None:
        return None


class Months:
    """A world without Telegram: what is in the outbox arrives when `deliver` says so."""

    def __init__(self, db: Database, start: datetime = START) -> None:
        self.db, self.clock = db, StillClock(start)
        self.coach = Coach(COACH_ENGINE, TEXTS, self.clock)
        self.nudges = self.replica(db)
        self._updates = count(1)

    def replica(self, db: Database) -> Nudges:
        """What carries out contacts, once more."""
        sent = asyncio.Event()
        return Nudges(db, self.coach, self.clock, NoNames(), hours=BELGIUM, sends_per_second=1000, sent=sent)

    async def person(
        self, chat: int, *, agreed: bool = True, writing: Writing | None = None, due: datetime | None = None
    ) -> Person:
        """Somebody with a plan, and a check-in on it where `due` says when."""
        plan = Plan(
            n=1,
            reflection=1,
            theme=Theme.OPENHEID,
            tip="routineus-een-drempel-weg",
            made_at=START,
            words_if=1,
            check_in=due,
        )
        session = Session(
            state="rest",
            turns=9,
            plans=1,
            plan=plan,
            consents={"talk": True, "nudges": agreed},
            writing=writing or Writing(),
        )
        async with self.db.work() as work:
            person = await work.add_person(chat, chat, self.clock.now())
            await work.save_session(person, session.dump(), self.clock.now())
            if due is not None:
                await work.record(person, PlanContact("plan", 1, due), self.clock.now())
        return person

    async def deliver(self) -> int:
        """All that waits in the outbox arrives; how many unasked messages that were."""
        now, unasked = self.clock.now(), 0
        async with self.db.work() as work:
            while rows := await work.sending.to_send(now, 500, 500):
                await work.sending.attempt(self.db.owner, [row.id for row in rows])
                for row in rows:
                    unasked += row.lane == OUTREACH
                    await work.sending.sent([(row, 1)], now)
        return unasked

    async def says(self, chat: int, text: str) -> None:
        """Somebody writes, and is answered."""
        number = next(self._updates)
        sender = {"id": chat, "is_bot": False, "first_name": "An"}
        message = {"message_id": number, "date": int(self.clock.now().timestamp()), "text": text, "from": sender}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        update = {"update_id": number, "message": message | {"chat": {"id": chat, "type": "private"}}}
        async with self.db.work() as work:
            await self.coach.handle(work, Claimed(number, chat, json.dumps(update), self.clock.now(), 0))

    async def until(self, end: datetime) -> None:
        """Time passes: all that comes due is carried out and arrives."""
        while self.clock.now() < end:
            due = await self.nudges.look()
            await self.deliver()
            again = due if due is not None and due > self.clock.now() else self.clock.now() + timedelta(seconds=1)
            self.clock.move_to(min(end, again) if due is not None else end)

    async def contacts(self) -> list[Any]:
        """Every row there is."""
        async with self.db.work() as work:
            return list(await work.connection.execute(contact.select().order_by(contact.c.id)))


@pytest.fixture
async def months(db: Database) -> Months:
    """The world, with nobody in it yet."""
    return Months(db)


def theirs(writing: Writing) -> Hours:
    """The hours of somebody who likes it so."""
    return Session(writing=writing).hours(BELGIUM)
