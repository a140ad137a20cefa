"""Wanneer schrijven: the part of the day that suits somebody, whether weekends do, and the country they live in.

Asked once, when the first moment is planned; `/herinneringen` changes it.
"""

from collections.abc import Mapping

from dialogues.effects import Effect, Part, PlanContact
from dialogues.hours import PARTS, PartOfDay
from dialogues.returning import Writing
from dialogues.session import Session
from dialogues.talks.overlays import lift
from dialogues.talks.plan import closing
from dialogues.talks.scene import Context, Question, Scene, Step, rows

#: What the buttons stand for.
PARTS_OF_DAY: Mapping[str, PartOfDay | None] = {**{part: part for part in PARTS}, "any_time": None}
#: Countries with another clock; the neighbours of Belgium and Spain have ours.
ZONES: Mapping[str, str | None] = {
    "zone_ours": None,
    "zone_uk": "Europe/London",
    "zone_canaries": "Atlantic/Canary",
    "zone_morocco": "Africa/Casablanca",
    "zone_turkey": "Europe/Istanbul",
    "zone_greece": "Europe/Athens",
}


def _theirs(session: Session) -> Writing:
    return session.writing or Writing()


def _ask_part(session: Session) -> Question:
    return Question((Part("writing.part"),), rows(("morning", "afternoon"), ("evening", "any_time"), "abroad"))


def _part(session: Session, choice: str, context: Context) -> Step:
    if choice == "abroad":
        return Step("ask_country", session)
    session = session.but(writing=_theirs(session).but(part=PARTS_OF_DAY[choice]))
    if session.back.listed is not None:
        return Step("part_told", session)
    return _then_the_plan(session, context)


def _then_the_plan(session: Session, context: Context) -> Step:
    """The first moment that was planned moves to the part of the day that suits them."""
    plan, effects = session.plan, tuple[Effect, ...]()
    if plan is not None and plan.check_in is not None:
        hours = session.hours(context.hours)
        at = hours.good(hours.at(hours.day_of(plan.check_in))).astimezone(hours.zone)
        session, effects = session.but(plan=plan.but(check_in=at)), (PlanContact("plan", plan.n, at),)
        step = lift(session, closing(session, at))
    else:
        step = lift(session, Part("writing.kept"))
    return Step(step.move, step.session, step.parts, effects)


def _ask_weekends(session: Session) -> Question:
    return Question((Part("writing.weekends"),), rows(("yes", "no")))


def _weekends(session: Session, choice: str, context: Context) -> Step:
    session = session.but(writing=_theirs(session).but(weekends=choice == "yes"))
    return Step("back_to_list", session, (Part("writing.kept"),))


def _ask_country(session: Session) -> Question:
    return Question((Part("writing.country"),), rows(*ZONES))


def _country(session: Session, choice: str, context: Context) -> Step:
    session = session.but(writing=_theirs(session).but(zone=ZONES[choice]))
    return Step("country_told", session, (Part("writing.country_kept"),))


PART = Scene(_ask_part, _part)
WEEKENDS = Scene(_ask_weekends, _weekends)
COUNTRY = Scene(_ask_country, _country)
