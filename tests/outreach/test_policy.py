"""The contact policy decides on the clock on the person's wall, over both changes of it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.outreach.policy import TOO_LATE, Circumstances, Drop, Go, QuietHours, Wait, decide

BRUSSELS = ZoneInfo("Europe/Brussels")
NIGHT = QuietHours(time(21), time(8, 30))
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # 12:00 in Brussels
WELCOME = Circumstances(NOON, consents_to_nudges=True, blocked=False)


def _wall(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("quiet", "now", "over"),
    [
        (NIGHT, _wall(2026, 5, 4, 20, 59), None),
        (NIGHT, _wall(2026, 5, 4, 21, 0), _wall(2026, 5, 5, 8, 30)),
        (NIGHT, _wall(2026, 5, 5, 3, 0), _wall(2026, 5, 5, 8, 30)),
        (NIGHT, _wall(2026, 5, 5, 8, 29), _wall(2026, 5, 5, 8, 30)),
        (NIGHT, _wall(2026, 5, 5, 8, 30), None),
        (NIGHT, _wall(2026, 10, 24, 22, 0), _wall(2026, 10, 25, 8, 30)),  # an hour longer: winter time begins
        (NIGHT, _wall(2026, 3, 28, 22, 0), _wall(2026, 3, 29, 8, 30)),  # an hour shorter: summer time begins
        (QuietHours(time(12), time(14)), _wall(2026, 5, 4, 13, 0), _wall(2026, 5, 4, 14, 0)),
        (QuietHours(time(9), time(9)), _wall(2026, 5, 4, 9, 0), None),  # equal ends mean none
    ],
)
def test_quiet_hours_end_on_the_wall_clock(quiet: QuietHours, now: datetime, over: datetime | None) -> None:
    """When the quiet hours are over, or None outside of them."""
    assert quiet.over(now.astimezone(UTC), BRUSSELS) == over


@pytest.mark.parametrize(
    ("now", "contact", "expected"),
    [
        (NOON, WELCOME, Go()),
        (NOON, Circumstances(NOON, consents_to_nudges=False, blocked=False), Drop("no consent")),
        (NOON, Circumstances(NOON, consents_to_nudges=True, blocked=True), Drop("blocked")),
        (NOON + TOO_LATE, WELCOME, Go()),
        (NOON + TOO_LATE + timedelta(seconds=1), WELCOME, Drop("too late")),
        (NOON + timedelta(hours=10), WELCOME, Wait(_wall(2026, 5, 5, 8, 30).astimezone(UTC))),
    ],
)
def test_what_becomes_of_a_contact_that_is_due(
    now: datetime, contact: Circumstances, expected: Go | Wait | Drop
) -> None:
    """It goes out, waits for the quiet hours to end, or is dropped for a reason that is recorded."""
    assert decide(now, contact, NIGHT, BRUSSELS) == expected
