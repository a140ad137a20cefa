"""The contact policy as tables: what goes out, what waits and until when, what never goes and why."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.outreach.policy import Circumstances, Drop, Go, Planned, Wait, decide
from dialogues.contacts import Reason
from dialogues.hours import Hours, QuietHours

BRUSSELS = ZoneInfo("Europe/Brussels")
HOURS = Hours(BRUSSELS, QuietHours(time(21), time(8, 30)))
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def wall(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    """A moment by the clock in Brussels."""
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS).astimezone(UTC)


TUESDAY = wall(5, 5, 12)
PLAN = Planned("plan", TUESDAY, TUESDAY)
ROUND = Planned("round", TUESDAY, TUESDAY, last=TUESDAY + timedelta(days=10))
AGAIN = Planned("again", TUESDAY, TUESDAY)
ANYBODY = Circumstances(HOURS)


def _waited(planned: Planned, days: float, waits: Reason) -> Planned:
    """The same, which has waited so many days past the moment it was wanted."""
    return replace(planned, wanted=planned.wanted - timedelta(days=days), waits=waits)


@pytest.mark.parametrize(
    ("contact", "person", "expected"),
    [
        (PLAN, ANYBODY, Go()),
        (PLAN, replace(ANYBODY, consents_to_nudges=False), Drop("no consent")),
        (PLAN, replace(ANYBODY, blocked=True), Drop("blocked")),
        (PLAN, replace(ANYBODY, settled="already done"), Drop("already done")),
        (PLAN, replace(ANYBODY, settled="plan changed"), Drop("plan changed")),
        (ROUND, replace(ANYBODY, settled="group gone"), Drop("group gone")),
        (ROUND, replace(ANYBODY, consents_to_nudges=False, settled="group gone"), Drop("no consent")),
        (PLAN, replace(ANYBODY, held_until=TUESDAY + 3 * HOUR), Wait(wall(5, 5, 15), "paused")),
        (PLAN, replace(ANYBODY, held_until=TUESDAY + 10 * HOUR), Wait(wall(5, 6, 8, 30), "quiet hours")),
        (PLAN, replace(ANYBODY, talking_until=TUESDAY + DAY), Wait(wall(5, 6, 12), "talking")),
        (AGAIN, replace(ANYBODY, reflected_at=TUESDAY - HOUR), Wait(wall(5, 6, 11), "just reflected")),
        (AGAIN, replace(ANYBODY, reflected_at=TUESDAY - 2 * DAY), Go()),
    ],
)
def test_what_stands_in_the_way(contact: Planned, person: Circumstances, expected: Go | Wait | Drop) -> None:
    """Each circumstance by itself: never, or not before the first moment at which it no longer holds."""
    assert decide(TUESDAY, contact, person) == expected


@pytest.mark.parametrize(
    ("now", "hours", "chosen", "expected"),
    [
        (wall(5, 5, 22), HOURS, False, Wait(wall(5, 6, 8, 30), "quiet hours")),
        (wall(5, 5, 22), HOURS, True, Wait(wall(5, 6, 8, 30), "quiet hours")),
        (wall(5, 9, 12), HOURS, False, Wait(wall(5, 11, 8, 30), "quiet hours")),  # Saturday
        (wall(5, 9, 12), HOURS, True, Go()),  # Saturday, as they said
        (wall(5, 9, 12), replace(HOURS, weekends=True), False, Go()),
        (wall(5, 14, 12), HOURS, False, Wait(wall(5, 15, 8, 30), "quiet hours")),  # Ascension Day
        (wall(5, 14, 12), HOURS, True, Go()),
        (wall(5, 22, 22), HOURS, False, Wait(wall(5, 26, 8, 30), "quiet hours")),  # before a weekend and Whit Monday
        (wall(5, 5, 12), replace(HOURS, part="evening"), False, Wait(wall(5, 5, 17, 30), "quiet hours")),
        (wall(5, 5, 15), replace(HOURS, part="morning"), False, Wait(wall(5, 6, 8, 30), "quiet hours")),
        (wall(5, 5, 15), replace(HOURS, part="morning"), True, Go()),
        (wall(5, 5, 19), replace(HOURS, zone=ZoneInfo("Europe/London")), False, Go()),
        (wall(5, 5, 9), replace(HOURS, zone=ZoneInfo("Europe/London")), False, Wait(wall(5, 5, 9, 30), "quiet hours")),
        (wall(10, 24, 22), replace(HOURS, weekends=True), False, Wait(wall(10, 25, 8, 30), "quiet hours")),  # 11.5 h
        (wall(3, 28, 22), replace(HOURS, weekends=True), False, Wait(wall(3, 29, 8, 30), "quiet hours")),  # 9.5 h
    ],
)
def test_good_moments_are_those_on_their_wall(
    now: datetime, hours: Hours, chosen: bool, expected: Go | Wait | Drop
) -> None:
    """Nights, weekends, holidays and parts of the day, over both changes of the clock; a day they named is theirs."""
    contact = Planned("plan", now, now, chosen=chosen)
    assert decide(now, contact, Circumstances(hours)) == expected


@pytest.mark.parametrize(
    ("contacted", "expected"),
    [
        ([], Go()),
        ([wall(5, 4, 20)], Go()),  # yesterday
        ([wall(5, 5, 9)], Wait(wall(5, 6, 8, 30), "quiet hours")),  # today already
        ([wall(4, 29, 9), wall(5, 1, 9)], Wait(wall(5, 6, 8, 30), "quiet hours")),  # twice in seven days
        ([wall(4, 28, 9), wall(5, 1, 9)], Go()),
        ([wall(4, 30, 9), wall(5, 5, 9)], Wait(wall(5, 7, 8, 30), "quiet hours")),
        ([wall(5, 4, 9), wall(5, 5, 9)], Wait(wall(5, 11, 8, 30), "quiet hours")),
    ],
)
def test_one_a_day_and_two_a_week(contacted: list[datetime], expected: Go | Wait) -> None:
    """By days on their calendar, whatever the messages were about."""
    decided = decide(TUESDAY, PLAN, replace(ANYBODY, contacted=tuple(contacted)))
    assert decided == expected


def test_what_waits_for_the_budget_says_so() -> None:
    """Where no night comes in between."""
    always = Hours(BRUSSELS, QuietHours(time(9), time(9)), weekends=True)
    person = Circumstances(always, contacted=(wall(5, 5, 9),))
    assert decide(TUESDAY, PLAN, person) == Wait(wall(5, 6, 0), "contact budget")


def test_a_moment_they_chose_is_kept_free() -> None:
    """What is not chosen waits for it, and goes in the same message."""
    person = replace(ANYBODY, reserved=(wall(5, 5, 16),))
    assert decide(TUESDAY, ROUND, person) == Wait(wall(5, 5, 16), "contact budget")
    assert decide(TUESDAY, replace(PLAN, chosen=True), person) == Go()


@pytest.mark.parametrize(
    ("contact", "late_by", "expected"),
    [
        (AGAIN, DAY, Go()),
        (AGAIN, DAY + HOUR, Drop("too late")),
        (AGAIN, 20 * DAY, Drop("too late")),
        (PLAN, DAY, Go()),
        (PLAN, DAY + HOUR, Go(late=True)),
        (PLAN, 30 * DAY, Go(late=True)),
        (PLAN, 57 * DAY, Drop("too late")),
        (ROUND, 3 * DAY, Go(late=True)),
        (ROUND, 13 * DAY, Drop("too late")),
    ],
)
def test_late_is_late(contact: Planned, late_by: timedelta, expected: Go | Drop) -> None:
    """Within a day as if nothing were; later not at all, but for a plan (with other words) or what has its own end."""
    since = TUESDAY - late_by
    moved = replace(contact, wanted=since, due=since, last=contact.last and contact.last - late_by)
    assert decide(TUESDAY, moved, ANYBODY) == expected


def test_a_pause_is_no_lateness() -> None:
    """What waited for the end of a pause is not late by it."""
    paused = replace(ANYBODY, held_until=TUESDAY - HOUR)
    assert decide(TUESDAY, replace(PLAN, wanted=TUESDAY - 7 * DAY, due=TUESDAY - 7 * DAY), paused) == Go()


@pytest.mark.parametrize("waits", ["quiet hours", "contact budget", "talking", "paused"])
def test_what_waited_too_long_says_for_what(waits: Reason) -> None:
    """The reason is what stood in the way."""
    assert decide(TUESDAY, _waited(AGAIN, 15, waits), ANYBODY) == Drop(waits)


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (replace(ANYBODY, contacted=(wall(5, 5, 9),)), "contact budget"),
        (replace(ANYBODY, talking_until=TUESDAY + DAY), "talking"),
        (replace(ANYBODY, hours=replace(HOURS, part="evening")), "quiet hours"),
    ],
)
def test_what_cannot_go_before_its_end_is_dropped_at_once(person: Circumstances, reason: Reason) -> None:
    """And says what stood in the way."""
    always = replace(person.hours, quiet=QuietHours(time(9), time(9)))
    ends_soon = replace(ROUND, last=TUESDAY + HOUR)
    assert decide(TUESDAY, ends_soon, replace(person, hours=always)) == Drop(reason)
