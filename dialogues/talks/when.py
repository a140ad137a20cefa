"""Wanneer: a moment in somebody's own words, said back before it is kept, or asked again with the buttons."""

from collections.abc import Callable
from datetime import datetime, timedelta

from dialogues.effects import Part
from dialogues.hours import Hours
from dialogues.inputs import Said
from dialogues.reading.moments import FURTHEST, SaidMoment, said_moment
from dialogues.returning import SaidBack
from dialogues.session import Session
from dialogues.talks.scene import Chosen, Context, Question, Step, Told, rows

#: Something for today is asked at least this long from now.
SOONEST = timedelta(hours=1)

Ask = Callable[[Session], Question]
#: What is to be done with the moment: `chosen` is whether they named the day in their own words.
Keep = Callable[[Session, datetime, bool, Context], Step]


def asking(ask: Ask) -> Ask:
    """The question, or whether the moment that was read is the right one."""

    def asked(session: Session) -> Question:
        said = session.back.said
        if said is None:
            return ask(session)
        back = Part("when.said_back", {"at": said.at, "moved": said.moved})
        return Question((back,), rows("yes", "no"), again=(back,))

    return asked


def hearing(move: str) -> Told:
    """Reads a moment in free text; `move` stays in the same state."""

    def told(session: Session, said: Said, context: Context) -> Step:
        hours = session.hours(context.hours)
        moment = said_moment(said.text, hours.day_of(context.now))
        at = _at(moment, hours, context.now) if moment is not None else None
        refused = _refused(at, context.now)
        if at is None or refused is not None:
            return Step(None, session, (Part(refused or "when.not_clear"),))
        good = hours.good(at, chosen=True)
        back = SaidBack(at=good.astimezone(hours.zone), moved=good != at)
        return Step(move, session.coming(said=back))

    return told


def _at(moment: SaidMoment, hours: Hours, now: datetime) -> datetime:
    at = hours.at(moment.day, moment.clock)
    today = moment.clock is None and moment.day == hours.day_of(now)
    return max(at, now + SOONEST) if today else at


def _refused(at: datetime | None, now: datetime) -> str | None:
    """What is said of a moment that cannot be."""
    if at is None:
        return "when.not_clear"
    if at <= now:
        return "when.past"
    return "when.too_far" if at - now > FURTHEST else None


def choosing(move: str, chosen: Chosen, keep: Keep) -> Chosen:
    """A yes or a no to the moment that was read, or a button of the question itself."""

    def choose(session: Session, choice: str, context: Context) -> Step:
        said = session.back.said
        if said is None:
            return chosen(session, choice, context)
        session = session.coming(said=None)
        return keep(session, said.at, True, context) if choice == "yes" else Step(move, session)

    return choose


def in_days(session: Session, days: int, context: Context) -> datetime:
    """So many days from now, at a time they like and on no day off, on their clock."""
    hours = session.hours(context.hours)
    at = hours.at(hours.day_of(context.now) + timedelta(days=days))
    return hours.good(at).astimezone(hours.zone)
