"""What is going to happen in a rehearsal, in order: acts of people, and trouble for the program."""

import heapq
import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

Event = Callable[[], Awaitable[None]]
BELGIUM = ZoneInfo("Europe/Brussels")
#: The clocks of Belgium go back, and forward again; what is played lies around both.
CHANGES = (datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC))


class Calendar:
    """Events by their moment; of the same moment, in the order in which they were put down."""

    def __init__(self) -> None:
        self._events: list[tuple[datetime, int, Event]] = []
        self._count = itertools.count()

    def put(self, moment: datetime, event: Event) -> None:
        """At the next whole minute: what people do at about the same time comes in together."""
        whole = moment.replace(second=0, microsecond=0)
        heapq.heappush(self._events, (whole + timedelta(minutes=whole < moment), next(self._count), event))

    @property
    def next(self) -> datetime | None:
        """The moment of the next event."""
        return self._events[0][0] if self._events else None

    def due(self, now: datetime) -> list[Event]:
        """What is to happen now, or was to before."""
        events = []
        while self._events and self._events[0][0] <= now:
            events.append(heapq.heappop(self._events)[2])
        return events


class Weeks:
    """So many weeks, half of them around each change of the clocks; in between, over the winter, nothing is played."""

    def __init__(self, weeks: int) -> None:
        half = timedelta(weeks=weeks) / 2
        self.halves = tuple((change - half / 2, change + half / 2) for change in CHANGES)

    @property
    def start(self) -> datetime:
        return self.halves[0][0]

    @property
    def end(self) -> datetime:
        return self.halves[1][1]

    @property
    def played(self) -> timedelta:
        """How much is played in all."""
        return sum(((end - begin) for begin, end in self.halves), timedelta())

    def moment(self, chance: Random, share: float) -> datetime:
        """A moment in the day, about where this share of all that is played is over."""
        at = self.at(share)
        local = at.astimezone(BELGIUM).date() + timedelta(days=chance.randint(-1, 1))
        hour = time(chance.randint(7, 22), chance.randint(0, 59))
        return self.inside(datetime.combine(local, hour, BELGIUM).astimezone(UTC))

    def at(self, share: float) -> datetime:
        """Where this share of all that is played is over."""
        passed = self.played * min(max(share, 0.0), 1.0)
        begin, end = self.halves[0]
        return begin + passed if passed <= end - begin else self.halves[1][0] + passed - (end - begin)

    def inside(self, moment: datetime) -> datetime:
        """The same, or where nothing is played, the next moment at which something is."""
        if moment < self.start:
            return self.start
        return self.halves[1][0] if self.halves[0][1] < moment < self.halves[1][0] else moment

    def share(self, moment: datetime) -> float:
        """How much of all that is played is over."""
        passed = sum((min(max(moment, begin), end) - begin for begin, end in self.halves), timedelta())
        return passed / self.played
