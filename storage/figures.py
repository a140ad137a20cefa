"""How much waits, and what became of what was planned: counts over everybody, for whoever watches over the bot."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import contact, inbox, outbox

_open = inbox.c.handled_at.is_(None)
_received = select(func.count().label("waiting"), func.min(inbox.c.received_at).label("oldest")).where(_open)
_set_aside = select(func.count()).where(inbox.c.failure.is_not(None), ~_open)
_count = func.count().label("unsaid")
_unsaid = select(outbox.c.lane, _count).where(outbox.c.finished_at.is_(None)).group_by(outbox.c.lane)
_fate = (contact.c.kind, contact.c.state, func.coalesce(contact.c.reason, ""))
_contacts = select(*_fate, func.count()).group_by(*_fate)


@dataclass(frozen=True)
class Figures:
    """Updates: how many wait, since when, and how many were set aside; messages to be sent, by lane; contacts by kind,
    state and reason ("" for none).
    """

    waiting: int
    oldest: datetime | None
    set_aside: int
    unsaid: dict[int, int]
    contacts: dict[tuple[str, str, str], int]


async def figures(connection: AsyncConnection) -> Figures:
    """As they are now."""
    received = (await connection.execute(_received)).one()
    unsaid = {row.lane: row.unsaid for row in await connection.execute(_unsaid)}
    contacts = {(kind, state, why): count for kind, state, why, count in await connection.execute(_contacts)}
    set_aside = await connection.scalar(_set_aside) or 0
    return Figures(received.waiting, received.oldest, set_aside, unsaid, contacts)
