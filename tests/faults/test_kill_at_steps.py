"""`kill -9` at every named step of a turn and of a send: what was to happen happens, once."""

import asyncio
from datetime import UTC, datetime
from signal import SIGKILL
from typing import get_args

import pytest
from sqlalchemy import text

from bot.playground.server import Playground
from bot.steps import Step
from storage import Database
from tests.faults.accounts import faults
from tests.faults.dying import Lives
from tests.faults.unasked import unasked
from tests.whole.backlog import Backlog

STEPS: tuple[Step, ...] = get_args(Step)
# in a crowd's talk that is left after one life a second one reaches these so often: a hundred updates are fetched at
# once, and 32 turns share a commit
TIMES: dict[Step, tuple[int, ...]] = {"fetched": (1,), "received": (1,), "committed": (1, 4)}


async def _unasked(database_url: str, people: list[int]) -> None:
    db = Database.open(database_url)
    await unasked(db, people, datetime.now(UTC))
    await db.dispose()


async def _none_waits(database_url: str, what: str) -> None:
    db = Database.open(database_url, beside=True)
    async with asyncio.timeout(120):
        while True:
            async with db.work() as work:
                if not await work.connection.scalar(text(f"SELECT count(*) FROM {what}")):  # noqa: S608
                    break
            await asyncio.sleep(0.05)
    await db.dispose()


async def _lived_on(backlog: Backlog, lives: Lives, playground: Playground, database_url: str) -> None:
    """In a life that nobody ends everything comes right."""
    lives.begin()
    await backlog.all_answered()
    await _none_waits(database_url, "outbox WHERE finished_at IS NULL")
    assert await lives.stop() == 0
    await backlog.nothing_lost(database_url)
    db = Database.open(database_url)
    wrong = await faults(db, playground)
    await db.dispose()
    assert wrong == []


async def test_a_life_ends_at_every_step(playground: Playground, lives: Lives, database_url: str) -> None:
    """One life after the other ends at the next step, while people go on talking and something unasked goes out.

    After two of them what waits is handled: an update that is at hand at three ends is set aside (test_poison).
    """
    backlog = Backlog(playground, 4, said=1)
    for number, step in enumerate(STEPS, 1):
        await _unasked(database_url, [backlog.people[0]])
        backlog.say(1)
        lives.begin(step)
        assert (step, await lives.ended()) == (step, -SIGKILL)
        if number % 2 == 0:
            lives.begin()
            await _none_waits(database_url, "inbox WHERE handled_at IS NULL")
            lives.kill()
    backlog.say()
    await _lived_on(backlog, lives, playground, database_url)


@pytest.mark.slow
@pytest.mark.parametrize(("step", "times"), [(step, n) for step in STEPS for n in TIMES.get(step, (1, 4, 7))])
async def test_a_life_ends_in_the_middle_of_a_crowd(
    playground: Playground, lives: Lives, database_url: str, step: Step, times: int
) -> None:
    """Wherever it ends, the next one goes on; killed again at the same step, the one after it does."""
    backlog = Backlog(playground, 25)
    for who in backlog.people:
        playground.api.people.person(who).started = True
    await _unasked(database_url, backlog.people)
    for life in (1, 2):
        lives.begin(step, times)
        assert (life, await lives.ended()) == (life, -SIGKILL)
    await _lived_on(backlog, lives, playground, database_url)
