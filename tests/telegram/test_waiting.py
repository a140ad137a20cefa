"""Waiting for whichever comes first."""

import asyncio
import logging
from datetime import datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.telegram.waiting import growing, rounds, to_its_end, until
from tests.telegram.clocks import JumpingClock


@pytest.mark.parametrize(("failures", "seconds"), [(0, 1), (1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (10**9, 30)])
def test_waits_grow_to_half_a_minute(failures: int, seconds: int) -> None:
    """Doubling, never beyond the longest."""
    assert growing(failures) == timedelta(seconds=seconds)


async def test_a_call_ends_the_wait_and_is_used_up() -> None:
    """The next wait needs a call of its own."""
    clock, called = MovableClock(), asyncio.Event()
    waits = asyncio.create_task(until(clock, clock.now() + timedelta(days=1), called))
    called.set()
    async with asyncio.timeout(5):
        await waits
    assert not called.is_set()


async def test_the_moment_ends_the_wait_when_the_clock_is_moved() -> None:
    """A day passes as soon as the clock says so."""
    clock = MovableClock()
    waits = asyncio.create_task(until(clock, clock.now() + timedelta(days=1), asyncio.Event()))
    await asyncio.sleep(0)
    clock.advance(timedelta(days=1))
    async with asyncio.timeout(5):
        await waits


async def test_without_a_moment_only_a_call_ends_the_wait() -> None:
    """Nothing planned means waiting to be called."""
    called = asyncio.Event()
    called.set()
    async with asyncio.timeout(5):
        await until(MovableClock(), None, called)
    assert not called.is_set()


class CancellingClock(MovableClock):
    """Whose sleeper, once called off, cancels the one who waits."""

    waits: asyncio.Task[None]

    async def sleep_until(self, moment: datetime) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.waits.cancel()


async def test_a_cancellation_is_never_swallowed() -> None:
    """Not even one that arrives in the very moment a wait ends: a loop that missed it would run for ever."""
    clock, called = CancellingClock(), asyncio.Event()
    clock.waits = asyncio.create_task(until(clock, clock.now() + timedelta(days=1), called))
    await asyncio.sleep(0)
    called.set()
    with pytest.raises(asyncio.CancelledError):
        await clock.waits


async def test_rounds_go_on_after_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    """A database that is away is said once without its words, waited for ever longer, and said to be back."""
    clock, made = JumpingClock(), 0

    async def one() -> datetime | None:
        nonlocal made
        made += 1
        if made <= 3:
            raise RuntimeError("wat iemand schreef")
        if made == 4:
            return clock.now()
        raise asyncio.CancelledError

    with caplog.at_level(logging.INFO), pytest.raises(asyncio.CancelledError):
        await rounds(clock, asyncio.Event(), one, "inbox")
    assert (made, clock.slept) == (5, [1.0, 2.0, 4.0])
    assert [record.getMessage() for record in caplog.records] == [
        "The inbox is out of reach (RuntimeError); it is tried again and again.",
        "The inbox is within reach again.",
    ]


@pytest.mark.parametrize(("grace", "ends"), [(60.0, ["begun", "done"]), (0.0, ["begun", "cut off"])])
async def test_what_is_at_hand_comes_to_its_end_when_stopped(grace: float, ends: list[str]) -> None:
    """Within its grace; then it is cut off."""
    told, release = [], asyncio.Event()

    async def work() -> None:
        told.append("begun")
        try:
            await release.wait()
            told.append("done")
        except asyncio.CancelledError:
            told.append("cut off")
            raise

    task = asyncio.create_task(to_its_end(work(), grace))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    if grace:
        asyncio.get_running_loop().call_soon(release.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told == ends
