"""De workshops van een trainer: the list, and a new one with its name, its day, and when Bruis comes back."""

import re
from datetime import date, timedelta

from dialogues.effects import Choice, Part
from dialogues.inputs import Said
from dialogues.model.rights import Action
from dialogues.reading.moments import FURTHEST, said_moment
from dialogues.session import Session
from dialogues.talks.groups import LONGEST_NAME
from dialogues.talks.overlays import lay_over
from dialogues.talks.scene import Context, Question, Scene, Step, rows
from dialogues.talks.trainers import rounds
from dialogues.talks.trainers.at_desk import (
    NO,
    NO_TRAINER,
    desk,
    leave,
    listed,
    no_round,
    older,
    only,
    talk,
    told_only,
    with_desk,
)
from dialogues.trainer_effects import MakeTrainerLink, NameWorkshop, PlanWorkshop, TrainerLink, WorkshopCard

#: When Bruis comes back after a workshop, in weeks; ours, since no proven best week was found.
COMING_BACK = (2, 6, 12)
#: Most moments after a workshop.
MOST_MOMENTS = 6
_DAYS = {"today": 0, "tomorrow": 1}
_APART = re.compile(r"[,;\n]| en ")


def start(session: Session, context: Context) -> Step:
    """Which workshop? Whoever is no trainer is told how to become one."""
    if context.desk is None or not context.desk.trainer:
        return Step(None, session, (NO_TRAINER,))
    return listed(lay_over(session, "open_workshops"), context)


def _ask(session: Session) -> Question:
    offered = talk(session).offered
    names = tuple(
        (Choice(f"item_{n}", Part("workshops.label", {"workshop": WorkshopCard(id)})),)
        for n, id in enumerate(offered, 1)
    )
    if talk(session).what == "rounds":
        return Question((Part("rounds.which_workshop"),), (*names, *older(session), *rows("no_round")))
    asked = Part("workshops.which" if offered else "workshops.none")
    return Question((asked,), (*names, *older(session), *rows("new_workshop", "invite_trainer", "leave_desk")))


def _chosen(session: Session, choice: str, context: Context) -> Step:
    match choice:
        case "new_workshop":
            return Step("make_workshop", with_desk(session, workshop=desk(context).fresh))
        case "invite_trainer":
            return trainer_link(session, context, 0)
        case "leave_desk":
            return leave(session)
        case "no_round":
            return no_round(session)
        case "older":
            step = listed(Step("open_workshops", session), context, talk(session).page + 1)
            return Step(step.move, with_desk(step.session, what=talk(session).what))
        case _:
            return _open(session, talk(session).offered[int(choice.removeprefix("item_")) - 1], context)


def _open(session: Session, id: int, context: Context) -> Step:
    """The workshop itself, or the round that was asked for."""
    workshop = desk(context).workshop(id)
    if workshop is None or not desk(context).may(Action.SEE_WORKSHOP, id):
        return leave(session, NO)
    if talk(session).what == "rounds":
        return rounds.for_workshop(session, workshop, context)
    return Step("open_workshop", with_desk(session, workshop=id))


def trainer_link(session: Session, context: Context, workshop: int) -> Step:
    """A link that makes one other person a trainer, of this workshop or of none yet."""
    id = desk(context).fresh
    link = Part("workshops.trainer_link", {"link": TrainerLink(id), "joint": workshop > 0})
    return Step(None, session, apart=(link,), effects=(MakeTrainerLink(id, workshop),))


def _ask_name(session: Session) -> Question:
    return Question((Part("workshops.name"),), rows("back"))


def _no_name(session: Session, choice: str, context: Context) -> Step:
    return listed(Step("open_workshops", session), context)


def _named(session: Session, said: Said, context: Context) -> Step:
    name = " ".join(said.text.split())
    if len(name) > LONGEST_NAME:
        return Step(None, session, (Part("groups.name_too_long"),))
    return Step("workshop_named", session, (), (NameWorkshop(talk(session).workshop, name),))


def _ask_day(session: Session) -> Question:
    return Question((Part("workshops.day"),), rows(tuple(_DAYS), "back"))


def _day_chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "back":
        return Step("back_to_name", session)
    return _on(session, desk(context).today + timedelta(days=_DAYS[choice]))


def _day_told(session: Session, said: Said, context: Context) -> Step:
    today = desk(context).today
    moment = said_moment(said.text, today)
    if moment is None:
        return Step(None, session, (Part("workshops.which_day"),))
    if not today <= moment.day <= today + FURTHEST:
        return Step(None, session, (Part("workshops.day_out_of_reach", {"past": moment.day < today}),))
    return _on(session, moment.day)


def _on(session: Session, day: date) -> Step:
    moments = tuple(day + timedelta(weeks=n) for n in COMING_BACK)
    return Step("day_told", with_desk(session, held_on=day, follow_ups=moments))


def _ask_moments(session: Session) -> Question:
    at = talk(session)
    values = {"workshop": WorkshopCard(at.workshop), "day": at.held_on, "moments": list(at.follow_ups)}
    choices = (Choice("yes", Part("workshops.right")),), *rows("other_moments", "no_moments", "other_day")
    return Question((Part("workshops.moments", values),), choices)


def _moments_chosen(session: Session, choice: str, context: Context) -> Step:
    match choice:
        case "other_day":
            return Step("other_day", session)
        case "other_moments":
            return Step(None, session, (Part("workshops.write_moments"),), ask=False)
        case "no_moments":
            return Step("moments_told", with_desk(session, follow_ups=()))
        case _:
            at = talk(session)
            planned = PlanWorkshop(at.workshop, at.held_on or desk(context).today, at.follow_ups)
            return Step("open_workshop", session, (Part("workshops.kept"),), (planned,))


def _moments_told(session: Session, said: Said, context: Context) -> Step:
    """Days with commas between them, seen from the day of the workshop; shown as real days before they are kept."""
    held_on = talk(session).held_on or desk(context).today
    asked = [part for part in _APART.split(said.text) if part.strip()]
    moments = [said_moment(re.sub(r"^\s*na\b", "over", part), held_on) for part in asked]
    days = sorted({moment.day for moment in moments if moment is not None})
    if None in moments or not 0 < len(days) <= MOST_MOMENTS or not held_on < days[0] <= days[-1] <= held_on + FURTHEST:
        return Step(None, session, (Part("workshops.which_moments", {"most": MOST_MOMENTS}),), ask=False)
    return Step("moments_told", with_desk(session, follow_ups=tuple(days)))


LIST = Scene(_ask, only(Action.MAKE_WORKSHOP, _chosen))
NAME = Scene(_ask_name, only(Action.MAKE_WORKSHOP, _no_name), told_only(Action.MAKE_WORKSHOP, _named))
DAY = Scene(_ask_day, only(Action.MAKE_WORKSHOP, _day_chosen), told_only(Action.MAKE_WORKSHOP, _day_told))
MOMENTS = Scene(
    _ask_moments, only(Action.MAKE_WORKSHOP, _moments_chosen), told_only(Action.MAKE_WORKSHOP, _moments_told)
)
