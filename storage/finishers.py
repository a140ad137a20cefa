"""Who finished in a round and agreed to be counted, and what they told: ids, never words."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.model.group_mirror import PLAN, THEME, Answers, PlanState
from storage.helping import HELPED
from storage.tables import answer, consent, membership, plan, reflection

#: A person and one of their groups, by number.
Pair = tuple[int, int]
#: Most people in one statement; the engines take some 32,000 values.
_AT_ONCE = 5000


@dataclass(frozen=True)
class Window:
    """The reflections that count: finished from `since` to `until`; `full`: only whole ones, no polsslag."""

    since: datetime
    until: datetime
    full: bool


async def told(connection: AsyncConnection, who: Collection[Pair], window: Window) -> dict[Pair, Answers]:
    """What each of these who finished a reflection in the window told of that group: by kenmerk, `thema`, `plan`.

    Only of those who agree to be counted; of several reflections on a group the last.
    """
    agreed = await consenting(connection, who)
    finished = await _finished(connection, agreed, window)
    answers = await _answers(connection, finished)
    plans = await planned(connection, finished)
    themes = {pair: {THEME: row.theme} if row.kind == "reflectie" else {} for pair, row in finished.items()}
    return {pair: {**answers.get(pair, {}), **themes[pair], PLAN: plans.get(pair)} for pair in finished}


async def consenting(connection: AsyncConnection, who: Collection[Pair]) -> set[Pair]:
    """Those of them who agree, at this moment, to be counted in results of a group."""
    given: dict[int, bool] = {}
    for people in batches(who):
        asked = select(consent).where(consent.c.person_id.in_(people), consent.c.purpose == "group_results")
        given |= {row.person_id: row.given for row in await connection.execute(asked.order_by(consent.c.id))}
    return {pair for pair in who if given.get(pair[0])}


async def _finished(
    connection: AsyncConnection, who: Collection[Pair], window: Window
) -> dict[Pair, Row[*tuple[Any, ...]]]:
    within = reflection.c.finished_at.between(window.since, window.until)
    wanted = [within, reflection.c.kind == "reflectie"] if window.full else [within]
    found: dict[Pair, Row[*tuple[Any, ...]]] = {}
    for people in batches(who):
        rows = select(reflection, membership.c.group_id).join(membership, _of_group(reflection.c.group_n))
        theirs = rows.where(reflection.c.person_id.in_(people), *wanted).order_by(reflection.c.finished_at)
        found |= {(row.person_id, row.group_id): row for row in await connection.execute(theirs)}
    return {pair: row for pair, row in found.items() if pair in who}


def _of_group(n: Any) -> Any:
    return and_(membership.c.person_id == reflection.c.person_id, membership.c.n == n)


async def _answers(
    connection: AsyncConnection, finished: Mapping[Pair, Row[*tuple[Any, ...]]]
) -> dict[Pair, dict[str, str | None]]:
    pairs = {(row.person_id, row.n): pair for pair, row in finished.items()}
    found: dict[Pair, dict[str, str | None]] = {}
    for people in batches(finished):
        for row in await connection.execute(select(answer).where(answer.c.person_id.in_(people))):
            if pair := pairs.get((row.person_id, row.reflection)):
                found.setdefault(pair, {})[row.kenmerk] = row.corrected or row.phase
    return found


async def planned(connection: AsyncConnection, who: Collection[Pair]) -> dict[Pair, PlanState]:
    """How far each of these people got with any plan for that group; who made none is not in it."""
    found: dict[Pair, PlanState] = {}
    for people in batches(who):
        made = and_(reflection.c.person_id == plan.c.person_id, reflection.c.n == plan.c.reflection)
        rows = select(plan.c.person_id, plan.c.outcome, membership.c.group_id).join(reflection, made)
        theirs = rows.join(membership, _of_group(reflection.c.group_n)).where(plan.c.person_id.in_(people))
        for row in await connection.execute(theirs):
            state = PlanState.UITGEVOERD if row.outcome in HELPED else PlanState.GEMAAKT
            pair = (row.person_id, row.group_id)
            found[pair] = max(state, found.get(pair, state), key=list(PlanState).index)
    return found


def batches(who: Collection[Pair]) -> Iterator[list[int]]:
    """The persons of these pairs, as many at once as a statement takes."""
    people = sorted({person for person, _ in who})
    return (people[start : start + _AT_ONCE] for start in range(0, len(people), _AT_ONCE))
