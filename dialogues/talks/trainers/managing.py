"""De rondes van een trainer: the list, and one of them: pausing, stopping, trying once more, and doing it again."""

from collections.abc import Mapping

from dialogues.desk import OPEN, DeskRound
from dialogues.effects import Choice, Effect, Part
from dialogues.inputs import Command
from dialogues.model.rights import Action
from dialogues.round_effects import (
    CopyQuestion,
    PauseRound,
    ResumeRound,
    RetryRound,
    RoundCard,
    RoundState,
    ShowMirror,
    ShowRound,
    StopRound,
    UndoRound,
)
from dialogues.session import Session
from dialogues.talks.overlays import lay_over
from dialogues.talks.scene import Context, Question, Scene, Step, rows
from dialogues.talks.trainers.at_desk import NO, NO_TRAINER, desk, leave, older, rounds_listed, talk, with_desk
from dialogues.training import DeskTalk, RoundDraft


def start(session: Session, command: Command, context: Context) -> Step:
    """The list, or with a number the round of that number; whoever has no right to it gets a kind no."""
    if context.desk is None or not context.desk.trainer:
        return Step(None, session, (NO_TRAINER,))
    if not command.argument:
        return rounds_listed(lay_over(session, "open_rounds"), context)
    round = context.desk.round(int(command.argument)) if command.argument.isdecimal() else None
    if round is None or not context.desk.may(Action.MANAGE_ROUND, round.workshop):
        return Step(None, session, (NO,))
    step = lay_over(session, "open_round")
    return Step(step.move, step.session.but(desk=DeskTalk(workshop=round.workshop, round=round.id, state=round.state)))


def _ask_list(session: Session) -> Question:
    offered = talk(session).offered
    names = tuple((_named(n, id),) for n, id in enumerate(offered, 1))
    asked = Part("rounds.which" if offered else "rounds.none")
    return Question((asked,), (*names, *older(session), *rows("leave_desk")))


def _named(n: int, round: int) -> Choice:
    return Choice(f"item_{n}", Part("rounds.label", {"round": RoundCard(round)}))


def _listed_chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "leave_desk":
        return leave(session)
    if choice == "older":
        return rounds_listed(Step("open_rounds", session), context, talk(session).page + 1)
    round = desk(context).round(talk(session).offered[int(choice.removeprefix("item_")) - 1])
    if round is None or not desk(context).may(Action.MANAGE_ROUND, round.workshop):
        return leave(session, NO)
    return Step("open_round", with_desk(session, workshop=round.workshop, round=round.id, state=round.state))


#: What is offered in each state of a round.
_OFFERED: Mapping[RoundState, tuple[str, ...]] = {
    "draft": (),
    "planned": ("stop_round", "show_round"),
    "running": ("show_round", "pause_round", "stop_round", "retry_round"),
    "paused": ("show_round", "resume_round", "stop_round"),
    "closed": ("show_mirror", "save_mirror", "repeat_round"),
    "undone": ("repeat_round",),
}


def _ask_round(session: Session) -> Question:
    at = talk(session)
    card = Part("rounds.card", {"round": RoundCard(at.round), "state": at.state})
    return Question((card,), rows(*_OFFERED[at.state], "back"), again=(Part("rounds.again"),))


def _round(session: Session, choice: str, context: Context) -> Step:
    """What does not fit the state of the round any more is said so, and nothing happens."""
    if choice == "back":
        return rounds_listed(Step("open_rounds", session), context)
    round = desk(context).round(talk(session).round)
    if round is None or not desk(context).may(Action.MANAGE_ROUND, round.workshop):
        return leave(session, NO)
    match choice:
        case "show_round":
            return Step(None, session, effects=(ShowRound(round.id),), ask=False)
        case "repeat_round":
            return _repeat(session, round, context)
        case "show_mirror" | "save_mirror":
            return _mirror(session, round, files=choice == "save_mirror")
        case _:
            return _steer(session, choice, round)


def _mirror(session: Session, round: DeskRound, *, files: bool) -> Step:
    if not round.results:
        return Step(None, session, (Part("group_mirror.too_few"),))
    return Step(None, session, (Part("rounds.mirror_comes"),), (ShowMirror(round.id, files),), ask=False)


def _steer(session: Session, choice: str, round: DeskRound) -> Step:
    if round.state not in _FITS[choice] or (choice == "retry_round" and not round.failed):
        return Step(None, session, (Part(f"rounds.no_{choice}"),))
    if choice == "resume_round":
        return Step(
            "open_round", with_desk(session, state="running"), (Part("rounds.resumed"),), (ResumeRound(round.id),)
        )
    if choice == "stop_round" and round.state == "planned":
        return Step("open_round", with_desk(session, state="undone"), (Part("rounds.undone"),), (UndoRound(round.id),))
    return Step("ask_sure", with_desk(session, sure=choice.removesuffix("_round")))


#: In which states of a round each choice makes sense.
_FITS: Mapping[str, tuple[str, ...]] = {
    "pause_round": ("running",),
    "resume_round": ("paused",),
    "stop_round": OPEN,
    "retry_round": ("running",),
}


def _repeat(session: Session, round: DeskRound, context: Context) -> Step:
    """The same once more, from now on and for as long; the questions of when are asked anew."""
    workshop = desk(context).workshop(round.workshop)
    groups = tuple(g.id for g in workshop.groups) if workshop is not None else round.groups
    again = RoundDraft(id=desk(context).fresh, groups=round.groups, at_hand=groups, what=round.what)
    same = (CopyQuestion(again.id, round.id),) if round.what == "question" else ()
    return Step("what_chosen", with_desk(session, draft=again), effects=same)


def _ask_sure(session: Session) -> Question:
    at = talk(session)
    asked = Part(f"rounds.sure_{at.sure}", {"round": RoundCard(at.round)})
    return Question((asked,), ((Choice("yes", Part(f"rounds.yes_{at.sure}")),), *rows("nothing")))


def _sure(session: Session, choice: str, context: Context) -> Step:
    at, round = talk(session), desk(context).round(talk(session).round)
    if choice == "nothing":
        return Step("open_round", with_desk(session, sure=None))
    if round is None or not desk(context).may(Action.MANAGE_ROUND, round.workshop):
        return leave(session, NO)
    effects: Mapping[str, Effect] = {
        "pause": PauseRound(round.id),
        "stop": StopRound(round.id),
        "retry": RetryRound(round.id),
    }
    done = Part(f"rounds.done_{at.sure}")
    states = {"pause": "paused", "stop": "closed", "retry": round.state}
    session = with_desk(session, sure=None, state=states[at.sure or "pause"])
    return Step("open_round", session, (done,), (effects[at.sure or "pause"],))


LIST = Scene(_ask_list, _listed_chosen)
SCENE = Scene(_ask_round, _round)
SURE = Scene(_ask_sure, _sure)
