"""Everything that is kept of one person: every table that hangs on a person, also those that come later."""

from functools import cache
from typing import Any

from sqlalchemy import Table, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import groups
from storage.tables import METADATA, membership, person


@cache
def of_a_person() -> tuple[Table, ...]:
    """The person, and what hangs on them, as the tables themselves say it."""
    return tuple(
        table
        for table in METADATA.sorted_tables
        if table is person or any(key.column.table is person for key in table.foreign_keys)
    )


Rows = list[dict[str, Any]]


async def kept(connection: AsyncConnection, person_id: int) -> dict[str, Rows]:
    """By table what is kept of this person; tables that hold nothing of them are left out."""
    found = {table.name: await _rows(connection, table, person_id) for table in of_a_person()}
    names = await groups.names(connection, person_id, [row["n"] for row in found[membership.name]])
    for row in found[membership.name]:
        row["name"] = names[row["n"]]
    return {table: rows for table, rows in found.items() if rows}


async def _rows(connection: AsyncConnection, table: Table, person_id: int) -> Rows:
    if table is person:
        mine = table.c.id == person_id
    else:
        mine = or_(*(key.parent == person_id for key in table.foreign_keys if key.column.table is person))
    return [dict(row) for row in (await connection.execute(select(table).where(mine))).mappings()]
