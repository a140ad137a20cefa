"""What is kept of a person can be shown whole, and goes whole: also tables that did not exist when this was written."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, TypeDecorator, insert, select

from storage import Database, Person
from storage.kept import of_a_person
from storage.tables import METADATA, membership, person
from tests.storage.conftest import CHAT, NOW

OTHER = 77


def _value(column: Column[Any], keys: dict[str, Any]) -> Any:
    """Something that the column takes."""
    for foreign in column.foreign_keys:
        return keys[foreign.column.table.name]
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    text = f"{column.name}-{keys['person']}"
    return {int: 1, str: text, bool: True, float: 0.5, datetime: NOW}[kind.python_type]


async def _fill(db: Database, who: Person, table: Table, keys: dict[str, Any]) -> None:
    """One row of the person in this table, with a row in every table it hangs on."""
    async with db.work() as work:
        row = {c.name: _value(c, keys) for c in table.columns if not c.nullable or c.foreign_keys}
        if table.c.keys()[0] == "id":
            row["id"] = keys[table.name] = who.id + len(keys)
        await work.connection.execute(insert(table), row)


async def _fill_all(db: Database, who: Person) -> None:
    """A row in every table that hangs on them, parents first."""
    keys: dict[str, Any] = {"person": who.id}
    for table in METADATA.sorted_tables:
        if table is not person and (table in of_a_person() or _is_parent(table)):
            await _fill(db, who, table, keys)


def _is_parent(table: Table) -> bool:
    return any(key.column.table is table for child in of_a_person() for key in child.foreign_keys)


async def _numbers(db: Database, table: Table) -> set[Any]:
    """Every whole number that stands in the table."""
    async with db.work() as work:
        rows = await work.connection.execute(select(table))
        return {value for row in rows for value in row if isinstance(value, int)}


async def test_no_table_is_left_out(db: Database, ann: Person) -> None:
    """A row of the person in every table there is, is shown."""
    await _fill_all(db, ann)
    async with db.work() as work:
        kept = await work.kept(ann.id)
    assert set(kept) == {table.name for table in of_a_person()}
    assert kept[membership.name][0]["name"] == f"name-{ann.id}"


async def test_no_table_keeps_who_is_gone(db: Database, ann: Person) -> None:
    """After `forget` neither our number nor Telegram's stands in any table; another person's rows stay."""
    async with db.work() as work:
        bob = await work.add_person(CHAT + 1, CHAT + 1, NOW)
    await _fill_all(db, ann)
    await _fill_all(db, bob)
    before = {table.name: await _numbers(db, table) for table in of_a_person()}
    assert [name for name, numbers in before.items() if ann.id not in numbers] == []
    async with db.work() as work:
        await work.forget(ann, NOW)
    for table in METADATA.sorted_tables:
        assert {ann.id, CHAT} & await _numbers(db, table) == set(), table.name
    for table in of_a_person():
        assert bob.id in await _numbers(db, table), table.name
