"""Watches over the process itself: a bot that stopped listening is noticed by nobody, so it ends, and is started anew.

Measured in time of the machine, not of the people: a clock that is moved or set right is no silence.
"""

import asyncio
import time
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from storage import Database

SILENCE = 90.0  # seconds without an answer from Telegram
STUCK = 300.0  # seconds in which the oldest update that waits stayed the same
EVERY = 5.0  # seconds between two looks
Seconds = Callable[[], float]


class Unwell(Exception):
    """The process had better be started anew; the message is one line that says why."""


class Pulse:
    """When Telegram was last heard of; it is only waited for while it is `watched`."""

    def __init__(self, seconds: Seconds = time.monotonic) -> None:
        self._seconds = seconds
        self._last: float | None = None

    def beat(self) -> None:
        """It was, or from now on it is waited for."""
        self._last = self._seconds()

    def rest(self) -> None:
        """It is not our task any more."""
        self._last = None

    @property
    def silence(self) -> float:
        """For how many seconds nothing was heard; 0 where nothing is waited for."""
        return 0.0 if self._last is None else self._seconds() - self._last


class Vigil:
    """Runs until cancelled, or until it raises Unwell."""

    def __init__(self, db: Database, pulse: Pulse, seconds: Seconds = time.monotonic) -> None:
        self._db, self._pulse, self._seconds = db, pulse, seconds
        self._oldest: int | None = None
        self._moved = seconds()

    async def run(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self.look()
            if (wrong := self.unwell()) is not None:
                raise Unwell(f"{wrong}; it ends, to be started anew")

    async def look(self) -> None:
        """See whether updates are being handled."""
        try:
            async with self._db.work() as work:
                oldest = await work.oldest()
        except (DBAPIError, OSError):  # a database that is away says nothing of us; /readyz tells of it
            oldest = None
        except NoneFree:  # all connections are held, by what does not end
            return
        if oldest is None or oldest != self._oldest:
            self._oldest, self._moved = oldest, self._seconds()

    def unwell(self) -> str | None:
        """What is wrong, in one line; None where all is well."""
        if self._pulse.silence > SILENCE:
            return f"nothing was heard from Telegram for {self._pulse.silence:.0f} seconds"
        stuck = self._seconds() - self._moved
        return f"an update has not been handled for {stuck:.0f} seconds" if stuck > STUCK else None
