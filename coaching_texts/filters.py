"""What templates may do to a value."""

import html
from datetime import date, datetime

from babel.dates import format_date
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

#: A quote in a mirror is at most this long, in characters; long enough to recognise, short enough for a phone.
LONGEST_QUOTE = 120
#: What someone wrote to be copied is kept whole up to this many characters; three of these fit in a message.
LONGEST_SENTENCE = 600


def shorten(text: str) -> str:
    """A quote on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_QUOTE:
        return line
    cut = line[:LONGEST_QUOTE]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def bare(text: str) -> str:
    """A quote without its full stop: the sentence around it has its own."""
    return text.rstrip(" .,;")


def sentence(text: str) -> str:
    """Words as a sentence of a text to copy: whole, on one line, with a capital and a closing mark."""
    line = " ".join(text.split())[:LONGEST_SENTENCE].strip()
    return line[:1].upper() + line[1:] + ("" if line.endswith((".", "!", "?", "…")) else ".")


def half(text: str, opening: str) -> str:
    """Half of an als-dan-plan, ready to stand in a sentence: without its "als" or "dan", and without closing marks."""
    line = shorten(text).strip(" .,;!…")
    first, _, rest = line.partition(" ")
    return lower_first(rest if first.casefold() == opening and rest else line)


def lower_first(text: str) -> str:
    """The text with a small first letter."""
    return text[:1].lower() + text[1:]


def day(moment: datetime) -> str:
    """A date as one says it: 3 mei 2026."""
    return str(format_date(moment, "d MMMM y", locale="nl_BE"))


def weekday(moment: date) -> str:
    """A day with the day of the week: donderdag 12 januari 2027."""
    return str(format_date(moment, "EEEE d MMMM y", locale="nl_BE"))


def day_ahead(moment: datetime) -> str:
    """A day that is not far away, as one says it: maandag 3 mei."""
    return str(format_date(moment, "EEEE d MMMM", locale="nl_BE"))


def short_day(moment: datetime) -> str:
    """A day on a button: 3/5."""
    return f"{moment.day}/{moment.month}"


def clock(moment: datetime) -> str:
    """A time of day as one says it: 9 uur, 9.30 uur."""
    return f"{moment.hour} uur" if moment.minute == 0 else f"{moment.hour}.{moment.minute:02} uur"


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def plain(text: str) -> str:
    """HTML back to plain text."""
    return html.unescape(text)


@pass_context
def vary(context: Context, wordings: list[str]) -> str:
    """One of several wordings, by the variant of the text."""
    variant: int = context["variant"]
    return wordings[variant % len(wordings)]


@pass_context
def fill(context: Context, template: str) -> Markup:
    """A text of a tip with the values of the message around it."""
    return Markup(context.environment.from_string(template).render(context.get_all()))  # noqa: S704 - the environment escapes


FILTERS = {
    "shorten": shorten,
    "bare": bare,
    "half": half,
    "sentence": sentence,
    "lower_first": lower_first,
    "upper_first": upper_first,
    "day": day,
    "weekday": weekday,
    "short_day": short_day,
    "clock": clock,
    "day_ahead": day_ahead,
    "vary": vary,
    "fill": fill,
}
