"""A workshop with many people, put in the database as the talks would have done, and a round to all of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from dialogues.effects import NameGroup, RecordConsent
from dialogues.machine import State
from dialogues.round_effects import DraftRound, StartRound
from dialogues.session import Group, Session
from dialogues.trainer_effects import JoinWorkshop, NameWorkshop, PlanWorkshop
from storage import Database, Person, UnitOfWork

WORKSHOP, ROUND = 71, 72
ASKED = "vraagt je vier korte vragen"  # stands in its message
_GROUP = Group(n=1, branch=False, shared=True)


def session(*, nudges: bool = True, state: State = State.REST) -> Session:
    """Of somebody who joined a workshop, and may be written to or not."""
    return Session(state=state, consents={"talk": True, "nudges": nudges}, groups=(_GROUP,), about=1)


async def _add(work: UnitOfWork, who: int, kept: Session, now: datetime) -> Person:
    person = await work.add_person(who, who, now)
    for purpose, given in kept.consents.items():
        await work.record(person, RecordConsent(purpose, given, "2026-11"), now)
    await work.save_session(person, kept.dump(), now)
    return person


async def workshop(db: Database, trainer: int, people: Sequence[tuple[int, Session]], now: datetime) -> None:
    """All of them take part, each for a group of their own name."""
    async with db.work() as work:
        leader = await _add(work, trainer, Session(state=State.REST, consents={"talk": True}), now)
        await work.desk.record(leader, NameWorkshop(WORKSHOP, "Buren aan zet"), now)
        await work.desk.record(leader, PlanWorkshop(WORKSHOP, now.date(), ()), now)
        for who, kept in people:
            person = await _add(work, who, kept, now)
            await work.record(person, NameGroup(1, f"Groep {who}"), now)
            await work.desk.record(person, JoinWorkshop(WORKSHOP, 1), now)


async def start(db: Database, trainer: int, now: datetime, wait: timedelta = timedelta(0)) -> None:
    """A round of four questions to all of them, from now on or after a while, for a week."""
    async with db.work() as work:
        leader = await work.person(trainer)
        [desk] = await work.desk.workshops_of(leader.id if leader else 0)
        assert leader is not None
        groups = tuple(group.id for group in desk.groups)
        ends = now + timedelta(days=7)
        await work.desk.record(leader, DraftRound(ROUND, WORKSHOP, groups, "polsslag", now, ends, False), now)
        await work.desk.record(leader, StartRound(ROUND, now + wait), now)
