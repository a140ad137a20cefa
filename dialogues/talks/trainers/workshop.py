"""Eén workshop: its link and picture, who joined so far, another trainer; and leaving or closing it, asked back."""

from collections.abc import Mapping

from dialogues.effects import Choice, Effect, Part
from dialogues.model.rights import Action
from dialogues.session import Session
from dialogues.talks.scene import Chosen, Context, Question, Scene, Step, rows
from dialogues.talks.trainers import rounds
from dialogues.talks.trainers.at_desk import leave, listed, only, talk, with_desk, workshop
from dialogues.talks.trainers.workshops import trainer_link
from dialogues.trainer_effects import CloseWorkshop, LeaveWorkshop, RenewLink, ShowCount, ShowQr, WorkshopCard


def _ask(session: Session) -> Question:
    card = {"workshop": WorkshopCard(talk(session).workshop)}
    choices = rows("share_link", "count", "new_round", "add_trainer", "renew_link", "leave_workshop", "back")
    return Question((Part("workshops.card", card),), choices, again=(Part("workshops.again", card),))


def _share(session: Session, choice: str, context: Context) -> Step:
    at = talk(session).workshop
    part = Part("workshops.link", {"workshop": WorkshopCard(at)})
    return Step(None, session, apart=(part,), effects=(ShowQr(at),), ask=False)


def _count(session: Session, choice: str, context: Context) -> Step:
    return Step(None, session, effects=(ShowCount(talk(session).workshop),), ask=False)


def _new_round(session: Session, choice: str, context: Context) -> Step:
    return rounds.for_workshop(session, workshop(session, context), context)


def _add_trainer(session: Session, choice: str, context: Context) -> Step:
    return trainer_link(session, context, talk(session).workshop)


def _renew(session: Session, choice: str, context: Context) -> Step:
    return Step("ask_sure", with_desk(session, sure="renew_link"))


def _leave(session: Session, choice: str, context: Context) -> Step:
    """Somebody has to be there for those who take part: who is alone can only close the workshop."""
    alone = workshop(session, context).trainers == 1
    return Step("ask_sure", with_desk(session, sure="close" if alone else "leave"))


def _back(session: Session, choice: str, context: Context) -> Step:
    return listed(Step("open_workshops", session), context)


_CHOICES: Mapping[str, Chosen] = {
    "share_link": only(Action.SHARE_LINK, _share),
    "count": only(Action.SEE_WORKSHOP, _count),
    "new_round": only(Action.START_ROUND, _new_round),
    "add_trainer": only(Action.ADD_TRAINER, _add_trainer),
    "renew_link": only(Action.RENEW_LINK, _renew),
    "leave_workshop": only(Action.LEAVE_WORKSHOP, _leave),
    "back": only(Action.MAKE_WORKSHOP, _back),
}


def _chosen(session: Session, choice: str, context: Context) -> Step:
    return _CHOICES[choice](session, choice, context)


_SURE: Mapping[str, Action] = {
    "renew_link": Action.RENEW_LINK,
    "leave": Action.LEAVE_WORKSHOP,
    "close": Action.CLOSE_WORKSHOP,
}


def _ask_sure(session: Session) -> Question:
    at = talk(session)
    asked = Part(f"workshops.sure_{at.sure}", {"workshop": WorkshopCard(at.workshop)})
    return Question((asked,), ((Choice("yes", Part(f"workshops.yes_{at.sure}")),), *rows("nothing")))


def _sure(session: Session, choice: str, context: Context) -> Step:
    at = talk(session)
    if choice == "nothing" or at.sure is None:
        return Step("open_workshop", with_desk(session, sure=None))
    return only(_SURE[at.sure], _do)(session, choice, context)


def _do(session: Session, choice: str, context: Context) -> Step:
    at, effect = talk(session), _effect(session)
    done = Part(f"workshops.done_{at.sure}")
    if at.sure == "renew_link":
        return Step("open_workshop", with_desk(session, sure=None), (done,), (effect,))
    step = leave(session, done)
    return Step(step.move, step.session, step.parts, (effect,))


def _effect(session: Session) -> Effect:
    at = talk(session)
    match at.sure:
        case "renew_link":
            return RenewLink(at.workshop)
        case "leave":
            return LeaveWorkshop(at.workshop)
        case _:
            return CloseWorkshop(at.workshop)


SCENE = Scene(_ask, _chosen)
SURE = Scene(_ask_sure, _sure)
