"""People of every earlier version are there after an upgrade, and this program goes on with them where they were."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, DateTime, MetaData, func, select

from bot.playground.population import starting_state
from storage import Database
from storage.migrating import migrate
from tests.upgrading import AN, GODELIEVE, MOHAMED, PLAN, PLAN_DUE
from tests.upgrading.make import RELEASES
from tests.whole.world import World, running

#: Nothing of these is taken along by itself: what has been said goes.
QUEUES = frozenset({"inbox", "outbox", "sender"})
Kept = dict[str, Any]


@pytest.fixture(params=sorted(RELEASES.glob("*.json")), ids=lambda file: file.stem)
def kept(request: pytest.FixtureRequest) -> Kept:
    """What an earlier version left when it was killed: its revision, when it was, and its tables."""
    file: Path = request.param
    told: Kept = json.loads(file.read_text())
    return told


@pytest.fixture
async def url(empty_database_url: str, kept: Kept) -> str:
    """A database as that version left it."""
    db = Database.open(empty_database_url)
    await migrate(db.engine, kept["revision"])
    async with db.engine.begin() as connection:
        await connection.run_sync(_fill, kept["tables"])
    await db.dispose()
    return empty_database_url


def _fill(connection: Connection, tables: dict[str, list[Kept]]) -> None:
    metadata = MetaData()
    metadata.reflect(connection)
    for table in metadata.sorted_tables:
        rows = tables.get(table.name, [])
        moments = {column.name: column for column in table.columns if isinstance(column.type, DateTime)}
        yes_or_no = {column.name for column in table.columns if column.type.python_type is bool}
        for row in rows:
            row.update({name: _moment(connection, row[name]) for name in moments})
            row.update({name: bool(row[name]) for name in yes_or_no if row[name] is not None})
        if rows:
            connection.execute(table.insert(), rows)


def _moment(connection: Connection, stored: str | None) -> datetime | None:
    if stored is None:
        return None
    zone = "" if connection.dialect.name == "sqlite" else "+00:00"
    return datetime.fromisoformat(stored + zone)


@pytest.fixture
async def world(url: str, tmp_path: Path, kept: Kept) -> AsyncIterator[World]:
    """This program on that database, in the days after; Telegram counts on, and knows who wrote to the bot."""
    telegram = starting_state()
    telegram.last_update_id = max(row["update_id"] for row in kept["tables"]["inbox"])
    for person in telegram.people.values():
        person.started = True
    (tmp_path / "playground.json").write_text(telegram.model_dump_json())
    # on the first Tuesday from that very day on: who never said yes is not kept for much longer
    that_day = datetime.fromisoformat(kept["made"]) - timedelta(days=1)
    async with running(url, tmp_path, since=that_day) as world:
        yield world


async def test_everybody_and_everything_is_taken_along(url: str, kept: Kept) -> None:
    """No row of anybody is lost or doubled by the migrations."""
    db = Database.open(url)
    await db.migrate()
    expected = {name: len(rows) for name, rows in kept["tables"].items() if name not in QUEUES}
    async with db.engine.connect() as connection:
        metadata = MetaData()
        await connection.run_sync(metadata.reflect)
        tables = [metadata.tables[name] for name in expected]
        counts = {t.name: await connection.scalar(select(func.count()).select_from(t)) for t in tables}
    await db.dispose()
    assert counts == expected


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
async def test_everybody_goes_on_where_they_were(world: World) -> None:
    """Who was half-way gets the next question, who had a plan is asked about it in time, and no hello is lost."""
    hello = await world.heard(GODELIEVE)
    assert "Bruis" in hello.text
    before = await world.rows("SELECT count(*) FROM answer")
    await world.turn(MOHAMED, "Iedereen mag meebeslissen, we praten veel.")
    assert await world.rows("SELECT count(*) - 1 FROM answer") == before
    await world.turn(AN, "/plan")
    plan, shown = PLAN.partition(",")[0], world.api.said(AN)
    assert plan in shown[0].text
    so_far = len(world.api.said(AN))
    world.clock.advance(PLAN_DUE + timedelta(days=1))
    await world.heard(AN)
    assert plan in world.api.said(AN)[so_far].text
    await world.until_row("SELECT state FROM contact WHERE state <> 'planned'", [("sent",)])
