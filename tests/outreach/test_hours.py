"""The clock on the wall, over years of moments: nothing unasked comes at a bad hour, nor later than it need."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outreach.policy import Circumstances, Drop, Go, Planned, Wait, decide
from dialogues.hours import PARTS, SATURDAY, Hours, QuietHours
from dialogues.public_holidays import is_holiday

BRUSSELS = ZoneInfo("Europe/Brussels")
NIGHT = QuietHours(time(21), time(8, 30))
STEP = timedelta(minutes=15)

zones = st.sampled_from(("Europe/Brussels", "Europe/London", "Atlantic/Canary", "Africa/Casablanca", "Europe/Istanbul"))
quiet = st.sampled_from(
    (NIGHT, QuietHours(time(12), time(14)), QuietHours(time(2, 15), time(2, 45)), QuietHours(time(9), time(9)))
)
hours = st.builds(Hours, zones.map(ZoneInfo), quiet, st.sampled_from((None, *PARTS)), st.booleans())
moments = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - with zones


def _wall(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


def _bad(hours: Hours, moment: datetime) -> bool:
    """Said again, in other words than the program's."""
    local = moment.astimezone(hours.zone)
    clock, (start, end) = local.time(), hours.quiet
    night = start <= clock < end if start <= end else not end <= clock < start
    off = is_holiday(local.date()) or (local.isoweekday() > SATURDAY and not hours.weekends)
    part = hours.part is not None and not PARTS[hours.part].start <= clock < PARTS[hours.part].end
    return night or off or part


@settings(max_examples=500, deadline=None)
@given(hours, moments)
def test_the_first_good_moment(hours: Hours, moment: datetime) -> None:
    """It is not in the past, it is good, and no quarter of an hour before it was."""
    good = hours.good(moment)
    assert good >= moment
    assert not _bad(hours, good)
    earlier = moment
    while earlier < good:
        assert _bad(hours, earlier)
        earlier += STEP


@settings(max_examples=500, deadline=None)
@given(hours, moments, st.lists(st.integers(0, 14 * 24), max_size=4))
def test_whatever_is_decided_keeps_the_budget(hours: Hours, now: datetime, ago: list[int]) -> None:
    """Over years of moments: what goes out or waits does so at a good hour, one a day and two a week."""
    contacted = tuple(now - timedelta(hours=hour) for hour in ago)
    decided = decide(now, Planned("plan", now, now), Circumstances(hours, contacted=contacted))
    assert not isinstance(decided, Drop)
    at = decided.until if isinstance(decided, Wait) else now
    assert decide(at, Planned("plan", now, at), Circumstances(hours, contacted=contacted)) == Go()
    days = [(hours.day_of(at) - hours.day_of(other)).days for other in contacted]
    assert not _bad(hours, at)
    assert 0 not in days
    assert len([day for day in days if day < 7]) < 2


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
    ("quiet", "now", "begin"),
    [
        (NIGHT, _wall(2026, 5, 4, 12, 0), _wall(2026, 5, 4, 21, 0)),
        (NIGHT, _wall(2026, 5, 4, 22, 0), _wall(2026, 5, 5, 21, 0)),
        (NIGHT, _wall(2026, 10, 24, 22, 0), _wall(2026, 10, 25, 21, 0)),
        (QuietHours(time(9), time(9)), _wall(2026, 5, 4, 9, 0), None),
    ],
)
def test_quiet_hours_begin_on_the_wall_clock(quiet: QuietHours, now: datetime, begin: datetime | None) -> None:
    """When they next begin, or None where there are none."""
    assert quiet.begin(now.astimezone(UTC), BRUSSELS) == begin


@pytest.mark.parametrize(
    ("part", "at"), [(None, time(9, 30)), ("morning", time(9, 30)), ("afternoon", time(14)), ("evening", time(19))]
)
def test_what_is_planned_for_a_day_has_a_time_they_like(part: str | None, at: time) -> None:
    """The same on the wall in summer and in winter."""
    theirs = Hours(BRUSSELS, NIGHT, part)  # type: ignore[arg-type]
    days = [_wall(2026, 10, 24, 12).date(), _wall(2026, 10, 26, 12).date()]
    assert [theirs.at(day).astimezone(BRUSSELS).time() for day in days] == [at, at]
