"""When somebody wants something, in the words people use; seen from Tuesday 24 November 2026."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.moments import SaidMoment, said_moment

TODAY = date(2026, 11, 24)
UNDERSTOOD = [
    ("morgen", (2026, 11, 25), None),
    ("overmorgen om 9u", (2026, 11, 26), (9, 0)),
    ("over drie weken", (2026, 12, 15), None),
    ("binnen 14 dagen", (2026, 12, 8), None),
    ("binnen een maand", (2026, 12, 24), None),
    ("over twee maand", (2027, 1, 24), None),
    ("over een halfjaar", (2027, 5, 24), None),
    ("volgende week", (2026, 12, 1), None),
    ("volgende maand", (2026, 12, 24), None),
    ("vraag het volgende week nog eens", (2026, 12, 1), None),
    ("dinsdag", (2026, 12, 1), None),
    ("vrijdag om 20 uur", (2026, 11, 27), (20, 0)),
    ("doe maar vrijdag 's avonds", (2026, 11, 27), (19, 0)),
    ("maandagochtend", (2026, 11, 30), (9, 0)),
    ("volgende week dinsdag", (2026, 12, 1), None),
    ("zaterdag over een week", (2026, 12, 5), None),
    ("morgenavond", (2026, 11, 25), (19, 0)),
    ("18u30", (2026, 11, 24), (18, 30)),
    ("12 januari", (2027, 1, 12), None),
    ("12/1", (2027, 1, 12), None),
    ("12-1-2027", (2027, 1, 12), None),
    ("zondag 6 december 14u", (2026, 12, 6), (14, 0)),
    ("begin maart", (2027, 3, 3), None),
    ("eind januari", (2027, 1, 28), None),
    ("met kerst", (2026, 12, 25), None),
    ("na Pasen", (2027, 3, 30), None),  # Easter Monday is a holiday as well
    ("na nieuwjaar", (2027, 1, 4), None),  # the first working day
    ("gisteren", (2026, 11, 23), None),
    ("12 januari 2020", (2020, 1, 12), None),
    ("over 100 jaar", (2126, 11, 24), None),
]
NOT_UNDERSTOOD = [
    "31 februari",
    "na de vakantie",
    "we zien wel",
    "als de meter draait",
    "morgen om 25u",
    "15",
    "week 5",
    "ja",
    "geen idee",
    "nooit",
    "liefst over een weekje of twee",
    "",
]


@pytest.mark.parametrize(("text", "day", "clock"), UNDERSTOOD)
def test_what_people_say_of_when(text: str, day: tuple[int, int, int], clock: tuple[int, int] | None) -> None:
    """Days to come, days of the calendar, holidays and times; also past and far ones, for the talk to judge."""
    assert said_moment(text, TODAY) == SaidMoment(date(*day), time(*clock) if clock else None)


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    """A day that does not exist, and what is no day."""
    assert said_moment(text, TODAY) is None


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """No text makes it raise."""
    assert isinstance(said_moment(text, TODAY), SaidMoment | None)
