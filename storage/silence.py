"""Who says nothing for a year is told a month before, where they may be written to, and then erased."""

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, or_, select
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


async def keep_clean(connection: AsyncConnection, now: datetime) -> int:
    """Erase who was silent for a year and had their month; returns how many are to be told, after eleven months."""
    quiet = select(person.c.id).where(person.c.seen_at < now - (YEAR - MONTH), ~exists().where(_told))
    planned = await plan_for(connection, quiet, PlanContact("silent", int(now.timestamp()), now), None)
    on_its_way = contact.c.state.in_(["planned", "sending"])
    just_told = and_(contact.c.state.in_(["sent", "uncertain"]), contact.c.closed_at > now - MONTH)
    waits = exists().where(_told, contact.c.wanted > now - 2 * MONTH, or_(on_its_way, just_told))
    gone = select(person).where(person.c.seen_at < now - YEAR, exists().where(_told), ~waits).limit(BATCH)
    for row in (await connection.execute(gone)).mappings().all():
        await people.forget(connection, Person(**row), now)
    return planned
