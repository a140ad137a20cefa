"""Reads when somebody wants something: "overmorgen om 9u", "over drie weken", "na Pasen", "12 januari".

Theory of operation. The time of day is taken out first. Words that stand for others are put in the usual form
(`nl/moments.toml`), holidays and weekdays of next week are looked up, and what is left is read by dateparser, which
knows the calendar. What it does not understand whole is not understood: nobody is put down for a wrong day.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import dateparser

from dialogues.public_holidays import is_holiday, public_holidays
from dialogues.reading.words import data

#: Nobody plans a message further ahead.
FURTHEST = timedelta(days=366)
_TIME = re.compile(r"\b(\d{1,2}) ?(?:u|uur|h|:)(?: ?([0-5]\d))?\b")
_NO_HOUR = re.compile(r"\d+[a-z]+")  # an hour that is none: nobody can say which day it would be
_OF_DATE = re.compile(r"[\w/-]+")
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


@dataclass(frozen=True)
class SaidMoment:
    """The day that was said, and the time of day where there was one."""

    day: date
    clock: time | None = None


def said_moment(text: str, today: date) -> SaidMoment | None:
    """What a text says of when, seen from `today`; None where that is not clear. It may be past or far away."""
    plain = text.casefold().replace("'", " ").replace("’", " ")
    clock, rest = _time_of(plain)
    said = _usual(rest)
    if not said:
        return SaidMoment(today, clock) if clock is not None else None
    day = _of_holiday(said, today) or _of_weekday(said, today) or _of_calendar(said, today)
    return SaidMoment(day, clock) if day is not None else None


def _time_of(text: str) -> tuple[time | None, str]:
    """The time of day, and the text without it."""
    if (found := _TIME.search(text)) and int(found[1]) < 24:  # noqa: PLR2004 - hours of a day
        return time(int(found[1]), int(found[2] or 0)), text[: found.start()] + text[found.end() :]
    for word, clock in data("moments")["parts_of_day"].items():
        text, times = re.subn(rf"{word}\b", "", text)
        if times:
            return time.fromisoformat(clock), text
    return None, text


def _usual(text: str) -> list[str]:
    """The words that tell the day, in their usual form."""
    known = data("moments")
    numbers, same, skipped = known["numbers"], known["same"], set(known["skipped"]["words"])
    words = [word.strip("-") for word in _OF_DATE.findall(text)]
    usual = " ".join(str(same.get(word, numbers.get(word, word))) for word in words if word not in skipped)
    return re.sub(r"\b(\d+) maand\b", r"\1 maanden", usual.replace("1 halfjaar", "6 maanden")).split()


def _of_holiday(said: list[str], today: date) -> date | None:
    """`kerst`, or `na kerst`: the first working day after it."""
    *before, last = said
    name = data("moments")["holidays"].get(last)
    if name is None or before not in ([], ["na"], ["met"], ["voor"]):
        return None
    this_year, next_year = (public_holidays(year)[name] for year in (today.year, today.year + 1))
    day = this_year if this_year >= today else next_year
    return _working_day_after(day) if before == ["na"] else day


def _working_day_after(day: date) -> date:
    days = (day + timedelta(days=n) for n in range(1, 10))
    return next(day for day in days if not is_holiday(day) and day.weekday() < 5)  # noqa: PLR2004 - Saturday


def _of_weekday(said: list[str], today: date) -> date | None:
    """`dinsdag` is the next one to come; `volgende week dinsdag` is that of the next week."""
    named = [word for word in said if word in _WEEKDAYS]
    others = {word for word in said if word not in _WEEKDAYS}
    if len(named) != 1 or not others <= {"volgende", "deze", "week", "over", "1"}:
        return None
    ahead = (_WEEKDAYS.index(named[0]) - today.weekday()) % 7 or 7
    if {"volgende", "week"} <= others:
        return today + timedelta(days=7 - today.weekday() + _WEEKDAYS.index(named[0]))
    return today + timedelta(days=ahead + (7 if "over" in others else 0))


def _of_calendar(said: list[str], today: date) -> date | None:
    """What the calendar library makes of it."""
    parts = data("moments")["in_the_month"]
    said = [str(parts.get(word, word)) for word in said]
    if all(word.isdecimal() for word in said) or any(_NO_HOUR.fullmatch(word) for word in said):
        return None
    settings = {
        "RELATIVE_BASE": datetime.combine(today, time(12)),
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
        "PARSERS": ["relative-time", "absolute-time"],
    }
    found = dateparser.parse(" ".join(said), languages=["nl"], settings=settings)
    return found.date() if found is not None else None
