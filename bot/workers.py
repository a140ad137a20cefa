"""Handles what is in the inbox: each turn stands or falls alone, and what fails leaves no trace but a count.

On PostgreSQL turns of different people go side by side, each in a unit of work of its own; a call has one of the hands
look for work, and more of them only where there is more. On SQLite, with its one writer, updates that wait share a unit
of work: a commit, which waits for the disk, costs more than a turn. What was begun before is tried alone, since the
process itself may have ended of it: the try is counted on disk before it.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from time import perf_counter

from bot import steps
from bot.clock import Clock
from bot.coach import Coach
from bot.metrics import Metrics
from bot.telegram.waiting import GRACE, rounds
from storage import Claimed, Database, UnitOfWork
from storage.errors import away

MOST_TRIES = 3
SIDE_BY_SIDE = 8  # turns at a time, at the most, on PostgreSQL
TOGETHER = 32  # updates that share a commit, at the most, on SQLite; none of them is answered before it
ENDED = "the process ended"  # why an update is set aside that nobody could say more about
NET = timedelta(seconds=1)  # updates that came in at other replicas are looked for this often at least
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Claim:
    """Updates that are ours until `end`, at which their unit of work is committed."""

    end: AsyncExitStack
    work: UnitOfWork
    updates: Sequence[Claimed]


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
        self._together, self._side_by_side = (1, SIDE_BY_SIDE) if db.is_postgres else (TOGETHER, 1)
        self._hands: set[asyncio.Task[None]] = set()
        self._all_full = False  # whether somebody called while there was no hand free
        self._broken: list[BaseException] = []
        self._stopping = False
        self._again: dict[int, int] = {}  # what is tried again, with the tries before: we live, so it is still this try

    async def run(self) -> None:
        try:
            await rounds(self._clock, self._wake, self._round, "inbox")
        finally:
            await self._finish()

    async def _round(self) -> datetime | None:
        """Begin what is free, as far as there are hands; the error of what broke off since the last time."""
        broken, self._broken = self._broken, []
        for error in broken:
            raise error
        while len(self._hands) < self._side_by_side:
            claim = await self._claim()
            if claim is not None:
                hand = asyncio.create_task(self._hand(claim))
                self._hands.add(hand)
                hand.add_done_callback(self._ended)
            if claim is None or not claim.work.leaves:
                break
        else:
            self._all_full = True
        return self._clock.now() + NET if self._db.is_postgres else None

    async def _claim(self) -> _Claim | None:
        """The oldest updates; None where nothing is free."""
        while True:
            async with AsyncExitStack() as end:
                work = await end.enter_async_context(self._db.work())
                if some := await work.claim(self._together):
                    return _Claim(end.pop_all(), work, some)
            if not work.leaves:
                return None

    async def _hand(self, claim: _Claim | None) -> None:
        """Handle these, and then what is free: what came in for the same people meanwhile was passed over."""
        while claim is not None:
            await self._some(claim)
            claim = None if self._stopping else await self._claim()

    def _ended(self, hand: asyncio.Task[None]) -> None:
        self._hands.discard(hand)
        if not hand.cancelled() and (error := hand.exception()) is not None:
            self._broken.append(error)
        if self._broken or self._all_full:
            self._all_full = False
            self._wake.set()

    async def _some(self, claim: _Claim) -> None:
        """Handle updates that share a commit.

        After one that failed the others are left for the next time: they may be of the same person.
        """
        handled: list[int] = []
        going = _together(claim.updates)
        async with claim.end:
            if going[0].tries:
                going = [await self._begin_again(claim.work, going[0])]
            for claimed in going:
                steps.reached("claimed")
                if not await self._one(claim.work, claimed):
                    break
                handled.append(claimed.update_id)
                steps.reached("written")
            await claim.work.handled(handled, self._clock.now())
        self._again.pop(going[0].update_id, None)
        steps.reached("committed")
        self._done(claim.work)

    async def _begin_again(self, work: UnitOfWork, claimed: Claimed) -> Claimed:
        tries = self._again.setdefault(claimed.update_id, claimed.tries)
        await work.begin_again(claimed.update_id, tries + 1)
        return replace(claimed, tries=tries)

    async def _finish(self) -> None:
        """Let the turns at hand come to their end; what takes longer stays in the inbox."""
        self._stopping = True
        if self._hands:
            await asyncio.wait(self._hands, timeout=GRACE)
        for hand in self._hands:
            hand.cancel()
        await asyncio.gather(*self._hands, return_exceptions=True)

    async def _one(self, work: UnitOfWork, claimed: Claimed) -> bool:
        """Whether it is handled."""
        began = perf_counter()
        outcome = await (self._handled(work, claimed) if claimed.tries < MOST_TRIES else self._gone(work, claimed))
        waited = (self._clock.now() - claimed.received_at).total_seconds()
        self._metrics.update(outcome, took=perf_counter() - began, waited=waited)
        return outcome == "handled"

    async def _handled(self, work: UnitOfWork, claimed: Claimed) -> str:
        """Take the turn, or try again, or set it aside; the log has the place, never the words. What became of it."""
        try:
            async with work.apart():
                await self._coach.handle(work, claimed)
        except Exception as error:
            if away(error) is not None:  # the update is not at fault
                raise
            nth = claimed.tries + 1
            last = nth >= MOST_TRIES
            await work.failed(claimed.update_id, type(error).__name__, self._clock.now(), nth=nth, last=last)
            _LOG.error("Update %d failed: %s%s.", claimed.update_id, _place(error), ", set aside" if last else "")
            if last:
                await self._apologise(work, claimed)
            return "set_aside" if last else "failed"
        return "handled"

    async def _gone(self, work: UnitOfWork, claimed: Claimed) -> str:
        """Set aside what a process ended of each time; where one ended of saying so too, without a word."""
        await work.failed(claimed.update_id, ENDED, self._clock.now(), nth=MOST_TRIES, last=True)
        _LOG.error("Update %d failed: %s, set aside.", claimed.update_id, ENDED)
        if claimed.tries == MOST_TRIES:
            await self._apologise(work, claimed)
        return "set_aside"

    async def _apologise(self, work: UnitOfWork, claimed: Claimed) -> None:
        try:
            async with work.apart():
                await self._coach.apologise(work, claimed)
        except Exception as error:
            if away(error) is not None:
                raise
            _LOG.error("Nobody could be told of update %d: %s.", claimed.update_id, _place(error))


def _together(waiting: Sequence[Claimed]) -> Sequence[Claimed]:
    """Those of the oldest that share a commit: what is begun for the first time, or one that was begun before."""
    return list(takewhile(lambda claimed: not claimed.tries, waiting)) or waiting[:1]


def _place(error: BaseException) -> str:
    """Kind and place of an error, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {trace.tb_frame.f_code.co_qualname}, line {trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}{where}"
