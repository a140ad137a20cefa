"""A round to five hundred, of all sorts; and one that is cut off in the middle: nobody gets it twice."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.playground.server import Playground
from bot.playground.talking import Talking
from dialogues.machine import State
from storage import Database
from tests.whole import round_crowd
from tests.whole.conftest import BotProcess
from tests.whole.world import ordinary_tuesday, running

TINE = 7_000_000_004
OF_EACH = 20


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the rows are the same on both; the load is not
async def test_five_hundred_of_all_sorts(database_url: str, tmp_path: Path) -> None:
    """Who may get it gets it once; of all others a row says why not. Who left meanwhile leaves no row."""
    async with running(database_url, tmp_path, trainers=frozenset({TINE}), sends_per_second=1000) as world:
        everybody = _people(world.api, 500)
        silent, blocked, paused, busy, leaving = (everybody[n * OF_EACH : (n + 1) * OF_EACH] for n in range(5))
        ordinary = everybody[5 * OF_EACH :]
        sessions = {
            **dict.fromkeys(everybody, round_crowd.session()),
            **dict.fromkeys(silent, round_crowd.session(nudges=False)),
            **dict.fromkeys(busy, round_crowd.session(state=State.GROUP_NAME)),
        }
        db, now = world.app.database, world.clock.now()
        await round_crowd.workshop(db, TINE, list(sessions.items()), now)
        async with db.work() as work:
            for who in blocked:
                await work.set_blocked(who, now)
            forever = {"until": (now + timedelta(days=90)).replace(tzinfo=None), "low": paused[0], "high": paused[-1]}
            hold = text("UPDATE person SET hold_until = :until WHERE telegram_id BETWEEN :low AND :high")
            await work.connection.execute(hold, forever)
            for who in leaving:
                person = await work.person(who)
                assert person is not None
                await work.forget(person, now)
        await round_crowd.start(db, TINE, now, timedelta(minutes=1))
        world.app.runner.wake.set()  # as the turn of a trainer does
        world.clock.advance(timedelta(minutes=2))
        sent = "SELECT count(*) FROM contact WHERE kind = 'round' AND state = 'sent'"
        await world.until_row(sent, [(len(ordinary),)], 60)
        got = Counter(who for who in everybody for message in world.api.said(who) if round_crowd.ASKED in message.text)
        assert got == dict.fromkeys(ordinary, 1)
        world.clock.advance(timedelta(days=8))
        await world.until_row("SELECT state FROM round", [("closed",)], 30)
        rows = await world.rows("SELECT reason, count(*) FROM contact WHERE state = 'not_sent' GROUP BY reason")
        assert dict(rows) == dict.fromkeys(("no consent", "blocked", "paused", "talking"), OF_EACH)


async def test_a_round_that_is_killed_goes_on_and_comes_twice_to_nobody(
    playground: Playground, database_url: str, tmp_path: Path
) -> None:
    """`kill -9` again and again: each of sixty gets it at most once, and whoever may not have got it is said so."""
    port = await playground.start()
    settings = {"BRUIS_SENDS_PER_SECOND": "20", "BRUIS_TRAINERS": str(TINE)}
    bot = BotProcess(f"http://127.0.0.1:{port}", database_url, tmp_path, **settings)
    people = _people(playground.api, 60)
    ahead = ordinary_tuesday(datetime.now(UTC)) - datetime.now(UTC)
    now = datetime.now(UTC) + ahead
    db = Database.open(database_url)
    await round_crowd.workshop(db, TINE, [(who, round_crowd.session()) for who in people], now)
    await round_crowd.start(db, TINE, now)
    await db.dispose()

    def at_least(count: int) -> bool:
        return count <= sum(round_crowd.ASKED in message.text for who in people for message in playground.api.said(who))

    try:
        for killed_after in (1, 20, 40):
            await bot.start("tests.whole.later", str(ahead.total_seconds()))
            await playground.api.until(partial(at_least, killed_after), 60)
            await bot.kill()
        await bot.start("tests.whole.later", str(ahead.total_seconds()))
        states = await _settled(database_url, len(people))
    finally:
        await bot.kill()
    got = [sum(round_crowd.ASKED in message.text for message in playground.api.said(who)) for who in people]
    assert max(got) == 1
    assert sum(got) >= states["sent"]
    assert set(states) <= {"sent", "uncertain"}


def _people(api: Talking, count: int) -> list[int]:
    """Newcomers who have opened their chat with the bot."""
    people = [api.add(f"Mens {n}") for n in range(count)]
    for who in people:
        api.people.person(who).started = True
    return people


async def _settled(database_url: str, count: int) -> Counter[str]:
    """What became of every contact, once all of them are settled."""
    db = Database.open(database_url, beside=True)
    try:
        async with asyncio.timeout(90):
            while True:
                await asyncio.sleep(0.1)
                states = await _states(db)
                if states["planned"] + states["sending"] == 0 and states.total() == count:
                    return +states
    finally:
        await db.dispose()


async def _states(db: Database) -> Counter[str]:
    async with db.engine.connect() as connection:
        rows = await connection.execute(text("SELECT state, count(*) AS n FROM contact GROUP BY state"))
        return Counter({row.state: row.n for row in rows})
