"""Waiting: ever longer after failures, and for whichever comes first, a moment or a call."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.clock import Clock
from storage.errors import away

LONGEST = timedelta(seconds=30)
GRACE = 3.0  # seconds for what is at hand to end when we stop
Result = TypeVar("Result")
_LOG = logging.getLogger(__name__)


def growing(failures: int, longest: timedelta = LONGEST) -> timedelta:
    """How long to wait after so many failures in a row: 1, 2, 4, ... seconds, at most `longest`."""
    return min(timedelta(seconds=2 ** min(max(failures - 1, 0), 16)), longest)


async def to_its_end(work: Coroutine[Any, Any, Result], grace: float) -> Result:
    """Do it; where we are cancelled meanwhile, let it come to its end, for `grace` seconds at most, and go then."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=grace)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        raise


async def until(clock: Clock, moment: datetime | None, called: asyncio.Event) -> None:
    """Come back at `moment`, or once `called` is set, whichever is first; `called` is cleared."""
    if moment is None:
        await called.wait()
    elif not called.is_set() and clock.now() < moment:
        await _first(clock, moment, called)
    called.clear()


async def _first(clock: Clock, moment: datetime, called: asyncio.Event) -> None:
    tasks = [asyncio.ensure_future(called.wait()), asyncio.ensure_future(clock.sleep_until(moment))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def rounds(clock: Clock, called: asyncio.Event, one: Callable[[], Awaitable[datetime | None]], what: str) -> None:
    """Round after round until cancelled: each says when the next is due, None where only a call can bring it.

    A database that is away comes back: that a round failed is said once, in one line about `what`, and it is done again
    after ever longer waits. The error itself may hold what people wrote, so only its kind is said.
    """
    failures = 0
    while True:
        try:
            due = await one()
            if failures:
                _LOG.info("The %s is within reach again.", what)
            failures = 0
        except Exception as error:
            failures += 1
            if failures == 1:
                why = away(error) or type(error).__name__
                _LOG.warning("The %s is out of reach (%s); it is tried again and again.", what, why)
            due = clock.now() + growing(failures)
            called.clear()
        await until(clock, due, called)
