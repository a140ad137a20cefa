"""What became of what was planned unasked, and why: for whoever runs the bot. No words of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import contact, person


@dataclass(frozen=True)
class OneContact:
    """One contact of somebody. `reason`: why not, or what it waits for; `answer`: what they chose, None for nothing."""

    kind: str
    about: int
    nth: int
    wanted: datetime
    state: str
    reason: str | None
    closed_at: datetime | None
    answer: str | None


@dataclass(frozen=True)
class ContactCount:
    """How many contacts of a kind came to the same end for the same reason."""

    kind: str
    state: str
    reason: str | None
    count: int


async def of_one(connection: AsyncConnection, telegram_id: int) -> Sequence[OneContact] | None:
    """All contacts of the person with this Telegram id, oldest first; None where nobody is known by it."""
    who = await connection.scalar(select(person.c.id).where(person.c.telegram_id == telegram_id))
    if who is None:
        return None
    columns = (contact.c[name] for name in OneContact.__dataclass_fields__)
    rows = await connection.execute(select(*columns).where(contact.c.person_id == who).order_by(contact.c.id))
    return [OneContact(*row) for row in rows]


async def counts(connection: AsyncConnection) -> Sequence[ContactCount]:
    """Over everybody, per kind, state and reason."""
    same = contact.c.kind, contact.c.state, contact.c.reason
    rows = await connection.execute(select(*same, func.count()).group_by(*same).order_by(*same))
    return [ContactCount(*row) for row in rows]
