"""Updates that share a commit: each is a turn that stands or falls alone."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text, update

from bot import steps
from bot.clock import MovableClock
from bot.coach import Coach
from bot.workers import Worker
from coaching_texts.texts import Texts
from dialogues.engine import Engine
from dialogues.hours import BELGIUM
from dialogues.reading import load_reader
from storage import REPLY, Database, Outgoing, Received, UnitOfWork
from storage.tables import person

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AN, BROKEN, MOHAMED = 501, 502, 503


def _received(update_id: int, who: int, words: str) -> Received:
    message = {
        "message_id": update_id,
        "chat": {"id": who, "type": "private"},
        "from": {"id": who, "is_bot": False, "first_name": "Mens"},
        "text": words,
    }
    return Received(update_id, who, json.dumps({"update_id": update_id, "message": message}))


async def _rows(db: Database, query: str) -> list[tuple[Any, ...]]:
    async with db.work() as work:
        return [tuple(row) for row in await work.connection.execute(text(query))]


@asynccontextmanager
async def _at_work(db: Database, clock: MovableClock, done: Callable[[UnitOfWork], object]) -> AsyncIterator[None]:
    texts = Texts("nl", keep_days=30, group_minimum=5)
    coach = Coach(Engine(load_reader(), texts, BELGIUM), texts, clock)
    running = asyncio.create_task(Worker(db, coach, clock, asyncio.Event(), done).run())
    async with asyncio.timeout(10):
        yield
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _handle_all(db: Database) -> None:
    """The worker at work until nothing waits."""
    done = asyncio.Event()
    async with _at_work(db, MovableClock(), lambda _: done.set()):
        while await _rows(db, "SELECT 1 FROM inbox WHERE handled_at IS NULL"):
            await done.wait()
            done.clear()


async def test_a_turn_that_fails_takes_no_other_along(db: Database) -> None:
    """An update that fails three times is set aside and its person told; those before and after it are turns."""
    async with db.work() as work:
        broken = await work.add_person(BROKEN, BROKEN, NOW)
        await work.connection.execute(update(person).where(person.c.id == broken.id).values(session="no snapshot"))
        said = [(AN, "/start"), (BROKEN, "hallo"), (MOHAMED, "/start"), (AN, "ja")]
        await work.receive([_received(n, who, words) for n, (who, words) in enumerate(said, 1)], NOW)
    await _handle_all(db)
    tries = await _rows(db, "SELECT update_id, tries, failure FROM inbox ORDER BY update_id")
    answers = await _rows(db, "SELECT chat_id, count(*) FROM outbox GROUP BY chat_id ORDER BY chat_id")
    known = await _rows(db, "SELECT telegram_id FROM person WHERE session <> 'no snapshot' ORDER BY telegram_id")
    assert tries == [(1, 0, None), (2, 3, "DialogueError"), (3, 0, None), (4, 0, None)]
    assert answers == [(AN, 2), (BROKEN, 1), (MOHAMED, 1)]
    assert known == [(AN,), (MOHAMED,)]


async def test_nothing_that_was_passed_over_waits_for_a_call(db: Database) -> None:
    """What comes in for somebody who is at hand is taken up when that turn ends, with no call and no time gone by."""
    said = [(n, who, "/start") for n, who in enumerate([AN, AN, BROKEN, AN, MOHAMED, AN, BROKEN, AN] * 3, 1)]
    async with db.work() as work:
        await work.receive([_received(*one) for one in said], NOW)
    await _handle_all(db)
    answered = await _rows(db, "SELECT chat_id, count(*) FROM outbox GROUP BY chat_id ORDER BY chat_id")
    assert answered == [(AN, 15), (BROKEN, 6), (MOHAMED, 3)]


async def test_an_update_that_nobody_can_be_told_of_is_set_aside(db: Database) -> None:
    """What cannot be read at all holds nobody up: also the apology fails, and that is no reason to try for ever."""
    async with db.work() as work:
        await work.receive([Received(1, AN, "no update"), _received(2, AN, "/start")], NOW)
    await _handle_all(db)
    tries = await _rows(db, "SELECT update_id, tries, failure FROM inbox ORDER BY update_id")
    assert tries == [(1, 3, "JSONDecodeError"), (2, 0, None)]
    assert await _rows(db, "SELECT count(*) FROM outbox") == [(1,)]


async def test_a_stop_leaves_what_waits(db: Database) -> None:
    """Only the turns at hand come to their end."""
    async with db.work() as work:
        await work.receive([_received(n, n, "/start") for n in range(1, 501)], NOW)
    done = asyncio.Event()
    async with _at_work(db, MovableClock(), lambda _: done.set()):
        await done.wait()
    [(left,)] = await _rows(db, "SELECT count(*) FROM inbox WHERE handled_at IS NULL")
    assert left > 400


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_full_disk_is_no_new_try(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun before is tried until there is room: while the process lives, it did not end of it."""
    async with db.work() as work:
        await work.receive([_received(1, AN, "/start")], NOW)
        await work.enqueue(
            Outgoing(MOHAMED, REPLY, "sendMessage", {"text": "x" * 3500}, not_before=NOW)
        )  # fills a page
    await db.take_over()
    [(pages,)] = await _rows(db, "PRAGMA page_count")
    await _rows(db, f"PRAGMA max_page_count={pages}")
    claimed, clock, done = 0, MovableClock(), asyncio.Event()

    def reached(step: steps.Step) -> None:
        nonlocal claimed
        claimed += step == "claimed"

    monkeypatch.setattr(steps, "reached", reached)
    async with _at_work(db, clock, lambda _: done.set()):
        while claimed < 5:
            clock.advance(timedelta(minutes=1))
            await asyncio.sleep(0.01)
        assert not done.is_set()
        await _rows(db, "PRAGMA max_page_count=1000000")
        while not done.is_set():
            clock.advance(timedelta(minutes=1))
            await asyncio.sleep(0.01)
    assert await _rows(db, "SELECT tries, failure, handled_at IS NULL FROM inbox") == [(2, None, 0)]
