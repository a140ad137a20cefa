"""The one contact policy: whether something unasked may go out now, has to wait, or must not go out at all. Pure.

Who asks decides at the moment of sending, from what is so then. A contact waits for the first moment at which no rule
stands in its way, as long as that is a moment at which it still makes sense; where it is not, what stood in the way is
the reason why it never went.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialogues.contacts import ContactKind, Reason
from dialogues.hours import Hours

DAY = timedelta(days=1)
#: Unasked messages to one person, whatever they are about: one a day, and this many in seven days.
MOST_A_WEEK = 2
WEEK = timedelta(days=7)
#: What was wanted for a moment longer ago than this makes no sense any more; a plan does so longest, with a text that
#: knows it is late. A contact with a `last` moment of its own has that instead.
MAKES_SENSE: dict[ContactKind, timedelta] = {"plan": timedelta(weeks=8)}
MAKES_SENSE_BY_DEFAULT = timedelta(days=14)
#: After a day without anybody to send it (the server was down), a contact is late.
LATE = DAY


@dataclass(frozen=True)
class Go:
    """It may go out; `late`: with a text that knows so."""

    late: bool = False


@dataclass(frozen=True)
class Wait:
    """Not before `until`, and why."""

    until: datetime
    reason: Reason


@dataclass(frozen=True)
class Drop:
    """Not at all, and why."""

    reason: Reason


@dataclass(frozen=True)
class Planned:
    """What is to go out: when it was wanted, when it is due by now, and until when it makes sense.

    `chosen`: the person named this very day. `waits`: what it has waited for so far.
    """

    kind: ContactKind
    wanted: datetime
    due: datetime
    last: datetime | None = None
    chosen: bool = False
    waits: Reason | None = None


@dataclass(frozen=True)
class Circumstances:
    """All else that the decision hangs on.

    `settled`: why there is nothing to ask any more. `contacted`: moments of the unasked messages of the last week.
    `reserved`: moments that they chose themselves and are still to come. `reflected_at`: when they last looked at the
    same thing by themselves.
    """

    hours: Hours
    consents_to_nudges: bool = True
    blocked: bool = False
    held_until: datetime | None = None
    settled: Reason | None = None
    talking_until: datetime | None = None
    reflected_at: datetime | None = None
    contacted: tuple[datetime, ...] = ()
    reserved: tuple[datetime, ...] = ()


def decide(now: datetime, contact: Planned, person: Circumstances) -> Go | Wait | Drop:
    """What is to become of a contact that is due."""
    if (reason := _never(person)) is not None:
        return Drop(reason)
    late = now - max(contact.due, person.held_until or contact.due) > LATE
    last = contact.last or contact.wanted + MAKES_SENSE.get(contact.kind, MAKES_SENSE_BY_DEFAULT)
    if now > last or (late and contact.last is None and contact.kind != "plan"):
        return Drop("too late" if late else contact.waits or "too late")
    moment, reason = _first_moment(now, contact, person)
    if reason is None:
        return Go(late)
    return Wait(moment, reason) if moment <= last else Drop(reason)


def _never(person: Circumstances) -> Reason | None:
    if person.blocked:
        return "blocked"
    return person.settled if person.consents_to_nudges else "no consent"


def _first_moment(now: datetime, contact: Planned, person: Circumstances) -> tuple[datetime, Reason | None]:
    """The first moment from now on that no rule is against, and the rule that was last against an earlier one."""
    moment, reason = now, None
    while (against := next(_against(moment, contact, person), None)) is not None:
        moment, reason = against
    return moment, reason


def _against(moment: datetime, contact: Planned, person: Circumstances) -> Iterator[tuple[datetime, Reason]]:
    """What is against this moment, with the first one that it would not be against."""
    for reason, rule in _RULES.items():
        later = rule(moment, contact, person)
        if later > moment:
            yield later, reason


def _paused(moment: datetime, contact: Planned, person: Circumstances) -> datetime:
    return max(moment, person.held_until or moment)


def _talking(moment: datetime, contact: Planned, person: Circumstances) -> datetime:
    return max(moment, person.talking_until or moment)


def _reflected(moment: datetime, contact: Planned, person: Circumstances) -> datetime:
    return max(moment, person.reflected_at + DAY) if person.reflected_at is not None else moment


def _bad_hour(moment: datetime, contact: Planned, person: Circumstances) -> datetime:
    return person.hours.good(moment, chosen=contact.chosen)


def _budget(moment: datetime, contact: Planned, person: Circumstances) -> datetime:
    day = person.hours.day_of(moment)
    if not contact.chosen:
        today = [r for r in person.reserved if person.hours.day_of(r) == day and r > moment]
        if today:
            return min(today)  # with what they chose themselves, in one message
    return moment if _free(day, person) else _midnight(day, person).astimezone(moment.tzinfo)


def _free(day: date, person: Circumstances) -> bool:
    """Whether one more message fits in this day and in the week that ends with it."""
    earlier = [person.hours.day_of(at) for at in person.contacted]
    week = [other for other in earlier if day - WEEK < other <= day]
    return day not in earlier and len(week) < MOST_A_WEEK


def _midnight(day: date, person: Circumstances) -> datetime:
    return datetime.combine(day + DAY, time.min, person.hours.zone)


Rule = Callable[[datetime, Planned, Circumstances], datetime]
#: In this order: where several are against the same moment, the first is the reason.
_RULES: dict[Reason, Rule] = {
    "paused": _paused,
    "talking": _talking,
    "just reflected": _reflected,
    "quiet hours": _bad_hour,
    "contact budget": _budget,
}
