"""Een ronde starten: from when until when, with or without a reminder, and a look at it before it goes."""

from datetime import datetime, time, timedelta

from dialogues.effects import Choice, Part
from dialogues.inputs import Said
from dialogues.model.rights import Action
from dialogues.reading.moments import said_moment
from dialogues.round_effects import DraftRound, RoundCard, ShowRound, StartRound
from dialogues.session import Session
from dialogues.talks.scene import Context, Question, Scene, Step, rows
from dialogues.talks.trainers.at_desk import desk, draft, no_round, only, talk, told_only, with_desk, with_draft
from dialogues.training import RoundDraft

#: Until then a trainer can think better of it.
UNDO = timedelta(minutes=1)
#: A round lasts this long, by its button; one that is told in words lasts from an hour to a quarter of a year.
LASTS = {"for_a_week": timedelta(days=7), "for_2_weeks": timedelta(days=14)}
SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=92)
#: A round on a day that was named without a time begins and ends at these times.
BEGINS, ENDS = time(9), time(20)


def _moment(text: str, context: Context, clock: time) -> datetime | None:
    said = said_moment(text, desk(context).today)
    return datetime.combine(said.day, said.clock or clock, desk(context).zone) if said is not None else None


def _ask_from(session: Session) -> Question:
    return Question((Part("rounds.from"),), rows(("now", "tomorrow_at_9"), "no_round"))


def _from_chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "no_round":
        return no_round(session)
    tomorrow = datetime.combine(desk(context).today + timedelta(days=1), BEGINS, desk(context).zone)
    now = context.now.astimezone(desk(context).zone)
    return Step("from_told", with_draft(session, starts_at=now if choice == "now" else tomorrow))


def _from_told(session: Session, said: Said, context: Context) -> Step:
    moment = _moment(said.text, context, BEGINS)
    if moment is None or not context.now <= moment <= context.now + LONGEST:
        return Step(None, session, (Part("rounds.which_moment"),), ask=False)
    return Step("from_told", with_draft(session, starts_at=moment))


def _ask_until(session: Session) -> Question:
    return Question((Part("rounds.until", {"start": draft(session).starts_at}),), rows(tuple(LASTS), "no_round"))


def _until_chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "no_round":
        return no_round(session)
    starts = draft(session).starts_at or context.now
    return Step("until_told", with_draft(session, ends_at=starts + LASTS[choice]))


def _until_told(session: Session, said: Said, context: Context) -> Step:
    starts, moment = draft(session).starts_at or context.now, _moment(said.text, context, ENDS)
    if moment is None or not starts + SHORTEST <= moment <= starts + LONGEST:
        return Step(None, session, (Part("rounds.which_end"),), ask=False)
    return Step("until_told", with_draft(session, ends_at=moment))


def _ask_reminder(session: Session) -> Question:
    choices = ((Choice("yes", Part("rounds.with_reminder")),), (Choice("no", Part("rounds.without_reminder")),))
    return Question((Part("rounds.reminder"),), choices)


def _reminder(session: Session, choice: str, context: Context) -> Step:
    return drafted(with_draft(session, reminder=choice == "yes"), context)


def drafted(session: Session, context: Context) -> Step:
    """The round is written down as it would go out; nothing goes out yet."""
    made, workshop = draft(session), talk(session).workshop
    starts = made.starts_at or context.now
    ends = made.ends_at or starts + LASTS["for_a_week"]
    effect = DraftRound(made.id, workshop, made.groups, made.what, starts, ends, made.reminder)
    return Step("drafted", with_desk(session, round=made.id), (), (effect,))


def _ask_check(session: Session) -> Question:
    card = {"round": RoundCard(draft(session).id)}
    return Question((Part("rounds.check", card),), rows("to_me_first", "start_round", "no_round"))


def _check(session: Session, choice: str, context: Context) -> Step:
    made = draft(session)
    match choice:
        case "to_me_first":
            return Step(None, session, apart=_as_they_see_it(made))
        case "start_round":
            return _start(session, context)
        case _:
            return no_round(session)


def _as_they_see_it(made: RoundDraft) -> tuple[Part, ...]:
    """What somebody who is asked will read; its buttons belong to a round that is out."""
    card = {"round": RoundCard(made.id)}
    question = (Part("rounds.own_question", card),) if made.what == "question" else ()
    return Part("rounds.invitation", card | {"reminder": False}), *question, Part("rounds.try_out", card)


def _start(session: Session, context: Context) -> Step:
    """Not on top of another round to the same people, and not before a minute has gone by."""
    made = draft(session)
    if (other := desk(context).in_the_way(talk(session).workshop, made.groups)) is not None:
        return Step(
            None, session, (Part("rounds.in_the_way", {"until": other.ends_at.astimezone(desk(context).zone)}),)
        )
    soonest = context.now + UNDO
    later = made.starts_at if made.starts_at is not None and made.starts_at > soonest else None
    session = with_desk(session, round=made.id, draft=None, state="planned")
    effects = (StartRound(made.id, soonest), ShowRound(made.id))
    return Step("open_round", session, (Part("rounds.started", {"start": later}),), effects)


ROUND = Action.START_ROUND
FROM = Scene(_ask_from, only(ROUND, _from_chosen), told_only(ROUND, _from_told))
UNTIL = Scene(_ask_until, only(ROUND, _until_chosen), told_only(ROUND, _until_told))
REMINDER = Scene(_ask_reminder, only(ROUND, _reminder))
CHECK = Scene(_ask_check, only(ROUND, _check))
