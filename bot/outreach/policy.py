"""The one contact policy: whether something unasked may go out now, has to wait, or must not go out at all. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

#: Somebody who was asked to be let know within four weeks is not helped by a question much later than that.
TOO_LATE = timedelta(days=14)


class QuietHours(NamedTuple):
    """From `start` to `end`, wall-clock time of the person; equal ends mean none."""

    start: time
    end: time

    def over(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours that `now` falls in are over; None outside of them."""
        local = now.astimezone(zone)
        clock = local.time().replace(tzinfo=None)
        across_midnight = self.start > self.end
        inside = clock >= self.start or clock < self.end if across_midnight else self.start <= clock < self.end
        if not inside:
            return None
        days = 1 if across_midnight and clock >= self.start else 0
        return datetime.combine(local.date() + timedelta(days=days), self.end, zone).astimezone(now.tzinfo)


@dataclass(frozen=True)
class Go:
    """It may go out."""


@dataclass(frozen=True)
class Wait:
    """Not before `until`."""

    until: datetime


@dataclass(frozen=True)
class Drop:
    """Not at all, and why."""

    reason: str


@dataclass(frozen=True)
class Circumstances:
    """All that the decision hangs on."""

    due: datetime
    consents_to_nudges: bool
    blocked: bool


def decide(now: datetime, contact: Circumstances, quiet: QuietHours, zone: ZoneInfo) -> Go | Wait | Drop:
    """What is to become of a contact that is due."""
    if contact.blocked:
        return Drop("blocked")
    if not contact.consents_to_nudges:
        return Drop("no consent")
    if now - contact.due > TOO_LATE:
        return Drop("too late")
    over = quiet.over(now, zone)
    return Wait(over) if over is not None else Go()
