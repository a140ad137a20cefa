"""Lets trainers in, once for each time that Telegram opens the page for them, and knows them until they are none."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.trainers.desks import Desks
from bot.trainers.page.init_data import check
from bot.trainers.page.refusals import Refusal, Refused
from dialogues.desk import Desk
from dialogues.trainer_effects import OpenPage
from storage import Person, UnitOfWork

#: How long the page stays open; opening it again takes one tap in the chat.
LASTS = timedelta(hours=2)


@dataclass(frozen=True)
class Visitor:
    """A trainer who has the page open, with what is on their desk at this moment."""

    person: Person
    desk: Desk


@dataclass(frozen=True)
class Entered:
    """Somebody came in. `token`: for their browser to keep; None where it keeps one already."""

    token: str | None


def _digest(token: str) -> str:
    """All that is kept of a token; it is random, so that nobody finds it back."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class Admission:
    """`token`: the bot's, with which Telegram signs. What is refused is returned, so that its traces are committed."""

    token: str
    desks: Desks
    clock: Clock

    async def enter(self, work: UnitOfWork, init_data: str, held: str) -> Entered | Refusal:
        """With what Telegram signed; `held`: what the browser keeps of before."""
        now = self.clock.now()
        try:
            opening = check(init_data, self.token, now)
        except Refused as refused:
            return refused.why
        if not await work.page.use(opening.mark, opening.expires_at):
            return await self._again(work, opening.telegram_id, held)
        person = await work.person(opening.telegram_id)
        if person is None or not (await self.desks.of(work, person, now)).trainer:
            return Refusal.NO_TRAINER
        token = secrets.token_urlsafe(32)
        await work.page.begin(_digest(token), person.id, now + LASTS)
        await work.desk.note(person, OpenPage(), now)
        return Entered(token)

    async def _again(self, work: UnitOfWork, telegram_id: int, held: str) -> Entered | Refusal:
        """A page that is loaded anew shows the same opening again, which is fine for who has it open."""
        visitor = await self.visitor(work, held)
        same = isinstance(visitor, Visitor) and visitor.person.telegram_id == telegram_id
        return Entered(None) if same else Refusal.USED

    async def visitor(self, work: UnitOfWork, held: str) -> Visitor | Refusal:
        """Whose browser keeps this; for who is no trainer any more the page closes."""
        now = self.clock.now()
        id = await work.page.whose(_digest(held), now)
        person = await work.person_by_id(id) if id is not None else None
        if person is None:
            return Refusal.CLOSED
        desk = await self.desks.of(work, person, now)
        if not desk.trainer:
            await work.page.end(_digest(held))
            return Refusal.NO_TRAINER
        return Visitor(person, desk)

    async def leave(self, work: UnitOfWork, held: str) -> None:
        """The page is closed by who has it open."""
        await work.page.end(_digest(held))
