"""Says what the outbox holds: answers to presses first, replies next, what is unasked last.

Many chats side by side, one chat in order. A round is one unit of work: it writes what became of the calls that ended
meanwhile, and takes new ones, which are on disk as "attempting" before they are made. So the busier it gets, the more
outcomes share a commit. What its chat's pace does not allow yet goes back in the same unit of work, due when it does.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram.error import NetworkError

from bot.clock import Clock
from bot.telegram.api import ApiError, BotApi
from bot.telegram.fates import Fate, Kind, classify
from bot.telegram.outcomes import Outcome, record
from bot.telegram.pacing import Pacing, Refusals
from bot.telegram.waiting import rounds
from storage.database import Database
from storage.messages import CALLBACK_ANSWER, OUTREACH, Taken
from storage.work import UnitOfWork

NET = timedelta(seconds=1)  # how often to look for what other replicas put in the outbox
RECOVERY = timedelta(seconds=10)  # and for what a dead one left under way
GRACE = 5.0  # seconds for the calls under way to end when we stop
_LOOK_AHEAD = 2  # while unasked messages wait for their pace, how many more to take: a reply would come first
_LOG = logging.getLogger(__name__)
_LOUD = frozenset({Kind.FAILED, Kind.UNCERTAIN, Kind.PAUSED})


class Sender:
    """Runs until cancelled. Set `wake` after a commit that put something in the outbox."""

    def __init__(
        self, api: BotApi, db: Database, clock: Clock, *, sends_per_second: int = 30, in_flight: int = 64
    ) -> None:
        """`sends_per_second`: the pace of what is unasked. `in_flight`: how many calls are made side by side."""
        self.wake = asyncio.Event()
        self._api, self._db, self._clock = api, db, clock
        self._pacing, self._refusals = Pacing(sends_per_second), Refusals()
        self._in_flight = in_flight
        self._calls: set[asyncio.Task[Outcome]] = set()
        self._ended: list[Outcome] = []
        self._held = False  # the pace of what is unasked is used up, and more of it waits
        self._recover_at: datetime | None = clock.now()

    async def run(self) -> None:
        try:
            await rounds(self._clock, self.wake, self._round, "outbox")
        finally:
            await self._finish()

    async def _round(self) -> datetime | None:
        now, ended = self._clock.now(), list(self._ended)
        room = self._in_flight - len(self._calls)
        most = min(room, self._pacing.unasked_left(now) + _LOOK_AHEAD) if self._held else room
        async with self._db.work() as work:
            await self._recover(work, now)
            for outcome in ended:
                await record(work, outcome, now)
            taken = await work.take(self._db.owner, now, most) if room else []
            going = await self._within_pace(work, taken, now)
            due = await work.next_send_due(now) if room else None
        del self._ended[: len(ended)]
        for row in going:
            self._start(row)
        self._held = any(row.lane == OUTREACH for row in taken if row not in going)
        return self._next(due, now) if room else None

    def _next(self, due: datetime | None, now: datetime) -> datetime | None:
        if self._held and due is not None:
            due = max(due, self._pacing.unasked_at(now))
        if self._db.is_postgres:
            due = min(due or now + NET, now + NET)
        return due

    async def _recover(self, work: UnitOfWork, now: datetime) -> None:
        if self._recover_at is not None and now >= self._recover_at:
            await work.recover(self._db.owner, now)
            # On SQLite nobody can die beside us.
            self._recover_at = now + RECOVERY if self._db.is_postgres else None

    async def _within_pace(self, work: UnitOfWork, taken: Sequence[Taken], now: datetime) -> list[Taken]:
        going = []
        for row in taken:
            send = row.chat_id, row.lane, row.method, now
            ready = self._pacing.ready_at(*send)
            if row.lane == OUTREACH:
                ready = max(ready, self._pacing.unasked_at(now))
            if ready > now:
                await work.again(row.id, ready)
            else:
                self._pacing.take(*send)
                going.append(row)
        return going

    def _start(self, row: Taken) -> None:
        call = asyncio.create_task(self._outcome(row))
        self._calls.add(call)
        call.add_done_callback(self._end)

    def _end(self, call: asyncio.Task[Outcome]) -> None:
        self._calls.discard(call)
        if not call.cancelled():
            self._ended.append(call.result())
            self.wake.set()
            _tell(call.result())

    async def _outcome(self, row: Taken) -> Outcome:
        try:
            result = await self._api.call(row.method, row.params, files=row.files)
        except (ApiError, NetworkError) as error:
            fate = classify(error, row.lane, row.attempts)
            paused = fate.kind is Kind.PAUSED
            everywhere = paused and self._refusals.everywhere(row.chat_id, row.lane, self._clock.now())
            return Outcome(row, fate, everywhere=everywhere)
        except Exception as error:  # a mistake of ours in this one row: it must not come back for ever
            return Outcome(row, Fate(Kind.FAILED, type(error).__name__))
        return Outcome(row, Fate(Kind.SENT), _message_id(result))

    async def _finish(self) -> None:
        """Let calls under way end and write down what became of them; what is cut off, the next start settles."""
        if self._calls:
            _, cut_off = await asyncio.wait(self._calls, timeout=GRACE)
            for call in cut_off:
                call.cancel()
            await asyncio.gather(*cut_off, return_exceptions=True)
        try:
            async with self._db.work() as work:
                for outcome in self._ended:
                    await record(work, outcome, self._clock.now())
        except Exception as error:
            _LOG.warning("Calls that ended were not written down (%s).", type(error).__name__)


def _tell(outcome: Outcome) -> None:
    row, fate = outcome.row, outcome.fate
    if fate.kind is Kind.SENT:
        return
    level = logging.WARNING if fate.kind in _LOUD and row.lane != CALLBACK_ANSWER else logging.INFO
    _LOG.log(level, "%s, row %d, try %d: %s, %s", row.method, row.id, row.attempts, fate.kind.value, fate.reason)


def _message_id(result: Any) -> int | None:
    number = result.get("message_id") if isinstance(result, dict) else None
    return number if isinstance(number, int) else None
