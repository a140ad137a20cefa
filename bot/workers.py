"""Handles what is in the inbox: each turn stands or falls alone, and what fails leaves no trace but a count.

Where many updates wait, some share a unit of work: a commit, which waits for the disk, costs more than a turn.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter

from bot import steps
from bot.clock import Clock
from bot.coach import Coach
from bot.metrics import Metrics
from bot.telegram.waiting import GRACE, rounds, to_its_end
from storage import Claimed, Database, UnitOfWork
from storage.errors import away

MOST_TRIES = 3
TOGETHER = 32  # updates that share a commit, at the most, on SQLite; none of them is answered before it
NET = timedelta(seconds=1)  # updates that came in at other replicas are looked for this often at least
_LOG = logging.getLogger(__name__)


class Worker:
    """Runs until cancelled. `wake` is set when updates are on disk; `done` is called after each commit."""

    def __init__(
        self,
        db: Database,
        coach: Coach,
        clock: Clock,
        wake: asyncio.Event,
        done: Callable[[UnitOfWork], object],
        *,
        metrics: Metrics | None = None,
    ):
        self._metrics = metrics or Metrics()
        self._db, self._coach, self._clock, self._wake, self._done = db, coach, clock, wake, done
        # Beside others, locks that are held from one turn to the next could wait for each other.
        self._most = 1 if db.is_postgres else TOGETHER

    async def run(self) -> None:
        await rounds(self._clock, self._wake, self._round, "inbox")

    async def _round(self) -> datetime | None:
        while await to_its_end(self._some(), GRACE):
            pass
        return self._clock.now() + NET if self._db.is_postgres else None

    async def _some(self) -> bool:
        """Handle updates that share a commit; whether there may be more.

        After one that failed the others are left for the next time: they may be of the same person.
        """
        handled: list[int] = []
        async with self._db.work() as work:
            some = await work.claim(self._most)
            for claimed in some:
                steps.reached("claimed")
                if not await self._one(work, claimed):
                    break
                handled.append(claimed.update_id)
                steps.reached("written")
            await work.handled(handled, self._clock.now())
        if some:
            steps.reached("committed")
            self._done(work)
        return len(some) == self._most or len(handled) < len(some)

    async def _one(self, work: UnitOfWork, claimed: Claimed) -> bool:
        """Whether it is handled."""
        began, outcome = perf_counter(), "handled"
        try:
            async with work.apart():
                await self._coach.handle(work, claimed)
        except Exception as error:
            if away(error) is not None:  # the update is not at fault
                raise
            outcome = await self._failed(work, claimed, error)
        waited = (self._clock.now() - claimed.received_at).total_seconds()
        self._metrics.update(outcome, took=perf_counter() - began, waited=waited)
        return outcome == "handled"

    async def _failed(self, work: UnitOfWork, claimed: Claimed, error: Exception) -> str:
        """Try again, or set it aside and say so; the log has the place, never the words. What became of it."""
        last = claimed.tries + 1 >= MOST_TRIES
        await work.failed(claimed.update_id, type(error).__name__, self._clock.now(), last=last)
        if last:
            await self._coach.apologise(work, claimed)
        _LOG.error("Update %d failed: %s%s.", claimed.update_id, _place(error), ", set aside" if last else "")
        return "set_aside" if last else "failed"


def _place(error: BaseException) -> str:
    """Kind and place of an error, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {trace.tb_frame.f_code.co_qualname}, line {trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}{where}"
