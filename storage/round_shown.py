"""What there is to say of a round: to who is asked, and to its trainer counts, and nothing of who."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.helping import TOLD
from storage.round_tables import round_, round_part
from storage.tables import consent, contact, person, plan, volunteer_group
from storage.trainer_tables import participation, workshop


@dataclass(frozen=True, kw_only=True)
class RoundTold:
    """What somebody who is asked is told. `name`: of the workshop or of the one group; `what`: see RoundKind."""

    name: str
    what: str
    question: str | None
    answers: tuple[str, ...]
    ends_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RoundShown(RoundTold):
    """`people`: how many are asked, or would be. `not_reached`: of a draft, how many would not get it, by reason.

    `sizes`: how many take part per group. `not_sent`: of a round that was started, how many did not get it, by reason.
    """

    state: str
    starts_at: datetime | None
    reminder: bool
    sizes: tuple[int, ...]
    people: int
    not_reached: Mapping[str, int] = field(default_factory=dict)
    sent: int = 0
    waiting: int = 0
    opened: int = 0
    finished: int = 0
    declined: int = 0
    not_sent: Mapping[str, int] = field(default_factory=dict)


_of_workshop = round_.outerjoin(workshop, workshop.c.id == round_.c.workshop_id)
_this = round_.c.id == bindparam("round")
_shown = select(round_, workshop.c.name).select_from(_of_workshop).where(_this)
# the groups, which may be hundreds, only where it is named after one
_groups = case((workshop.c.name.is_(None), round_.c.groups)).label("groups")
_asked_for = (round_.c.what, round_.c.question, round_.c.answers, round_.c.ends_at, workshop.c.name, _groups)
_told = select(*_asked_for).select_from(_of_workshop).where(_this)
_in_groups = participation.c.group_id.in_(bindparam("groups", expanding=True))
_asked = participation.c.workshop_id == bindparam("workshop"), _in_groups
_sizes = select(participation.c.group_id, func.count().label("n")).where(*_asked).group_by(participation.c.group_id)
_people = select(person.c.id, person.c.blocked_at, person.c.hold_until).join(participation).where(*_asked)
_ids = select(participation.c.person_id).where(*_asked)
_last = select(func.max(consent.c.id)).where(consent.c.purpose == "nudges", consent.c.person_id.in_(_ids))
_agreed = select(consent.c.person_id).where(consent.c.id.in_(_last.group_by(consent.c.person_id)), consent.c.given)
_with_plan = select(plan.c.person_id).where(
    plan.c.person_id.in_(_ids), or_(plan.c.outcome.is_(None), plan.c.outcome.not_in(TOLD))
)
_by_state = (
    select(contact.c.state, contact.c.reason, func.count().label("n"))
    .where(contact.c.kind == "round", contact.c.about == bindparam("round"), contact.c.nth == 1)
    .group_by(contact.c.state, contact.c.reason)
)
_progress = select(
    func.count().label("people"),
    func.count(round_part.c.opened_at).label("opened"),
    func.count(round_part.c.finished_at).label("finished"),
    func.count(round_part.c.declined_at).label("declined"),
).where(round_part.c.round_id == bindparam("round"))


async def told(connection: AsyncConnection, id: int) -> RoundTold | None:
    """The round with this number, for who is asked: as cheap however many are. None where it is gone."""
    row = (await connection.execute(_told, {"round": id})).first()
    return RoundTold(**await _as_told(connection, row)) if row is not None else None


async def _as_told(connection: AsyncConnection, row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {
        "name": row.name or await _group_name(connection, row),
        "what": row.what,
        "question": row.question,
        "answers": tuple(json.loads(row.answers or "[]")),
        "ends_at": row.ends_at,
    }


async def shown(connection: AsyncConnection, id: int) -> RoundShown | None:
    """The round with this number; None where it is gone."""
    row = (await connection.execute(_shown, {"round": id})).first()
    if row is None:
        return None
    sizes = (await connection.execute(_sizes, _those_asked(row))).all()
    counts = await _expected(connection, row) if row.state in ("draft", "planned") else await _so_far(connection, id)
    return RoundShown(
        state=row.state,
        starts_at=row.starts_at,
        reminder=row.reminder,
        sizes=tuple(group.n for group in sizes),
        **await _as_told(connection, row),
        **counts,
    )


async def _group_name(connection: AsyncConnection, row: Row[*tuple[Any, ...]]) -> str:
    """Of the one group whose chat a round is in."""
    names = select(volunteer_group.c.name).where(volunteer_group.c.id.in_(json.loads(row.groups)))
    return await connection.scalar(names.limit(1)) or ""


def _those_asked(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {"workshop": row.workshop_id, "groups": json.loads(row.groups)}


async def _expected(connection: AsyncConnection, row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """Who would get it at this moment, as far as can be known before."""
    who = _those_asked(row)
    there = (await connection.execute(_people, who)).all()
    yes = set((await connection.scalars(_agreed, who)).all())
    planned = set((await connection.scalars(_with_plan, who)).all()) if row.what == "plan" else None
    reasons = Counter(_reason(one, yes, planned, row.ends_at) for one in there)
    reached = reasons.pop(None, 0)
    return {"people": reached + reasons.total(), "not_reached": {str(why): n for why, n in sorted(reasons.items())}}


def _reason(
    one: Row[*tuple[Any, ...]], agreed: set[int], planned: set[int] | None, ends_at: datetime | None
) -> str | None:
    if one.blocked_at is not None:
        return "blocked"
    if one.id not in agreed:
        return "no consent"
    if one.hold_until is not None and (ends_at is None or one.hold_until > ends_at):
        return "paused"
    return "no plan" if planned is not None and one.id not in planned else None


async def _so_far(connection: AsyncConnection, id: int) -> dict[str, Any]:
    states, not_sent = Counter[str](), Counter[str]()
    for row in await connection.execute(_by_state, {"round": id}):
        states[row.state] += row.n
        if row.state in ("not_sent", "uncertain"):
            not_sent[row.reason or row.state] += row.n
    progress = (await connection.execute(_progress, {"round": id})).mappings().one()
    return {
        "sent": states["sent"] + states["merged"],
        "waiting": states["planned"] + states["sending"],
        "not_sent": dict(sorted(not_sent.items())),
        **progress,
    }
