"""PostgreSQL itself goes down and comes back, at every step and for a while: the bot waits, and goes on by itself."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import text

from bot.playground.server import Playground
from bot.steps import Step
from dialogues.session import Session
from storage import Database
from storage.presence import INBOX, OUTBOX
from tests.faults.accounts import faults
from tests.faults.server import Server, answers
from tests.faults.unasked import unasked
from tests.faults.world import World, running
from tests.whole import round_crowd
from tests.whole.backlog import Backlog
from tests.whole.conftest import BotProcess
from tests.whole.world import running as running_with_trainer

AN, MOHAMED, TINE = 7_000_000_001, 7_000_000_002, 7_000_000_004
STEPS: tuple[Step, ...] = get_args(Step)
POST = 2**62 + 98
AWAY = "is out of reach (the database is out of reach)"
pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with running(database_url, tmp_path) as world:
        yield world


@pytest.mark.parametrize("away", [False, True])
async def test_the_server_goes_down_at_every_step(
    world: World, server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, away: bool
) -> None:
    """Again and again in one life, maybe for a while: each turn is taken and answered once, and nothing is in doubt."""
    turns = len(STEPS) * (2 if away else 1)
    for step in STEPS:
        before = caplog.text.count(AWAY)
        await unasked(world.app.database, [AN], world.clock.now())
        server.goes_down_at(step, 1, monkeypatch)
        world.app.database.call(OUTBOX)
        for who in (AN, MOHAMED):
            world.api.say(who, "/help")
        async with asyncio.timeout(30):
            while not server.down:
                await world.passes(1)
        if away:
            await _nothing_is_confirmed(world, caplog, before)
        await asyncio.to_thread(server.comes_back)
        await answers(world.app.database)
        await world.settled()
    assert await faults(world.app.database, world.playground) == []
    sessions = await world.rows("SELECT telegram_id, session FROM person")
    assert {who: Session.load(told).turns for who, told in sessions} == dict.fromkeys((AN, MOHAMED), turns)
    assert await world.rows("SELECT sum(doubts) FROM outbox") == [(0,)]
    assert Counter(message.text for message in world.api.said(AN))["Dag"] == len(STEPS)


async def _nothing_is_confirmed(world: World, caplog: pytest.LogCaptureFixture, before: int) -> None:
    """While the server is away, for a minute; it is said so."""
    for who in (AN, MOHAMED):
        world.api.say(who, "/help")
    for _ in range(60):
        await world.passes(1)
    assert caplog.text.count(AWAY) > before
    assert len(world.api.world.updates.waiting) >= 2


async def test_the_server_goes_down_in_the_middle_of_a_round(
    database_url: str, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is prepared and while it is sent: everybody gets it once."""
    async with running_with_trainer(database_url, tmp_path, trainers=frozenset({TINE}), sends_per_second=1000) as world:
        people = [world.api.add(f"Mens {n}") for n in range(100)]
        for who in people:
            world.api.people.person(who).started = True
        db, now = world.app.database, world.clock.now()
        await round_crowd.workshop(db, TINE, [(who, round_crowd.session()) for who in people], now)
        server.goes_down_at("taken", 1, monkeypatch)
        await round_crowd.start(db, TINE, now)
        world.app.runner.wake.set()  # as the turn of a trainer does
        for step in ("attempting", "answered", "recorded", None):
            async with asyncio.timeout(30):
                while not server.down:
                    world.clock.advance(timedelta(seconds=1))
                    await asyncio.sleep(0.01)
            await asyncio.to_thread(server.comes_back)
            if step is not None:
                server.goes_down_at(step, 1, monkeypatch)
        await answers(world.app.database)
        async with asyncio.timeout(60):
            while await world.rows("SELECT 1 FROM outbox WHERE finished_at IS NULL") or await world.rows(
                "SELECT 1 FROM contact WHERE kind = 'round' AND state <> 'sent'"
            ):
                world.clock.advance(timedelta(seconds=1))
                await asyncio.sleep(0.01)
        got = Counter(who for who in people for message in world.api.said(who) if round_crowd.ASKED in message.text)
        assert got == dict.fromkeys(people, 1)


async def test_posts_and_calls_come_back(database_url: str, server: Server) -> None:
    """One of two is at the post again, and each hears the other."""
    databases = Database.open(database_url), Database.open(database_url)
    begun = asyncio.Queue[None]()

    async def duty() -> None:
        begun.put_nowait(None)
        await asyncio.Event().wait()

    tasks = [asyncio.create_task(db.keep_post(POST, duty)) for db in databases]
    async with asyncio.timeout(60):
        await begun.get()
        await asyncio.to_thread(server.goes_down)
        await asyncio.to_thread(server.comes_back)
        await begun.get()
        for one, other in (databases, databases[::-1]):
            other.called(INBOX).clear()
            while not other.called(INBOX).is_set():
                one.call(INBOX)
                await asyncio.sleep(0.01)
    held = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
    async with databases[0].work() as work:
        assert (begun.empty(), await work.connection.scalar(held)) == (True, 3)  # two that live, one post
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for db in databases:
        await db.dispose()


@pytest.mark.slow
async def test_three_replicas_outlive_their_database(
    playground: Playground, database_url: str, server: Server, tmp_path: Path
) -> None:
    """In the middle of a backlog, twice: one of them polls again, nothing is lost, what came twice is counted."""
    url = f"http://127.0.0.1:{await playground.start()}"
    replicas = [BotProcess(url, database_url, tmp_path / f"replica-{n}") for n in range(3)]
    try:
        for replica in replicas:
            await replica.start()
            await replica.until_logged("Ready as")
        backlog = Backlog(playground, 30)
        for answered in (60, 180):
            await backlog.answered(answered)
            await asyncio.to_thread(server.goes_down)
            await asyncio.to_thread(server.comes_back)
        await backlog.all_answered()
        assert [await replica.stop() for replica in replicas] == [0, 0, 0]
    finally:
        for replica in replicas:
            await replica.kill()
    await backlog.nothing_lost(database_url)
    db = Database.open(database_url)
    wrong = await faults(db, playground)
    await db.dispose()
    assert wrong == []
