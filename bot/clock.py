"""Time comes in from outside, everywhere: the system's clock, or one that a person moves forward."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the program knows of time."""

    def now(self) -> datetime:
        """The moment it is, in UTC."""

    async def sleep_until(self, moment: datetime) -> None:
        """Come back once `now()` has reached `moment`."""


class SystemClock:
    """The clock of the machine, which never goes back: set back, it runs at half speed until the machine has caught up.

    So no wait lasts longer than twice, and nothing happens before what it followed. `wall` and `steady` are in seconds.
    """

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._steady = wall, steady
        self._last, self._looked_at = wall(), steady()

    def now(self) -> datetime:
        passed, self._looked_at = (steady := self._steady()) - self._looked_at, steady
        self._last = max(self._wall(), self._last + passed / 2)
        return datetime.fromtimestamp(self._last, UTC)

    async def sleep_until(self, moment: datetime) -> None:
        while (left := (moment - self.now()).total_seconds()) > 0:
            await asyncio.sleep(left)


class MovableClock:
    """The clock of the machine plus an offset that only grows; who sleeps is woken when it is moved."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def advance(self, by: timedelta) -> None:
        """Move forward; ValueError for a negative step."""
        if by < timedelta(0):
            raise ValueError("the clock only moves forward")
        self.offset += by
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep_until(self, moment: datetime) -> None:
        while (left := (moment - self.now()).total_seconds()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), left)
