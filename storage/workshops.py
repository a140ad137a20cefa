"""Workshops: their trainers, their links, and who takes part for which group."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.desk import DeskGroup, DeskWorkshop
from dialogues.inputs import Invitation
from dialogues.model.rights import Role
from dialogues.trainer_effects import (
    BecomeTrainer,
    CloseWorkshop,
    JoinWorkshop,
    LeaveWorkshop,
    MakeTrainerLink,
    NameWorkshop,
    PlanWorkshop,
    RenewLink,
    TrainerRecord,
)
from storage import live, rounds, trainers
from storage.engines import insert_new, put
from storage.errors import GroupUnknown
from storage.tables import Person, membership, volunteer_group
from storage.trainer_tables import (
    participation,
    workshop,
    workshop_trainer,
)

_lonely = workshop.c.id.not_in(select(workshop_trainer.c.workshop_id)) & workshop.c.id.not_in(
    select(participation.c.workshop_id)
)
_forgotten = delete(workshop).where(
    workshop.c.created_at < bindparam("before"), or_(workshop.c.held_on.is_(None), _lonely)
)


@dataclass(frozen=True)
class WorkshopShown:
    """What there is to say of a workshop."""

    name: str
    code: str | None
    held_on: date | None
    follow_ups: tuple[date, ...]
    joined: int
    groups: int


async def of_trainer(connection: AsyncConnection, person_id: int) -> tuple[DeskWorkshop, ...]:
    """The workshops of this trainer that have their day, the latest first."""
    mine = select(workshop_trainer.c.workshop_id).where(workshop_trainer.c.person_id == person_id)
    dated = select(workshop).where(workshop.c.id.in_(mine), workshop.c.held_on.is_not(None))
    rows = (await connection.execute(dated.order_by(workshop.c.held_on.desc(), workshop.c.id))).all()
    ids = [row.id for row in rows]
    led, groups = await _trainers(connection, ids), await _groups(connection, ids)
    return tuple(
        DeskWorkshop(
            row.id,
            Role.OWNER if led[row.id][0] == person_id else Role.SECOND,
            len(led[row.id]),
            row.held_on,
            _days(row.follow_ups),
            tuple(DeskGroup(id, n) for id, n in groups.get(row.id, {}).items()),
        )
        for row in rows
    )


async def _trainers(connection: AsyncConnection, workshops: Collection[int]) -> Mapping[int, list[int]]:
    """Who is longest a trainer comes first."""
    theirs = select(workshop_trainer).where(workshop_trainer.c.workshop_id.in_(workshops))
    found: dict[int, list[int]] = {}
    for row in await connection.execute(theirs.order_by(workshop_trainer.c.since, workshop_trainer.c.person_id)):
        found.setdefault(row.workshop_id, []).append(row.person_id)
    return found


async def _groups(connection: AsyncConnection, workshops: Collection[int]) -> Mapping[int, Counter[int]]:
    """How many take part, by workshop and group."""
    columns = participation.c.workshop_id, participation.c.group_id
    counted = select(*columns, func.count().label("n")).where(columns[0].in_(workshops)).group_by(*columns)
    found: dict[int, Counter[int]] = {}
    for row in await connection.execute(counted.order_by(participation.c.group_id)):
        found.setdefault(row.workshop_id, Counter())[row.group_id] = row.n
    return found


async def shown(connection: AsyncConnection, ids: Collection[int]) -> dict[int, WorkshopShown]:
    """What there is to say of these workshops, as far as they are still there."""
    rows = (await connection.execute(select(workshop).where(workshop.c.id.in_(ids)))).all()
    groups = await _groups(connection, ids)
    return {
        row.id: WorkshopShown(
            row.name,
            row.code,
            row.held_on,
            _days(row.follow_ups),
            groups.get(row.id, Counter()).total(),
            len(groups.get(row.id, ())),
        )
        for row in rows
    }


async def invitation(
    connection: AsyncConnection, code: str, person_id: int, at: Callable[[date], datetime]
) -> Invitation | None:
    """What this code stands for to this person; None where it is none of a workshop. `at`: the moment of such a day."""
    row = (await connection.execute(select(workshop).where(workshop.c.code == code))).first()
    if row is None:
        return None
    theirs = participation.c.workshop_id == row.id, participation.c.person_id == person_id
    joined = await connection.scalar(select(participation.c.group_id).where(*theirs)) is not None
    return Invitation(
        "workshop", code, workshop=row.id, follow_ups=tuple(map(at, _days(row.follow_ups))), joined=joined
    )


async def group_labels(connection: AsyncConnection, ids: Collection[int]) -> dict[int, str]:
    """The names of these groups."""
    named = select(volunteer_group.c.id, volunteer_group.c.name).where(volunteer_group.c.id.in_(ids))
    return {row.id: row.name for row in await connection.execute(named)}


async def names_in(connection: AsyncConnection, workshop_id: int) -> list[tuple[str, Invitation]]:
    """The groups that take part in a workshop: the name of each, and what its join code stands for."""
    there = select(participation.c.group_id).where(participation.c.workshop_id == workshop_id)
    rows = await connection.execute(select(volunteer_group).where(volunteer_group.c.id.in_(there)))
    return [(row.name, Invitation("group", row.code, row.branch)) for row in rows]


async def record(connection: AsyncConnection, who: Person, effect: TrainerRecord, now: datetime) -> None:
    """Carry out one effect of a trainer, or of who joins a workshop; what a trainer does is written down."""
    match effect:
        case NameWorkshop(id, name):
            await _name(connection, who, id, name, now)
        case PlanWorkshop(id, held_on, follow_ups):
            await _plan(connection, id, held_on, follow_ups)
        case RenewLink(id):
            await connection.execute(update(workshop).where(workshop.c.id == id).values(code=trainers.new_code()))
        case LeaveWorkshop(id):
            await _leave(connection, who, id)
        case CloseWorkshop(id):
            await rounds.end_all(connection, id, now)
            await live.end_of_workshop(connection, id)
            await connection.execute(update(workshop).where(workshop.c.id == id).values(code=None))
            await connection.execute(delete(workshop_trainer).where(workshop_trainer.c.workshop_id == id))
        case MakeTrainerLink(id, workshop_id):
            await trainers.invite(connection, who, id, workshop_id, now)
        case BecomeTrainer(code):
            await trainers.become(connection, who, code, now)
        case JoinWorkshop(id, group):
            await _join(connection, who, id, group, now)
            return
        case _:
            if not await rounds.record(connection, who, effect, now):
                return
    await trainers.note(connection, who, effect, now)


def _days(kept: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in json.loads(kept))


async def _name(connection: AsyncConnection, who: Person, id: int, name: str, now: datetime) -> None:
    row: dict[str, Any] = {"id": id, "name": name, "follow_ups": "[]", "code": trainers.new_code(), "created_at": now}
    await put(connection, workshop, row, keep=frozenset({"follow_ups", "code", "created_at"}))
    mine = {"workshop_id": id, "person_id": who.id, "since": now}
    await insert_new(connection, workshop_trainer, [mine])


async def _plan(connection: AsyncConnection, id: int, held_on: date, follow_ups: tuple[date, ...]) -> None:
    days = json.dumps([day.isoformat() for day in follow_ups])
    await connection.execute(update(workshop).where(workshop.c.id == id).values(held_on=held_on, follow_ups=days))


async def _leave(connection: AsyncConnection, who: Person, id: int) -> None:
    mine = workshop_trainer.c.workshop_id == id, workshop_trainer.c.person_id == who.id
    await connection.execute(delete(workshop_trainer).where(*mine))
    await live.end_of_workshop(connection, id, who.id)


async def _join(connection: AsyncConnection, who: Person, id: int, n: int, now: datetime) -> None:
    """GroupUnknown where the person has no group under this number."""
    mine = membership.c.person_id == who.id, membership.c.n == n
    group = await connection.scalar(select(membership.c.group_id).where(*mine))
    if group is None:
        raise GroupUnknown("the person has no group under this number")
    row = {"workshop_id": id, "person_id": who.id, "group_id": group, "joined_at": now}
    await put(connection, participation, row, keep=frozenset({"joined_at"}))


async def keep_clean(connection: AsyncConnection, now: datetime, unfinished: timedelta) -> None:
    """Workshops that never got their day, and those that nobody has anything to do with, go."""
    await connection.execute(_forgotten, {"before": now - unfinished})
