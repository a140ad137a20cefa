"""Time that stands still while anything goes on: a clock that is moved, and a loop that knows when all is at rest."""

import asyncio
import heapq
import itertools
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple

from bot.clock import MovableClock

Given = TypeVarTuple("Given")
Result = TypeVar("Result")


class StandingClock(MovableClock):
    """A clock that only goes on when it is moved, and knows when the next who sleeps is to be woken."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self._now = moment
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._count = itertools.count()

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self.move_to(self._now + by)

    def move_to(self, moment: datetime) -> None:
        """Never back; whoever slept until then or earlier wakes."""
        self._now = max(self._now, moment)
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, sleeper = heapq.heappop(self._sleepers)
            if not sleeper.done():
                sleeper.set_result(None)

    async def sleep_until(self, moment: datetime) -> None:
        if moment > self._now:
            sleeper = asyncio.get_running_loop().create_future()
            heapq.heappush(self._sleepers, (moment, next(self._count), sleeper))
            await sleeper

    @property
    def next_wake(self) -> datetime | None:
        """When the next who sleeps is to be woken; None where nobody sleeps."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None


class _Selector(selectors.DefaultSelector):
    """Says so before it waits for what is not there yet."""

    def __init__(self) -> None:
        super().__init__()
        self.about_to_wait: Callable[[], bool] = lambda: False

    def select(self, timeout: float | None = None) -> Any:
        found = super().select(0)
        if found or timeout == 0 or self.about_to_wait():
            return found
        return super().select(timeout)


class RestingLoop(asyncio.SelectorEventLoop):
    """A loop that can be asked to say when all is at rest: nothing ready, nothing on its way, nothing with others.

    Both ends of a connection on this machine are in this process, so what was written is there to be read at once. What
    is with others is told by `busy` (units of work in the thread of a database) and counted here (executors).
    """

    def __init__(self) -> None:
        selector = _Selector()
        super().__init__(selector)
        selector.about_to_wait = self._about_to_wait
        self.busy: Callable[[], bool] = lambda: False
        self._resting: asyncio.Future[None] | None = None
        self._with_others = 0

    async def at_rest(self) -> None:
        """Come back once all is at rest."""
        self._resting = self.create_future()
        await self._resting

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Given], Result], *args: *Given
    ) -> asyncio.Future[Result]:
        done = super().run_in_executor(executor, func, *args)
        self._with_others += 1
        done.add_done_callback(self._back)
        return done

    def _back(self, _: asyncio.Future[Any]) -> None:
        self._with_others -= 1

    def _about_to_wait(self) -> bool:
        """Whether somebody is told that all is at rest, so that there is something to do at once."""
        resting = self._resting
        if resting is None or resting.done() or self._with_others or self.busy():
            return False
        resting.set_result(None)
        return True
