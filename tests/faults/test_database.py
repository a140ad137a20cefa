"""A database that is away, full, or somebody else's for a while: it is waited for, and nothing is lost."""

import asyncio
import logging
import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest
from sqlalchemy import make_url

from tests.faults.accounts import faults
from tests.faults.server import answers
from tests.faults.world import World, running

AN, MOHAMED = 7_000_000_001, 7_000_000_002
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with running(database_url, tmp_path) as world:
        yield world


async def _talk(world: World) -> None:
    world.api.say(AN, "/start")
    await world.settled()
    world.api.say(AN, "ja")
    world.api.say(MOHAMED, "/start")


async def _logged(world: World, caplog: pytest.LogCaptureFixture, words: str) -> None:
    async with asyncio.timeout(30):
        while words not in caplog.text:
            await world.passes(1)


async def _goes_on(world: World) -> None:
    world.api.say(AN, "De Buurttafel")
    await world.settled()
    assert await faults(world.app.database, world.playground) == []
    assert await world.rows("SELECT count(*) FROM person") == [(2,)]
    assert await world.rows("SELECT name FROM volunteer_group") == [("De Buurttafel",)]


async def _admin(database_url: str, *statements: str) -> None:
    server = make_url(database_url).set(database="postgres")
    connection = await asyncpg.connect(server.render_as_string(hide_password=False))
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


@on_postgres
@pytest.mark.parametrize("closed", [False, True])
async def test_postgresql_restarts_in_the_middle(
    world: World, database_url: str, caplog: pytest.LogCaptureFixture, closed: bool
) -> None:
    """Every connection ends at once; `closed`: it lets nobody in for a while, and nothing is confirmed meanwhile."""
    name = make_url(database_url).database
    cut_off = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    await _talk(world)
    if closed:
        await _admin(database_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", cut_off)
        await _logged(world, caplog, "The outbox is out of reach (the database is out of reach)")
        world.api.say(MOHAMED, "ja")
        await _logged(world, caplog, "The inbox is out of reach (the database is out of reach)")
        assert len(world.api.world.updates.waiting) >= 1
        await _admin(database_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    else:
        await _admin(database_url, cut_off)
    await answers(world.app.database)
    await _goes_on(world)


@on_sqlite
async def test_somebody_else_holds_the_sqlite_file(
    world: World, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A backup, say: nothing is confirmed meanwhile, and then all of it is handled."""
    await world.rows("PRAGMA busy_timeout=20")
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
    world.api.say(AN, "/start")
    await _logged(world, caplog, "not written down (the database is out of reach), and so not confirmed to Telegram")
    assert len(world.api.world.updates.waiting) == 1
    other.execute("ROLLBACK")
    other.close()
    await world.settled()
    await _talk(world)
    await _goes_on(world)


@on_sqlite
async def test_the_disk_fails(world: World, database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """An error of input or output at each commit: nothing is confirmed meanwhile, and then all of it is handled."""
    await _talk(world)
    await world.settled()
    with _none_grows_beyond(Path(database_url.removeprefix("sqlite:///") + "-wal")):
        world.api.say(MOHAMED, "ja")
        await _logged(
            world, caplog, "not written down (the database is out of reach), and so not confirmed to Telegram"
        )
    assert len(world.api.world.updates.waiting) == 1
    await world.settled()
    await _goes_on(world)


@contextmanager
def _none_grows_beyond(file: Path) -> Iterator[None]:
    """No file of this process becomes larger than this one is."""
    _, most = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@on_sqlite
async def test_the_disk_is_full(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """It is said, nothing is confirmed that is not kept, nothing is set aside, and with room again all goes on."""
    await _talk(world)
    await world.settled()
    [(pages,)] = await world.rows("PRAGMA page_count")
    await world.rows(f"PRAGMA max_page_count={pages}")
    caplog.set_level(logging.WARNING)
    for _ in range(30):
        world.api.say(MOHAMED, "x" * 4000)
    await _logged(world, caplog, "getUpdates: not written down (the disk is full), and so not confirmed to Telegram")
    assert len(world.api.world.updates.waiting) == 30
    await world.rows("PRAGMA max_page_count=1000000")
    await world.settled()
    await _goes_on(world)


@on_sqlite
async def test_the_disk_is_full_in_the_middle_of_a_turn(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """The turn is as if it had not begun; it is no failure of the update, and is taken once there is room."""
    await _talk(world)
    await world.settled()
    long = "x" * 4000
    async with world.app.database.work() as work:
        [pages] = (await work.connection.exec_driver_sql("PRAGMA page_count")).one()
        await work.connection.exec_driver_sql("CREATE TABLE ballast (x)")
    world.app.database.called("inbox")
    world.api.say(AN, "De Buurttafel")
    await world.settled()
    await world.rows(f"PRAGMA max_page_count={pages + 4}")
    for n in range(6):
        world.api.say(AN, f"{n} {long}")
    await _logged(world, caplog, "(the disk is full)")
    await world.rows("PRAGMA max_page_count=1000000")
    await world.settled()
    assert await faults(world.app.database, world.playground) == []
    assert await world.rows("SELECT count(*) FROM inbox WHERE tries > 0") == [(0,)]


@on_postgres
@pytest.mark.parametrize("table", ["inbox", "outbox"])
async def test_the_disk_of_postgresql_is_full(world: World, caplog: pytest.LogCaptureFixture, table: str) -> None:
    """Before the update is kept, or in the middle of its turn: what the server then says is said in its place here."""
    await _talk(world)
    await world.settled()
    async with world.app.database.work() as work:
        for statement in (
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE disk_full; END'",
            f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()",
        ):
            await work.connection.exec_driver_sql(statement)
    world.api.say(MOHAMED, "ja")
    await _logged(world, caplog, "(the disk is full)")
    kept = await world.rows("SELECT count(*) FROM inbox WHERE handled_at IS NULL")
    assert kept == [(1,)] if table == "outbox" else len(world.api.world.updates.waiting) == 1
    async with world.app.database.work() as work:
        await work.connection.exec_driver_sql(f"DROP TRIGGER full_disk ON {table}")
    await world.settled()
    await _goes_on(world)
    assert await world.rows("SELECT count(*) FROM inbox WHERE tries > 0") == [(0,)]
