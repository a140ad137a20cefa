"""The days on which nobody is written to unasked."""

from datetime import date

import holidays
import pytest

from dialogues.public_holidays import is_holiday, public_holidays


@pytest.mark.parametrize("year", [*range(2009, 2060)])
def test_they_are_those_of_belgium(year: int) -> None:
    """Twelve a year, by the names and days that a calendar of all countries has."""
    expected = holidays.country_holidays("BE", years=year, language="nl")
    assert {day: name for name, day in public_holidays(year).items()} == dict(expected)


def test_two_on_one_day_are_both_known() -> None:
    """In 2008 Ascension Day was on the first of May."""
    of_may = {name for name, day in public_holidays(2008).items() if day == date(2008, 5, 1)}
    assert of_may == {"Dag van de Arbeid", "O. L. H. Hemelvaart"}


def test_an_ordinary_day_is_none() -> None:
    """The day after Christmas is a day like any other in Belgium."""
    assert (is_holiday(date(2026, 12, 25)), is_holiday(date(2026, 12, 26))) == (True, False)
