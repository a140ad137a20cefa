"""Those who are asked in a round: who they are, and how far each of them has got."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.effects import PlanContact, RecordPlan, RecordReflection
from dialogues.inputs import Invitation
from dialogues.round_effects import AnswerRound, DeclineRound, OpenRound
from storage import chat_rounds, contacts
from storage.helping import TOLD
from storage.round_tables import round_, round_part
from storage.tables import Person, contact, membership, volunteer_group
from storage.trainer_tables import participation


async def answered(
    connection: AsyncConnection, who: Person, effect: OpenRound | DeclineRound | AnswerRound, now: datetime
) -> None:
    mine = round_part.c.round_id == effect.round, round_part.c.person_id == who.id
    opened = {"opened_at": func.coalesce(round_part.c.opened_at, now)}
    match effect:
        case OpenRound(id):
            await chat_rounds.take_part(connection, who, id)
            await connection.execute(update(round_part).where(*mine).values(opened))
        case DeclineRound(id):
            await connection.execute(update(round_part).where(*mine).values(declined_at=now))
            await contacts.cancel(connection, "dropped", now, person_id=who.id, kind="round", about=id)
        case AnswerRound(_, answer):
            finished = {"answer": answer, "finished_at": now}
            await connection.execute(update(round_part).where(*mine).values(opened | finished))
            await _called_off(connection, who, [effect.round], now)


async def finished(
    connection: AsyncConnection, who: Person, told: RecordReflection | RecordPlan, now: datetime
) -> None:
    """What they told finishes the rounds that run and ask for just that, however they came to it."""
    asks = _asks_for(who, told)
    if asks is None:
        return
    open_ = select(round_.c.id).where(round_.c.state.in_(("running", "paused")), asks)
    mine = round_part.c.person_id == who.id, round_part.c.finished_at.is_(None), round_part.c.round_id.in_(open_)
    about = [] if isinstance(told, RecordPlan) else [round_part.c.group_id.in_(_group_of(who, told))]
    done = {"finished_at": now, "opened_at": func.coalesce(round_part.c.opened_at, now)}
    closed = update(round_part).where(*mine, *about).values(done).returning(round_part.c.round_id)
    await _called_off(connection, who, (await connection.scalars(closed)).all(), now)


def _asks_for(who: Person, told: RecordReflection | RecordPlan) -> Any:
    """The condition on a round that this finishes; None where it finishes nothing."""
    if isinstance(told, RecordPlan):
        return round_.c.what == "plan" if told.outcome in TOLD else None
    if told.finished_at is None:
        return None
    kinds = ("reflectie", "polsslag") if told.kind == "reflectie" else ("polsslag",)
    return and_(round_.c.what.in_(kinds), round_.c.starts_at <= told.finished_at)


def _group_of(who: Person, told: RecordReflection) -> Any:
    return select(membership.c.group_id).where(membership.c.person_id == who.id, membership.c.n == told.group)


async def _called_off(connection: AsyncConnection, who: Person, rounds: Sequence[int], now: datetime) -> None:
    for id in rounds:
        await contacts.cancel(connection, "already done", now, person_id=who.id, kind="round", about=id)


async def invitation(connection: AsyncConnection, code: str, person_id: int) -> Invitation | None:
    """What `r<round>` (I join) and `n<round>` (I rather do not) stand for to somebody who is asked in it."""
    if code[:1] not in ("r", "n") or not code[1:].isdecimal() or len(code) > 20:  # noqa: PLR2004 - of 63 bits
        return None
    about = round_.c.id, round_.c.what, round_.c.state, volunteer_group.c.code, volunteer_group.c.branch
    theirs = and_(membership.c.person_id == person_id, membership.c.group_id == round_part.c.group_id)
    joined = round_part.join(round_).join(volunteer_group).outerjoin(membership, theirs)
    asked = select(*about, round_part.c.finished_at, membership.c.n).select_from(joined).order_by(membership.c.n)
    mine = asked.where(round_.c.id == int(code[1:]), round_part.c.person_id == person_id)
    row = (await connection.execute(mine)).first()
    if row is None:
        return await chat_rounds.invitation(connection, int(code[1:]), person_id)
    kind = "round_over" if row.state not in ("running", "paused") else "round" if code[0] == "r" else "no_to_round"
    done = row.finished_at is not None
    about_round: dict[str, Any] = {"round": row.id, "what": row.what, "group": row.n or 0}
    return Invitation(kind, row.code, row.branch, joined=done, **about_round)  # type: ignore[arg-type]


async def open_parts(connection: AsyncConnection, round: Row[*tuple[Any, ...]]) -> None:
    """Whoever takes part in the workshop, for one of these groups, is asked. One statement."""
    asked = select(literal(round.id), participation.c.person_id, participation.c.group_id)
    groups = participation.c.group_id.in_(json.loads(round.groups))
    there = asked.where(participation.c.workshop_id == round.workshop_id, groups)
    new = there.where(~_has_part(round.id))
    await connection.execute(insert(round_part).from_select(["round_id", "person_id", "group_id"], new))


def _has_part(id: int) -> Any:
    return (
        select(round_part.c.person_id)
        .where(round_part.c.round_id == id, round_part.c.person_id == participation.c.person_id)
        .exists()
    )


async def plan_invitations(
    connection: AsyncConnection, round: Row[*tuple[Any, ...]], now: datetime, *, nth: int = 1
) -> int:
    """A contact for each of those who did not finish yet: the invitation, or (2) the reminder. Returns how many."""
    open_ = round_part.c.finished_at.is_(None), round_part.c.declined_at.is_(None)
    people = select(round_part.c.person_id).where(round_part.c.round_id == round.id, *open_)
    if nth > 1:
        sent = select(contact.c.person_id).where(
            contact.c.kind == "round", contact.c.about == round.id, contact.c.nth == 1, contact.c.state == "sent"
        )
        people = people.where(round_part.c.person_id.in_(sent))
    planned = PlanContact("round", round.id, now, nth)
    return await contacts.plan_for(connection, people, planned, round.ends_at)


async def parts_of(connection: AsyncConnection, id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """All who are asked in a round."""
    return (await connection.execute(select(round_part).where(round_part.c.round_id == id))).all()
