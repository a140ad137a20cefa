"""When somebody may be written to unasked, by the clock on their wall; the days off are those of Belgium."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from dialogues.public_holidays import is_holiday

PartOfDay = Literal["morning", "afternoon", "evening"]
SATURDAY = 5
_DAY = timedelta(days=1)
#: More steps than it takes past any row of days off; more means that quiet hours leave nothing of a part of the day.
_MOST_STEPS = 60


class QuietHours(NamedTuple):
    """From `start` to `end`, wall-clock time of the person; equal ends mean none."""

    start: time
    end: time

    def over(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours that `now` falls in are over; None outside of them."""
        local = now.astimezone(zone)
        clock = local.time()
        across_midnight = self.start > self.end
        inside = clock >= self.start or clock < self.end if across_midnight else self.start <= clock < self.end
        if not inside:
            return None
        days = 1 if across_midnight and clock >= self.start else 0
        end = datetime.combine(local.date() + timedelta(days=days), self.end, zone)
        # in the night that has an hour twice, the end may be that of the second time
        later = end if end.timestamp() > now.timestamp() else end.replace(fold=1)
        return later.astimezone(now.tzinfo)

    def begin(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When they next begin; None where there are none."""
        if self.start == self.end:
            return None
        local = now.astimezone(zone)
        day = local.date() + _DAY * (local.time() >= self.start)
        return datetime.combine(day, self.start, zone).astimezone(now.tzinfo)


class Window(NamedTuple):
    """A part of the day, and the time in it at which something is planned."""

    start: time
    usual: time
    end: time


PARTS: Mapping[PartOfDay, Window] = {
    "morning": Window(time(8, 30), time(9, 30), time(12, 30)),
    "afternoon": Window(time(12, 30), time(14), time(17, 30)),
    "evening": Window(time(17, 30), time(19), time(22)),
}


@dataclass(frozen=True)
class Hours:
    """The zone somebody lives in, when nobody is written to there, and what they chose for themselves.

    `part`: the part of the day at which they like to be written to; None: any. `weekends`: also on Saturday and Sunday.
    """

    zone: ZoneInfo
    quiet: QuietHours
    part: PartOfDay | None = None
    weekends: bool = False

    def at(self, day: date, clock: time | None = None) -> datetime:
        """This day at the given time; without one at a time they like, or at a usual one."""
        if clock is None:
            clock = PARTS[self.part or "morning"].usual
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def day_of(self, moment: datetime) -> date:
        """The day on their calendar."""
        return moment.astimezone(self.zone).date()

    def good(self, moment: datetime, *, chosen: bool = False) -> datetime:
        """The first good moment from this one on. `chosen`: at a moment that they named, so only quiet hours count."""
        for _ in range(_MOST_STEPS):
            later = self._not_before(moment, chosen=chosen)
            if later is None:
                return moment
            moment = later.astimezone(moment.tzinfo)
        return replace(self, part=None).good(moment)

    def _not_before(self, moment: datetime, *, chosen: bool) -> datetime | None:
        if not chosen and self._day_off(self.day_of(moment)):
            return datetime.combine(self.day_of(moment) + _DAY, time.min, self.zone)
        over = self.quiet.over(moment, self.zone)
        return over if over is not None or chosen else self._part_from(moment)

    def _day_off(self, day: date) -> bool:
        return is_holiday(day) or (day.weekday() >= SATURDAY and not self.weekends)

    def _part_from(self, moment: datetime) -> datetime | None:
        if self.part is None:
            return None
        window, local = PARTS[self.part], moment.astimezone(self.zone)
        if local.time() < window.start:
            return datetime.combine(local.date(), window.start, self.zone)
        return datetime.combine(local.date() + _DAY, time.min, self.zone) if local.time() >= window.end else None


#: The hours of an installation that chooses none.
BELGIUM = Hours(ZoneInfo("Europe/Brussels"), QuietHours(time(21), time(8, 30)))
