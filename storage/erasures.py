"""That somebody was erased: nothing of them, but enough to erase them again where a backup brings them back.

The mark is a digest of our own random number, which went with the person: it leads to nobody, except in a backup that
still has that number.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from storage.columns import Row, moment
from storage.engines import insert_new

#: No backup older than this is to be put back: who was erased before it is not known any more.
KEEP = timedelta(days=90)


class Erasure(Row, table=True):
    """Somebody was erased at this moment."""

    mark: str = Field(primary_key=True)
    at: datetime = moment()


erasure: Table = Row.metadata.tables["erasure"]
_old = delete(erasure).where(erasure.c.at < bindparam("before"))


def mark_of(person_id: int) -> str:
    """The mark of a person."""
    return hashlib.sha256(str(person_id).encode()).hexdigest()


async def note(connection: AsyncConnection, marks: Mapping[str, datetime]) -> None:
    """Remember these marks, with when."""
    await insert_new(connection, erasure, [{"mark": mark, "at": at} for mark, at in marks.items()])


async def noted(connection: AsyncConnection) -> dict[str, datetime]:
    """The marks of who was erased, with when."""
    return {row.mark: row.at for row in await connection.execute(select(erasure))}


async def keep_clean(connection: AsyncConnection, now: datetime) -> None:
    """Marks that no backup needs any more go."""
    await connection.execute(_old, {"before": now - KEEP})
