"""On PostgreSQL the same command started three times is one bot; on SQLite the second one is refused."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.clock import MovableClock
from bot.playground.faults import Fault
from bot.playground.limits import Limits
from bot.playground.server import Playground
from storage import OUTREACH, Database, Outgoing
from tests.whole.backlog import Backlog
from tests.whole.conftest import TOKEN, BotProcess

PACE = 2  # unasked messages a second, of all replicas together: few, so that a busy machine hides nothing
ROUND = 16  # people of a round

on_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[Playground]:
    """A Bot API that refuses what goes out faster than the pace, and a little."""
    limits = Limits(private_per_second=0, group_per_minute=0, overall_per_second=PACE + 1)
    playground = Playground(MovableClock(), TOKEN, tmp_path / "playground.json", limits=limits)
    yield playground
    await playground.stop()


@asynccontextmanager
async def _replicas(playground: Playground, database_url: str, folder: Path) -> AsyncIterator[list[BotProcess]]:
    url = f"http://127.0.0.1:{await playground.start()}"
    pace = {"BRUIS_SENDS_PER_SECOND": str(PACE)}
    replicas = [BotProcess(url, database_url, folder / f"replica-{n}", **pace) for n in range(3)]
    try:
        for replica in replicas:  # one after the other, so that the first one polls
            await replica.start()
            await replica.until_logged("Ready as")
        yield replicas
    finally:
        for replica in replicas:
            await replica.kill()


@on_postgres
async def test_three_replicas_are_one_bot(playground: Playground, database_url: str, tmp_path: Path) -> None:
    """They share a backlog; two of them are killed in the middle, the poller first, and nothing is lost or mixed up."""
    async with _replicas(playground, database_url, tmp_path) as replicas:
        backlog = Backlog(playground, 30)
        await backlog.answered(60)
        await replicas[0].kill()
        await backlog.answered(180)
        await replicas[1].kill()
        await backlog.all_answered()
        assert await replicas[2].stop() == 0
        assert "409" not in "".join(replica.log for replica in replicas)
    await backlog.nothing_lost(database_url)


@on_postgres
async def test_another_has_the_work_of_one_that_dies(
    playground: Playground, bot: BotProcess, database_url: str, tmp_path: Path
) -> None:
    """What it was saying is said by the other, which polls from then on; that it may come twice is counted."""
    who, other = playground.api.add("Mens"), BotProcess(bot.telegram_url, database_url, tmp_path / "other")
    playground.faults.next("sendMessage", Fault("hang"))
    playground.api.say(who, "/start")
    await bot.start()
    async with _open(database_url) as db:
        await _there(db, "SELECT 1 FROM outbox WHERE state = 'attempting'")
        try:
            await other.start()
            await other.until_logged("Ready as")
            await bot.kill()
            await playground.api.next_message(who, 60)
            playground.api.say(who, "/help")
            await playground.api.next_message(who, 60)
            await _there(db, "SELECT 1 FROM outbox WHERE doubts = 1 AND state = 'sent'")
            assert await other.stop() == 0
        finally:
            await other.kill()


async def _there(db: Database, query: str) -> None:
    """Come back once there is such a row; TimeoutError after a minute."""
    async with asyncio.timeout(60):
        while True:
            async with db.work() as work:
                if (await work.connection.execute(text(query))).first() is not None:
                    return
            await asyncio.sleep(0.01)


@on_postgres
async def test_three_replicas_share_one_pace(strict: Playground, database_url: str, tmp_path: Path) -> None:
    """A round meets no refusal at a Bot API that takes little more than the pace; nobody gets it twice."""
    people = [strict.api.add(f"Mens {n}") for n in range(ROUND)]
    for who in people:
        strict.api.people.person(who).started = True
    async with _replicas(strict, database_url, tmp_path) as replicas, _open(database_url) as db:
        async with db.work() as work:
            now = datetime.now(UTC)
            await work.enqueue(*(_unasked(who, now) for who in people))
        await strict.api.until(lambda: all(strict.api.said(who) for who in people), 60)
        assert [await replica.stop() for replica in replicas] == [0, 0, 0]
        async with db.work() as work:
            rows = await work.connection.execute(text("SELECT state, attempts, count(*) FROM outbox GROUP BY 1, 2"))
            became = [tuple(row) for row in rows]
    assert (became, [len(strict.api.said(who)) for who in people]) == ([("sent", 1, ROUND)], [1] * ROUND)


@asynccontextmanager
async def _open(database_url: str) -> AsyncIterator[Database]:
    db = Database.open(database_url)
    yield db
    await db.dispose()


def _unasked(who: int, now: datetime) -> Outgoing:
    return Outgoing(who, OUTREACH, "sendMessage", {"chat_id": who, "text": "Dag"}, not_before=now)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_on_sqlite_a_second_process_is_refused(
    playground: Playground, bot: BotProcess, database_url: str, tmp_path: Path
) -> None:
    """In one line, with the exit status of wrong use; the first one does not notice."""
    second = BotProcess(bot.telegram_url, database_url, tmp_path / "second")
    await bot.start()
    await bot.until_logged("Ready as")
    await second.start()
    assert await second.ended() == 2
    path = database_url.removeprefix("sqlite:///")
    assert second.log == f"bruis: {path} is in use by another process; on SQLite Bruis runs once\n"
    assert await bot.stop() == 0
