"""What is to happen comes in its order, and what is played lies around both changes of the clocks."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.rehearsal.calendar import CHANGES, Calendar, Weeks

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def _nothing() -> None:
    """Nothing happens."""


async def test_events_come_by_their_moment_at_whole_minutes() -> None:
    """Those of about the same time together, in the order in which they were put down."""
    calendar, order = Calendar(), list[str]()

    async def first() -> None:
        order.append("first")

    async def second() -> None:
        order.append("second")

    calendar.put(NOON + 2 * MINUTE, _nothing)
    calendar.put(NOON + MINUTE / 2, first)
    calendar.put(NOON + MINUTE, second)
    assert (calendar.next, calendar.due(NOON)) == (NOON + MINUTE, [])
    for event in calendar.due(NOON + MINUTE):
        await event()
    assert (order, calendar.next) == (["first", "second"], NOON + 2 * MINUTE)


@pytest.mark.parametrize("weeks", [1, 8, 16])
def test_both_changes_of_the_clocks_are_played(weeks: int) -> None:
    """Whatever the number of weeks; and so many are played."""
    played = Weeks(weeks)
    assert [begin < change < end for (begin, end), change in zip(played.halves, CHANGES, strict=True)] == [True, True]
    assert (played.played, played.share(played.start), played.share(played.end)) == (timedelta(weeks=weeks), 0, 1)


def test_nothing_happens_over_the_winter() -> None:
    """A moment of it is the first one after it."""
    weeks, chance = Weeks(16), Random(1)
    (_, autumn), (spring, _) = weeks.halves
    moments = [weeks.moment(chance, chance.random()) for _ in range(500)]
    assert [moment for moment in moments if autumn < moment < spring] == []
    assert weeks.inside(autumn + timedelta(days=1)) == spring
