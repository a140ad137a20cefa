"""Opening a database, and the promise of one unit of work."""

import asyncio
import multiprocessing
import os
import signal
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import Claimed, Database, DatabaseInUse, DatabaseUnknown, Received, UnitOfWork
from storage.engines import address
from storage.tables import inbox
from tests.storage.conftest import NOW

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def _open_elsewhere(url: str) -> str:
    try:
        Database.open(url)
    except DatabaseInUse as error:
        return str(error)
    return "opened"


@sqlite_only
async def test_a_second_process_is_refused(db: Database, database_url: str) -> None:
    """While one process has the SQLite file, another is refused with a clear line; afterwards it is let in."""
    path = database_url.removeprefix("sqlite:///")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        refused = pool.apply(_open_elsewhere, [database_url])
        await db.dispose()
        let_in = pool.apply(_open_elsewhere, [database_url])
    assert refused == f"{path} is in use by another process; on SQLite Bruis runs once"
    assert let_in == "opened"


async def test_the_folder_is_made(tmp_path: Path) -> None:
    """A SQLite file may be named in a folder that is not there yet."""
    db = Database.open(f"sqlite:///{tmp_path}/a/b/bruis.db")
    await db.migrate()
    await db.dispose()
    assert (tmp_path / "a" / "b" / "bruis.db").exists()


@pytest.mark.parametrize(
    ("url", "driver", "query"),
    [
        ("sqlite:///data/bruis.db", "sqlite+aiosqlite", {}),
        ("postgresql://u:p@h/d", "postgresql+asyncpg", {}),
        ("postgres://u:p@h/d?sslmode=require", "postgresql+asyncpg", {"ssl": "require"}),
    ],
)
def test_the_program_picks_the_driver(url: str, driver: str, query: dict[str, str]) -> None:
    """An address needs to say no driver, and may be written as other programs write it."""
    parsed = address(url)
    assert (parsed.drivername, dict(parsed.query)) == (driver, query)


@pytest.mark.parametrize("url", ["mysql://u:secret@h/d", "secret", ""])
def test_another_address_is_refused(url: str) -> None:
    """An address we cannot use is refused, without repeating what it holds."""
    with pytest.raises(DatabaseUnknown) as refused:
        Database.open(url)
    assert "secret" not in str(refused.value)


@sqlite_only
async def test_sqlite_is_set_to_lose_nothing(db: Database) -> None:
    """WAL with a full sync, references checked, and what is deleted overwritten."""
    async with db.work() as work:
        found = {
            name: (await work.connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@sqlite_only
async def test_its_files_are_for_their_owners_eyes(db: Database, database_url: str) -> None:
    """The file, its log and its lock: nobody else on the machine reads what people told."""
    async with db.work() as work:
        await work.receive([Received(1, 1, "{}")], NOW)
    path = Path(database_url.removeprefix("sqlite:///"))
    modes = {
        file.name.removeprefix(path.name): oct(file.stat().st_mode & 0o777)
        for file in path.parent.glob(f"{path.name}*")
    }
    assert modes == dict.fromkeys(("", "-wal", "-shm", ".lock"), "0o600")


@sqlite_only
async def test_a_unit_of_work_begins_with_the_write_lock(db: Database, database_url: str) -> None:
    """Nobody else can begin to write between the first statement and the commit, even if only reading so far."""
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
    async with db.work() as work:
        await work.claim()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


class HalfWay(Exception):
    """A unit of work breaks."""


async def _break_off(db: Database) -> None:
    async with db.work() as work:
        await work.receive([Received(1, 1, "{}")], NOW)
        raise HalfWay


async def test_all_or_nothing(db: Database) -> None:
    """What a unit of work did before an exception is undone."""
    with pytest.raises(HalfWay):
        await _break_off(db)
    async with db.work() as work:
        assert await work.claim() == []


async def _break_off_apart(work: UnitOfWork) -> None:
    async with work.apart():
        await work.receive([Received(1, 1, "{}")], NOW)
        raise HalfWay


async def test_what_is_done_apart_falls_alone(db: Database) -> None:
    """After an exception nothing of it is left, and all that was done before and after it is committed."""
    async with db.work() as work:
        await work.receive([Received(2, 2, "{}")], NOW)
        with pytest.raises(HalfWay):
            await _break_off_apart(work)
        async with work.apart():
            await work.receive([Received(3, 3, "{}")], NOW)
    async with db.work() as work:
        kept = await work.connection.scalars(inbox.select().order_by(inbox.c.update_id))
        assert kept.all() == [2, 3]


async def test_moments_come_back_in_utc(db: Database) -> None:
    """A moment is aware on the way in and on the way out, on either engine."""
    moment = NOW + timedelta(microseconds=123456)
    async with db.work() as work:
        await work.receive([Received(1, 1, "{}")], moment)
        (claimed,) = await work.claim()
        assert (claimed.received_at, claimed.received_at.utcoffset()) == (moment, timedelta(0))
    with pytest.raises(Exception, match="a moment without a time zone"):
        async with db.work() as work:
            await work.connection.execute(inbox.select().where(inbox.c.handled_at == NOW.replace(tzinfo=None)))


async def test_the_database_answers(db: Database) -> None:
    """`check` finds a database that is there, also when the connection that says we live was lost."""
    async with db.work():
        pass
    await db._presence.rest()
    await db.check()
    assert db.is_postgres == (db._presence._connection is not None)


async def _commit_and_break_off(url: str) -> None:
    db = Database.open(url)
    async with db.work() as work:
        await work.receive([Received(1, 7, "{}"), Received(2, 8, "{}")], NOW)
    async with db.work() as work:
        await work.handled([1], NOW)
        os.kill(os.getpid(), signal.SIGKILL)


def _die(url: str) -> None:
    asyncio.run(_commit_and_break_off(url))


async def test_a_killed_process_keeps_what_it_committed(db: Database, database_url: str) -> None:
    """After `kill -9` all that was committed is there, nothing else is, and the database is free again."""
    await db.dispose()
    killed = multiprocessing.get_context("spawn").Process(target=_die, args=(database_url,))
    killed.start()
    await asyncio.to_thread(killed.join)
    after = Database.open(database_url)
    async with after.work() as work:
        claimed = await work.claim()
    await after.dispose()
    assert killed.exitcode == -signal.SIGKILL
    assert claimed == [Claimed(1, 7, "{}", NOW, 0)]
