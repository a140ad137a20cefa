"""Handles what is in the inbox, one unit of work an update: what fails leaves no trace but a count."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.coach import Coach
from bot.telegram.waiting import rounds
from storage import Claimed, Database

MOST_TRIES = 3
NET = timedelta(seconds=1)  # updates that came in at other replicas are looked for this often at least
_LOG = logging.getLogger(__name__)


class Worker:
    """Runs until cancelled. `wake` is set when updates are on disk; `done` is called after each turn's commit."""

    def __init__(self, db: Database, coach: Coach, clock: Clock, wake: asyncio.Event, done: Callable[[], object]):
        self._db, self._coach, self._clock, self._wake, self._done = db, coach, clock, wake, done

    async def run(self) -> None:
        await rounds(self._clock, self._wake, self._round, "inbox")

    async def _round(self) -> datetime | None:
        while await self._one():
            pass
        return self._clock.now() + NET if self._db.is_postgres else None

    async def _one(self) -> bool:
        """Handle one update; whether there was one."""
        claimed: Claimed | None = None
        try:
            async with self._db.work() as work:
                claimed = await work.claim()
                if claimed is not None:
                    await self._coach.handle(work, claimed)
        except Exception as error:
            if claimed is None:
                raise
            await self._failed(claimed, error)
        self._done()
        return claimed is not None

    async def _failed(self, claimed: Claimed, error: Exception) -> None:
        """Try again later, or set it aside and say so; the log has the place, never the words."""
        last = claimed.tries + 1 >= MOST_TRIES
        _LOG.error("Update %d failed: %s%s.", claimed.update_id, _place(error), ", set aside" if last else "")
        async with self._db.work() as work:
            await work.failed(claimed.update_id, type(error).__name__, self._clock.now(), last=last)
            if last:
                await self._coach.apologise(work, claimed)


def _place(error: BaseException) -> str:
    """Kind and place of an error, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {trace.tb_frame.f_code.co_qualname}, line {trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}{where}"
