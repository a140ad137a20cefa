"""Who says nothing for a year is told a month before, where they may be written to, and then erased."""

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.effects import PlanContact
from storage import people
from storage.contacts import plan_for
from storage.tables import Person, contact, person

YEAR = timedelta(days=365)
MONTH = timedelta(days=30)
#: As many are erased at once; the others an hour later.
BATCH = 100

_told = and_(contact.c.person_id == person.c.id, contact.c.kind == "silent", contact.c.wanted > person.c.seen_at)
_quiet = select(person.c.id).where(person.c.seen_at < bindparam("quiet_since"), ~exists().where(_told))
_anyone_quiet = _quiet.limit(1)
_just_told = and_(contact.c.state.in_(["sent", "uncertain"]), contact.c.closed_at > bindparam("just_told"))
_on_its_way = contact.c.state.in_(["planned", "sending"])
_waits = exists().where(_told, contact.c.wanted > bindparam("told"), or_(_on_its_way, _just_told))
_gone = select(person).where(person.c.seen_at < bindparam("silent_since"), exists().where(_told), ~_waits).limit(BATCH)


async def keep_clean(connection: AsyncConnection, now: datetime) -> int:
    """Erase who was silent for a year and had their month; returns how many are to be told, after eleven months."""
    silent = {"silent_since": now - YEAR, "told": now - 2 * MONTH, "just_told": now - MONTH}
    planned, quiet = 0, {"quiet_since": now - (YEAR - MONTH)}
    if await connection.scalar(_anyone_quiet, quiet) is not None:
        who = _quiet.params(quiet)
        planned = await plan_for(connection, who, PlanContact("silent", int(now.timestamp()), now), None)
    for row in (await connection.execute(_gone, silent)).mappings().all():
        await people.forget(connection, Person(**row), now)
    return planned
