"""Says what the outbox holds: answers to presses first, replies next, what is unasked last.

Many chats side by side, one chat in order. A round is one unit of work: it writes what became of the calls that ended
meanwhile, and takes new ones, which are on disk as "attempting" before they are made. So the busier it gets, the more
outcomes share a commit. What its chat's pace does not allow yet is put off in the same unit of work until it does.
Replicas take in turns and share one pace; on SQLite nobody else sends, so what was used of it is not written down.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from telegram.error import NetworkError

from bot import steps
from bot.clock import Clock
from bot.metrics import Metrics
from bot.telegram.api import ApiError, BotApi
from bot.telegram.fates import ANSWER, Fate, Kind, classify
from bot.telegram.outcomes import MEMBER, Outcome, record
from bot.telegram.pacing import UNASKED, Pacing, Refusals
from bot.telegram.waiting import GRACE, rounds, to_its_end
from storage.database import Database
from storage.messages import OUTREACH, Taken
from storage.presence import INBOX, OUTBOX
from storage.work import UnitOfWork

NET = timedelta(seconds=0.7)  # how often to look for what other replicas left: half of what it may take to notice
LAST_ROUND = 0.5  # seconds for a round at hand when we stop: what it took is not left behind uncalled
LAST_WORDS = 1.0  # seconds to write down what became of the calls then
_LOG = logging.getLogger(__name__)
_LOUD = frozenset({Kind.FAILED, Kind.UNCERTAIN, Kind.PAUSED})


class Sender:
    """Runs until cancelled. Set `wake` after a commit that put something in the outbox."""

    def __init__(
        self,
        api: BotApi,
        db: Database,
        clock: Clock,
        *,
        sends_per_second: int = 30,
        in_flight: int = 64,
        metrics: Metrics | None = None,
        settled: Callable[[], object] = lambda: None,
    ) -> None:
        """`sends_per_second`: the pace of what is unasked. `in_flight`: how many calls are made side by side.

        `settled` is called when it is written down what became of something unasked, or of a live message.
        """
        self.wake = db.called(OUTBOX)
        self._api, self._db, self._clock = api, db, clock
        self._pacing, self._refusals = Pacing(sends_per_second), Refusals()
        self._in_flight, self._metrics, self._settled = in_flight, metrics or Metrics(), settled
        self._calls: set[asyncio.Task[Outcome]] = set()
        self._ended: list[Outcome] = []
        self._missing: set[int] = set()
        self._look_at: datetime | None = clock.now()

    async def run(self) -> None:
        try:
            await rounds(self._clock, self.wake, self._round, "outbox")
        finally:
            await self._finish()

    async def _round(self) -> datetime | None:
        return await to_its_end(self._settle_and_take(), LAST_ROUND)

    async def _settle_and_take(self) -> datetime | None:
        now, ended = self._clock.now(), list(self._ended)
        room = self._in_flight - len(self._calls)
        async with self._db.work() as work:
            await work.sending.only_sender()
            await self._look_after_others(work, now)
            await record(work, ended, now)
            if ended:
                steps.reached("recorded")
            going = await self._take(work, room, ended, now) if room else []
            due = await work.sending.next_send_due(now, self._pacing.unasked_at(now)) if room else None
        del self._ended[: len(ended)]
        if ended:
            steps.reached("settled")
        if any(outcome.row.lane == OUTREACH or outcome.row.live_id is not None for outcome in ended):
            self._settled()
        if any(outcome.row.method == MEMBER for outcome in ended):
            self._db.call(INBOX)
        for row in going:
            steps.reached("attempting")
            self._start(row)
        if self._db.is_postgres:
            due = min(due or now + NET, now + NET)
        return due if room else None

    async def _look_after_others(self, work: UnitOfWork, now: datetime) -> None:
        """Who is missing twice in a row is dead; once may be a connection that is just being made anew."""
        if self._look_at is None or now < self._look_at:
            return
        missing = await work.sending.missing(self._db.owner)
        dead = missing & self._missing if self._db.is_postgres else missing
        if dead:
            left = await work.sending.recover(dead, now)
            _LOG.warning("A process ended and left messages: %d go again, %d uncertain.", left.again, left.uncertain)
        self._missing = missing - dead
        # On SQLite nobody can die beside us.
        self._look_at = now + NET if self._db.is_postgres else None

    async def _take(self, work: UnitOfWork, room: int, ended: Sequence[Outcome], now: datetime) -> list[Taken]:
        rows = await work.sending.to_send(now, room, self._pacing.unasked_left(now))
        paused = [outcome for outcome in ended if outcome.fate.kind is Kind.PAUSED]
        if self._db.is_postgres and (rows or paused):
            chats = {UNASKED, *(row.chat_id for row in rows), *(outcome.paused_chat for outcome in paused)}
            self._pacing.know(await work.sending.slots(chats))
        for outcome in paused:
            self._pacing.slow_down(outcome.paused_chat, now + outcome.fate.wait)
        going = [row for row in rows if await self._may_go(work, row, now)]
        await work.sending.attempt(self._db.owner, [row.id for row in going])
        if going:
            steps.reached("taken")
        used = self._pacing.used()
        if self._db.is_postgres:
            await work.sending.keep_slots(used)
        return going

    async def _may_go(self, work: UnitOfWork, row: Taken, now: datetime) -> bool:
        ready = self._pacing.go(row, now)
        if ready > now and (row.lane != OUTREACH or ready > self._pacing.unasked_at(now)):
            await work.sending.again(row.id, ready)
        return ready <= now

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
        began = perf_counter()
        outcome = await self._called(row)
        self._metrics.call(row.method, row.lane, outcome.fate.kind.value, perf_counter() - began)
        return outcome

    async def _called(self, row: Taken) -> Outcome:
        try:
            result = await self._api.call(row.method, row.params, files=row.files)
            steps.reached("answered")
        except (ApiError, NetworkError) as error:
            fate = classify(error, row)
            paused = fate.kind is Kind.PAUSED
            everywhere = paused and self._refusals.everywhere(row, self._clock.now())
            return Outcome(row, fate, everywhere=everywhere)
        except Exception as error:  # a mistake of ours in this one row: it must not come back for ever
            return Outcome(row, Fate(Kind.FAILED, type(error).__name__))
        return Outcome(row, Fate(Kind.SENT), _message_id(result), _status(result))

    async def _finish(self) -> None:
        """Let calls under way end and write down what became of them; what is cut off, the next start settles."""
        if self._calls:
            _, cut_off = await asyncio.wait(self._calls, timeout=GRACE)
            for call in cut_off:
                call.cancel()
            await asyncio.gather(*cut_off, return_exceptions=True)
        try:
            async with asyncio.timeout(LAST_WORDS), self._db.work() as work:
                await record(work, self._ended, self._clock.now())
        except Exception as error:
            _LOG.warning("Calls that ended were not written down (%s).", type(error).__name__)


def _tell(outcome: Outcome) -> None:
    row, fate = outcome.row, outcome.fate
    if fate.kind is Kind.SENT:
        return
    level = logging.WARNING if (fate.kind in _LOUD or fate.doubt) and row.method != ANSWER else logging.INFO
    _LOG.log(level, "%s, row %d, try %d: %s, %s", row.method, row.id, row.attempts, fate.kind.value, fate.reason)


def _message_id(result: Any) -> int | None:
    number = result.get("message_id") if isinstance(result, dict) else None
    return number if isinstance(number, int) else None


def _status(result: Any) -> str:
    status = result.get("status") if isinstance(result, dict) else None
    return status if isinstance(status, str) else ""
