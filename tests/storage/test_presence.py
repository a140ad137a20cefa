"""Replicas know of each other: who lives, who is at a post, and when one calls."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import REPLY, Database, Outgoing
from storage.presence import INBOX
from tests.storage.conftest import NOW, take

POST = 2**62 + 99

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Database]:
    """Another replica."""
    database = Database.open(database_url)
    yield database
    await database.dispose()


async def _cut_off(db: Database) -> None:
    """The server ends every connection but the one that says so."""
    async with db.work() as work:
        everyone = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        await work.connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM ({everyone}) AS others"))  # noqa: S608


class Duty:
    """What is done at the post."""

    def __init__(self) -> None:
        self.begun, self.left = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> None:
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.left.set()


@pytest.fixture
async def at_post(db: Database, other: Database) -> AsyncIterator[tuple[Duty, Duty]]:
    """Two replicas that want the post; the first has it."""
    first, second = Duty(), Duty()
    tasks = [asyncio.create_task(db.keep_post(POST, first))]
    async with asyncio.timeout(10):
        await first.begun.wait()
    tasks.append(asyncio.create_task(other.keep_post(POST, second)))
    yield first, second
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_call_is_heard_everywhere(db: Database, other: Database) -> None:
    """Here at once, in another replica soon."""
    await db.check()
    await other.check()
    db.call(INBOX)
    assert db.called(INBOX).is_set()
    async with asyncio.timeout(10):
        await other.called(INBOX).wait()


async def test_one_at_a_time_is_at_a_post(db: Database, other: Database, at_post: tuple[Duty, Duty]) -> None:
    """The other one comes when the first is gone."""
    _, second = at_post
    async with other.work() as work:
        held = await work.connection.scalar(
            text(
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
                "WHERE locktype = 'advisory' AND granted AND datname = current_database()"
            )
        )
    assert (held, second.begun.is_set()) == (3, False)  # two that live, one post
    await db._presence.rest()
    async with asyncio.timeout(10):
        await second.begun.wait()


async def test_who_loses_the_connection_leaves_the_post(other: Database, at_post: tuple[Duty, Duty]) -> None:
    """So that two never do the same; somebody takes it up again."""
    first, second = at_post
    first.begun.clear()
    await _cut_off(other)
    async with asyncio.timeout(10):
        await first.left.wait()
        await asyncio.wait(
            [asyncio.create_task(duty.begun.wait()) for duty in at_post], return_when=asyncio.FIRST_COMPLETED
        )
    assert [duty.begun.is_set() for duty in at_post].count(True) == 1
    assert not second.left.is_set()


async def test_who_loses_the_connection_lives_on_under_the_same_number(db: Database, other: Database) -> None:
    """At the next unit of work; what was under way is then still ours."""
    async with db.work() as work:
        await work.enqueue(Outgoing(7, REPLY, "sendMessage", {}, not_before=NOW))
        assert len(await take(work, db.owner)) == 1
    await _cut_off(other)
    async with asyncio.timeout(10):
        while await _missing(other) != {db.owner}:
            await asyncio.sleep(0.01)
        while await _missing(other):
            with contextlib.suppress(DBAPIError, OSError):  # the pool finds its broken connections one by one
                await db.check()


async def _missing(db: Database) -> set[int]:
    async with db.work() as work:
        return await work.sending.missing(db.owner)
