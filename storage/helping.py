"""Which tips helped: counts over all people, of tips that enough of them tried; no words, and nobody to be known by."""

from sqlalchemy import and_, case, distinct, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.model import LifePhase
from dialogues.model.helping import ENOUGH_PEOPLE, Helped, Tried
from storage.tables import plan

#: Outcomes that people told; `no_answer` is none.
TOLD = ("done", "partly", "different", "not_done")
#: Those of which the person had something, unless they noticed nothing; and what they noticed.
HELPED = ("done", "partly")
NOTICED = ("clear", "some")

_had_something = or_(
    plan.c.effect.in_(NOTICED), and_(plan.c.outcome.in_(HELPED), func.coalesce(plan.c.effect, "") != "none_yet")
)
_people = func.count(distinct(plan.c.person_id))
_helped = func.count(distinct(case((_had_something, plan.c.person_id))))
_counts = (
    select(plan.c.tip, plan.c.phase, _people.label("people"), _helped.label("helped"))
    .where(plan.c.outcome.in_(TOLD), plan.c.phase.in_([str(phase) for phase in LifePhase]))
    .group_by(plan.c.tip, plan.c.phase)
    .having(_people >= ENOUGH_PEOPLE)
)


async def helped(connection: AsyncConnection) -> Helped:
    """Per tip and phase how many people told how it went, and how many of them it helped."""
    rows = await connection.execute(_counts)
    return {(row.tip, LifePhase(row.phase)): Tried(row.people, row.helped) for row in rows}
