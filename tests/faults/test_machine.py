"""The machine itself: its clock is set, it asks to stop, its process hears nothing any more."""

import asyncio
import re
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.clock import SystemClock
from bot.playground.faults import Fault
from bot.playground.server import Playground
from storage import Database
from tests.faults.accounts import faults
from tests.faults.dying import Lives
from tests.faults.world import running

AN = 7_000_000_001


class Wall:
    """A clock on the wall that somebody sets."""

    def __init__(self) -> None:
        self.set_by = 0.0

    def __call__(self) -> float:
        return time.time() + self.set_by


@pytest.mark.parametrize("set_by", [-3600.0, 3600.0])
async def test_the_clock_is_set_in_the_middle(database_url: str, tmp_path: Path, set_by: float) -> None:
    """An hour back or forward, while a chat is paused and a poll is to be tried again: nobody waits for it."""
    wall = Wall()
    async with running(database_url, tmp_path, SystemClock(wall)) as world:
        world.fail("sendMessage", Fault("error", 429, retry_after=1), 1)
        world.fail("getUpdates", Fault("error", 500), 1)
        for said in ("/start", "ja"):
            world.api.say(AN, said)
        await world.api.until(lambda: not world.api.world.updates.waiting)
        wall.set_by = set_by
        world.api.say(AN, "/privacy")
        await world.settled()
        assert await faults(world.app.database, world.playground) == []


@pytest.mark.parametrize("fault", [Fault("hang"), Fault("error", 401), Fault("error", 502)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_bot_that_hears_nothing_ends(playground: Playground, lives: Lives, fault: Fault) -> None:
    """With a clear line and a status that tells its supervisor to start it anew, which then helps."""
    playground.faults.next("getUpdates", fault, 100)
    lives.begin(silence=1.0)
    assert await lives.ended() == 1
    assert re.fullmatch(
        r"bruis: nothing was heard from Telegram for \d+ seconds; it ends, to be started anew",
        lives.log.splitlines()[-1],
    )
    playground.faults.clear()
    lives.begin()
    playground.api.say(AN, "/start")
    await playground.api.next_message(AN, 60)
    assert await lives.stop() == 0


async def test_a_stop_while_a_call_hangs(playground: Playground, lives: Lives, database_url: str) -> None:
    """It ends well within the patience of a supervisor, and the next start says what was left."""
    playground.faults.next("sendMessage", Fault("hang"), 100)
    playground.api.say(AN, "/start")
    lives.begin()
    await _row(database_url, "SELECT 1 FROM outbox WHERE state = 'attempting'")
    assert await lives.stop() == 0
    playground.faults.clear()
    lives.begin()
    await playground.api.next_message(AN, 60)
    await _row(database_url, "SELECT 1 FROM outbox WHERE state = 'sent' AND doubts = 1")
    assert await lives.stop() == 0


async def _row(database_url: str, query: str) -> None:
    """Come back once there is such a row; TimeoutError after a minute."""
    db = Database.open(database_url, beside=True)
    async with asyncio.timeout(60):
        while not await _there(db, query):
            await asyncio.sleep(0.05)
    await db.dispose()


async def _there(db: Database, query: str) -> bool:
    async with db.work() as work:
        return (await work.connection.execute(text(query))).first() is not None
