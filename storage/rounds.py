"""Rounds: set up, started, steered and closed; who is asked, and how far each of them has got."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.desk import OPEN, DeskRound
from dialogues.round_effects import (
    AnswerRound,
    CopyQuestion,
    DeclineRound,
    DraftRound,
    OpenRound,
    PauseRound,
    ResumeRound,
    RetryRound,
    RoundRecord,
    StartRound,
    StopRound,
    UndoRound,
    WriteAnswers,
    WriteQuestion,
)
from storage import round_parts
from storage.engines import put
from storage.errors import RoundInTheWay
from storage.result_tables import group_result
from storage.round_tables import round_
from storage.tables import Person, contact, person
from storage.trainer_tables import workshop, workshop_trainer

_this = round_.c.id
Steering = StartRound | UndoRound | PauseRound | ResumeRound | StopRound | RetryRound


async def of_trainer(connection: AsyncConnection, person_id: int) -> tuple[DeskRound, ...]:
    """The rounds in this trainer's workshops that were started, the latest first."""
    mine = select(workshop_trainer.c.workshop_id).where(workshop_trainer.c.person_id == person_id)
    started = select(round_).where(round_.c.workshop_id.in_(mine), round_.c.state != "draft")
    rows = (await connection.execute(started.order_by(round_.c.starts_at.desc(), round_.c.id))).all()
    ids = [row.id for row in rows]
    failed, results = await _failed(connection, ids), await _results(connection, ids)
    return tuple(
        DeskRound(
            row.id,
            row.workshop_id,
            row.what,
            row.state,
            row.starts_at,
            row.ends_at,
            _ids(row),
            failed.get(row.id, 0),
            results.get(row.id, 0),
        )
        for row in rows
    )


async def _results(connection: AsyncConnection, ids: Collection[int]) -> dict[int, int]:
    """How many mirrors came of each of these rounds."""
    counted = select(group_result.c.round_id, func.count().label("n")).where(group_result.c.round_id.in_(ids))
    return {row.round_id: row.n for row in await connection.execute(counted.group_by(group_result.c.round_id))}


def _ids(row: Row[*tuple[Any, ...]]) -> tuple[int, ...]:
    return tuple(json.loads(row.groups))


async def _failed(connection: AsyncConnection, ids: Collection[int]) -> dict[int, int]:
    """How many messages of each of these rounds were not delivered."""
    counted = select(contact.c.about, func.count().label("n")).where(contact.c.about.in_(ids), _not_delivered)
    return {row.about: row.n for row in await connection.execute(counted.group_by(contact.c.about))}


_not_delivered = and_(contact.c.kind == "round", contact.c.state == "not_sent", contact.c.reason == "failed")


async def record(connection: AsyncConnection, who: Person, effect: RoundRecord, now: datetime) -> bool:
    """Carry out one effect on a round; whether it is a trainer's."""
    match effect:
        case OpenRound() | DeclineRound() | AnswerRound():
            await round_parts.answered(connection, who, effect, now)
            return False
        case WriteQuestion(id, workshop_id, text):
            await _draft(connection, who, id, now, workshop_id=workshop_id, what="question", question=text)
        case WriteAnswers(id, answers):
            await _set(connection, id, "draft", {"answers": json.dumps(answers, ensure_ascii=False)})
        case CopyQuestion(id, of):
            if (asked := await one(connection, of)) is not None:
                same = {"workshop_id": asked.workshop_id, "question": asked.question, "answers": asked.answers}
                await _draft(connection, who, id, now, what="question", **same)
        case DraftRound():
            await _drafted(connection, who, effect, now)
        case _:
            await _steer(connection, effect, now)
    return True


async def _steer(connection: AsyncConnection, effect: Steering, now: datetime) -> None:
    match effect:
        case StartRound(id, not_before):
            await _start(connection, id, not_before)
        case UndoRound(id):
            await _set(connection, id, "planned", {"state": "undone", "ends_at": now})
        case PauseRound(id):
            await _pause(connection, id)
        case ResumeRound(id):
            await _set(connection, id, "paused", {"state": "running"})
            await connection.execute(_planned_of(id).values(due=now))
        case StopRound(id):
            await connection.execute(update(round_).where(_this == id, round_.c.state.in_(OPEN)).values(ends_at=now))
        case RetryRound(id):
            again = {"state": "planned", "reason": None, "due": now, "closed_at": None}
            await connection.execute(update(contact).where(contact.c.about == id, _not_delivered).values(again))


async def _draft(connection: AsyncConnection, who: Person, id: int, now: datetime, **values: Any) -> None:
    row = {"id": id, "person_id": who.id, "groups": "[]", "reminder": False, "state": "draft", "created_at": now}
    await put(connection, round_, row | values, keep=frozenset({"created_at", "state"}))


async def _drafted(connection: AsyncConnection, who: Person, made: DraftRound, now: datetime) -> None:
    when = {"starts_at": made.starts_at, "ends_at": made.ends_at, "reminder": made.reminder}
    what = {"workshop_id": made.workshop, "groups": json.dumps(made.groups), "what": made.what}
    await _draft(connection, who, made.round, now, **what, **when)


