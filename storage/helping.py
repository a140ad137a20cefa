"""Which tips helped: counts over all people, of tips that enough of them tried; no words, and nobody to be known by."""

from sqlalchemy import case, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.model import LifePhase
from dialogues.model.helping import ENOUGH_PEOPLE, Helped, Tried
from storage.tables import plan

#: Outcomes of a plan of which the person had something.
HELPED = ("done", "partly")

_people = func.count(distinct(plan.c.person_id))
_helped = func.count(distinct(case((plan.c.outcome.in_(HELPED), plan.c.person_id))))
_counts = (
    select(plan.c.tip, plan.c.phase, _people.label("people"), _helped.label("helped"))
    .where(plan.c.outcome.is_not(None), plan.c.phase.in_([str(phase) for phase in LifePhase]))
    .group_by(plan.c.tip, plan.c.phase)
    .having(_people >= ENOUGH_PEOPLE)
)


async def helped(connection: AsyncConnection) -> Helped:
    """Per tip and phase how many people told how it went, and how many of them it helped."""
    rows = await connection.execute(_counts)
    return {(row.tip, LifePhase(row.phase)): Tried(row.people, row.helped) for row in rows}
