"""Time stands still while anything goes on, and goes on when it is moved."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from bot.rehearsal.standing import RestingLoop, StandingClock

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def loop() -> Iterator[RestingLoop]:
    loop = RestingLoop()
    yield loop
    loop.close()


async def test_who_sleeps_wakes_when_the_clock_is_moved() -> None:
    """Not before; and it is known when the next one is to be woken."""
    clock = StandingClock(NOON)
    first, second = (asyncio.create_task(clock.sleep_until(NOON + n * HOUR)) for n in (1, 2))
    await asyncio.sleep(0)
    assert clock.next_wake == NOON + HOUR
    clock.move_to(NOON + HOUR)
    await first
    assert (second.done(), clock.next_wake, clock.now()) == (False, NOON + 2 * HOUR, NOON + HOUR)
    second.cancel()


async def test_the_clock_never_goes_back() -> None:
    """A moment that is over is now."""
    clock = StandingClock(NOON)
    clock.move_to(NOON - HOUR)
    await clock.sleep_until(NOON - HOUR)
    assert (clock.now(), clock.next_wake) == (NOON, None)


def test_all_is_at_rest_when_what_was_written_is_read(loop: RestingLoop) -> None:
    """A connection on this machine has both of its ends here: the answer was there before the rest."""
    heard: list[bytes] = []

    async def answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.read(4))
        await writer.drain()
        writer.close()

    async def asks(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"ping")
        heard.append(await reader.read(4))
        writer.close()

    async def talk() -> None:
        server = await asyncio.start_server(answers, "127.0.0.1", 0)
        asking = asyncio.create_task(asks(server.sockets[0].getsockname()[1]))
        await loop.at_rest()
        server.close()
        await asking

    loop.run_until_complete(talk())
    assert heard == [b"ping"]


@pytest.mark.parametrize("how", ["busy", "executor"])
def test_what_is_with_others_is_waited_for(loop: RestingLoop, how: str) -> None:
    """A unit of work in a thread, or what was given to an executor, is no rest."""
    done, order = Event(), list[str]()

    async def play() -> None:
        with ThreadPoolExecutor(1) as others:
            if how == "executor":
                given = loop.run_in_executor(others, done.wait)
            else:
                given = asyncio.wrap_future(others.submit(done.wait))
                loop.busy = lambda: not given.done()
            given.add_done_callback(lambda _: order.append("done"))
            loop.call_later(0.01, done.set)
            await loop.at_rest()
            order.append("rest")
            await given

    loop.run_until_complete(play())
    assert order == ["done", "rest"]
