"""What goes wrong in a rehearsal: restarts, lives that are killed, nights and days away, and a Bot API that fails."""

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import get_args

from bot.playground.faults import Fault
from bot.rehearsal.calendar import CHANGES, Calendar, Weeks
from bot.rehearsal.stage import Stage
from bot.steps import Step

#: A life is killed once every so many weeks, and the program restarts, is away, and meets faults.
KILLS, RESTARTS, NIGHTS, STORMS = 1.8, 2.0, 3.0, 0.5
_FAULTS = (
    ("sendmessage", Fault("error", 429, retry_after=3), 3),
    ("sendmessage", Fault("error", 429, retry_after=25), 1),
    ("sendmessage", Fault("error", 502), 2),
    ("sendmessage", Fault("reset_before"), 1),
    ("sendmessage", Fault("reset_after"), 1),
    ("sendmessage", Fault("bad_json"), 1),
    ("answercallbackquery", Fault("error", 429, retry_after=5), 1),
    ("editmessagereplymarkup", Fault("error", 500), 1),
    ("getupdates", Fault("error", 502), 3),
    ("getupdates", Fault("error", 409), 2),
    ("getupdates", Fault("error", 401), 1),
    ("getupdates", Fault("reset_after"), 1),
    ("getupdates", Fault("bad_json"), 1),
    ("getchat", Fault("error", 500), 4),
)


class Trouble:
    """Puts it in the calendar. `happened` counts what came of it."""

    def __init__(
        self, stage: Stage, calendar: Calendar, weeks: Weeks, chance: Random, stir: Callable[[Random], object]
    ) -> None:
        """`stir`: have some people say something, so that a life has something to die of."""
        self._stage, self._calendar, self._weeks, self._chance = stage, calendar, weeks, chance
        self._stir = stir
        self.happened: dict[str, int] = {}
        self._reasons_to_be_away = 0  # a night may be one of several days

    def plan(self) -> None:
        """All of it, over all that is played."""
        steps = itertools.cycle(self._chance.sample(get_args(Step), len(get_args(Step))))
        for _ in range(self._times(KILLS)):
            self._calendar.put(self._any_moment(), partial(self._killed, next(steps)))
        for _ in range(self._times(RESTARTS)):
            self._calendar.put(self._any_moment(), self._restarts)
        for _ in range(self._times(NIGHTS)):
            night = self._any_moment().replace(hour=23, minute=30)
            self._away(night, timedelta(hours=self._chance.randint(2, 9)))
        self._away(self._any_moment(), timedelta(hours=self._chance.randint(30, 70)))
        for _ in range(self._times(STORMS)):
            self._calendar.put(self._any_moment(), self._storm)
        self._calendar.put(CHANGES[0] + timedelta(minutes=30), self._restarts)
        winter = self._weeks.halves[0][1], self._weeks.halves[1][0]
        self._away(winter[0], winter[1] - winter[0])

    def _times(self, every: float) -> int:
        return max(1, round(self._weeks.played / timedelta(weeks=every)))

    def _any_moment(self) -> datetime:
        return self._weeks.moment(self._chance, self._chance.uniform(0.01, 0.99))

    def _away(self, since: datetime, lasts: timedelta) -> None:
        self._calendar.put(since, self._stops)
        self._calendar.put(since + lasts, self._starts)

    def _counts(self, what: str) -> None:
        self.happened[what] = self.happened.get(what, 0) + 1

    async def _stops(self) -> None:
        self._reasons_to_be_away += 1
        if self._stage.runs:
            self._counts("times away")
            await self._stage.stop()

    async def _starts(self) -> None:
        self._reasons_to_be_away -= 1
        if not self._reasons_to_be_away:
            await self._stage.start()

    async def _restarts(self) -> None:
        if self._stage.runs:
            self._counts("restarts")
            await self._stage.restart()

    async def _killed(self, step: Step) -> None:
        if self._stage.runs:
            self._stir(self._chance)
            self._counts("kills" if await self._stage.die_at(step) else "lives that outlived their kill")

    async def _storm(self) -> None:
        """One kind of fault for calls to come, of all chats or of one."""
        method, fault, most = self._chance.choice(_FAULTS)
        known = sorted(self._stage.sessions)
        one = self._chance.choice(known) if known and method != "getupdates" and self._chance.random() < 1 / 2 else None
        self._counts("storms of faults")
        self._stage.fail(method, fault, self._chance.randint(1, most), one)
