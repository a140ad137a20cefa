"""Looks up what a turn may need that only concerns trainers and those who join a workshop."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from coaching_texts.typed import normal
from dialogues.commands import FOR_TRAINERS
from dialogues.desk import Desk
from dialogues.inputs import Command, Input, Invitation
from dialogues.machine import AT_DESK, State
from dialogues.session import Session
from storage import Person, UnitOfWork

#: At what time of the day Bruis comes back after a workshop.
COMING_BACK_AT = time(10)


@dataclass(frozen=True)
class Desks:
    """`trainers`: Telegram ids of who is a trainer from the start. `zone`: where the trainers live."""

    trainers: frozenset[int]
    zone: ZoneInfo

    async def desk(
        self, work: UnitOfWork, person: Person, session: Session, input: Input, now: datetime
    ) -> Desk | None:
        """What is on this person's desk; None where this turn cannot be about that."""
        if not self._concerned(person, session, input):
            return None
        code = session.trainer_code
        invitation = await work.desk.trainer_invitation(code, now) if code else None
        return replace(await self.of(work, person, now), invitation=invitation)

    async def of(self, work: UnitOfWork, person: Person, now: datetime) -> Desk:
        """What is on this person's desk, whatever they are busy with."""
        return Desk(
            today=now.astimezone(self.zone).date(),
            trainer=person.telegram_id in self.trainers or await work.desk.is_trainer(person.id),
            fresh=secrets.randbits(62),
            workshops=await work.desk.workshops_of(person.id),
            rounds=await work.desk.rounds_of(person.id),
            zone=self.zone,
        )

    def _concerned(self, person: Person, session: Session, input: Input) -> bool:
        if session.state in AT_DESK or session.trainer_code is not None:
            return True
        if not isinstance(input, Command):
            return False
        by_link = input.invitation is not None and input.invitation.kind == "trainer"
        return input.name in (*FOR_TRAINERS, "help") or by_link or person.telegram_id in self.trainers

    async def invitation(self, work: UnitOfWork, person: Person, code: str, now: datetime) -> Invitation | None:
        """What the code of a link stands for to this person."""
        return (
            await work.invitation(code)
            or await work.desk.workshop_invitation(code, person.id, self._moment)
            or await work.desk.trainer_invitation(code, now)
            or await work.desk.round_invitation(code, person.id)
        )

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, COMING_BACK_AT, self.zone)

    async def group_named(self, work: UnitOfWork, session: Session, name: str) -> Invitation | None:
        """The group of this name in the workshop that is being joined, where that is what is asked."""
        if session.state is not State.JOINING_GROUP or session.joining is None:
            return None
        there = await work.desk.groups_in(session.joining.workshop)
        return next((group for known, group in there if normal(known) == normal(name)), None)