async def _set(connection: AsyncConnection, id: int, state: str, values: Mapping[str, Any]) -> None:
    """Change a round that is in this state; in any other nothing happens."""
    await connection.execute(update(round_).where(_this == id, round_.c.state == state).values(values))


async def _start(connection: AsyncConnection, id: int, not_before: datetime) -> None:
    """Once, and not on top of another one: RoundInTheWay where somebody was first."""
    draft = (await connection.execute(select(round_).where(_this == id, round_.c.state == "draft"))).first()
    if draft is None:
        return
    await connection.execute(select(workshop.c.id).where(workshop.c.id == draft.workshop_id).with_for_update())
    others = select(round_).where(round_.c.workshop_id == draft.workshop_id, round_.c.state.in_(OPEN))
    if any(set(_ids(row)) & set(_ids(draft)) for row in await connection.execute(others)):
        raise RoundInTheWay("another round goes to the same people")
    await _set(connection, id, "draft", {"state": "planned", "starts_at": max(draft.starts_at, not_before)})


async def _pause(connection: AsyncConnection, id: int) -> None:
    """What is planned waits until the end of the round, unless it goes on before."""
    await _set(connection, id, "running", {"state": "paused"})
    end = select(round_.c.ends_at).where(_this == id).scalar_subquery()
    await connection.execute(_planned_of(id).values(due=end))


def _planned_of(id: int) -> Any:
    mine = contact.c.kind == "round", contact.c.about == id, contact.c.state == "planned"
    return update(contact).where(*mine)


async def to_move(connection: AsyncConnection, now: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """Rounds that are to start, to remind or to close; ours until the unit of work ends."""
    due = or_(
        and_(round_.c.state == "planned", round_.c.starts_at <= now),
        and_(round_.c.state.in_(OPEN), round_.c.ends_at <= now),
        and_(round_.c.state == "running", round_.c.reminder, round_.c.reminded_at.is_(None)),
    )
    return (await connection.execute(select(round_).where(due).with_for_update(skip_locked=True))).all()


async def to_remind(connection: AsyncConnection) -> Sequence[Row[*tuple[Any, ...]]]:
    """Running rounds that have their reminder still to come: when they started, and when they end."""
    waits = round_.c.state == "running", round_.c.reminder, round_.c.reminded_at.is_(None)
    return (await connection.execute(select(round_.c.starts_at, round_.c.ends_at).where(*waits))).all()


async def next_move(connection: AsyncConnection) -> datetime | None:
    """When the next round starts or closes."""
    starts = select(func.min(round_.c.starts_at)).where(round_.c.state == "planned")
    ends = select(func.min(round_.c.ends_at)).where(round_.c.state.in_(OPEN))
    return min(filter(None, [await connection.scalar(starts), await connection.scalar(ends)]), default=None)


async def too_late(connection: AsyncConnection, id: int, now: datetime) -> None:
    """Who did not get it by the end does not get it; the reason is what their contact waited for."""
    held = select(person.c.id).where(person.c.hold_until > now)
    why = case((contact.c.person_id.in_(held), "paused"), else_=func.coalesce(contact.c.reason, "too late"))
    await connection.execute(_planned_of(id).values(state="not_sent", reason=why, closed_at=now))


async def moved(connection: AsyncConnection, id: int, **values: Any) -> None:
    """A round goes on to its next state."""
    await connection.execute(update(round_).where(_this == id).values(values))


async def one(connection: AsyncConnection, id: int) -> Row[*tuple[Any, ...]] | None:
    """The round with this number."""
    return (await connection.execute(select(round_).where(_this == id))).first()


async def button_key(connection: AsyncConnection, id: int) -> str | None:
    """By which the buttons of who started a round are known."""
    key = select(person.c.button_key).join(round_, round_.c.person_id == person.c.id).where(_this == id)
    found: str | None = await connection.scalar(key)
    return found


async def told_of(connection: AsyncConnection, round: Row[*tuple[Any, ...]]) -> Person | None:
    """Who hears of a round of a workshop: who started it, or where that is no trainer of it any more the first one."""
    led = select(person).join(workshop_trainer, workshop_trainer.c.person_id == person.c.id)
    trainers = led.where(workshop_trainer.c.workshop_id == round.workshop_id)
    started = case((person.c.id == round.person_id, 0), else_=1)
    first = trainers.order_by(started, workshop_trainer.c.since, person.c.id).limit(1)
    row = (await connection.execute(first)).mappings().first()
    return Person(**row) if row is not None else None


async def end_all(connection: AsyncConnection, workshop_id: int, now: datetime) -> None:
    """The rounds of a workshop are over: what did not go out yet does not, the others close now."""
    theirs = update(round_).where(round_.c.workshop_id == workshop_id)
    await connection.execute(theirs.where(round_.c.state == "planned").values(state="undone", ends_at=now))
    await connection.execute(theirs.where(round_.c.state.in_(OPEN)).values(ends_at=now))
