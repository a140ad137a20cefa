"""What all scenes of a trainer share: the talk at the desk, and a kind no to who has no right to what they ask."""

from collections.abc import Sequence

from dialogues.desk import Desk, DeskWorkshop
from dialogues.effects import Part, Rows
from dialogues.errors import DialogueError
from dialogues.model.rights import Action
from dialogues.session import Session
from dialogues.talks.overlays import lift
from dialogues.talks.scene import Chosen, Context, Step, Told, rows
from dialogues.training import DeskTalk, RoundDraft

#: Most workshops or rounds on one page of a list; the last ones come first.
MOST_LISTED = 8
NO = Part("workshops.not_yours")
#: Also to who is to be one, and whose number BRUIS_TRAINERS lacks: it says the next step.
NO_TRAINER = Part("workshops.no_trainer")


def talk(session: Session) -> DeskTalk:
    """What the trainer is busy with."""
    if session.desk is None:
        raise DialogueError("nobody is at the desk")
    return session.desk


def desk(context: Context) -> Desk:
    """What is on the desk; the shell looks it up whenever somebody is at it."""
    if context.desk is None:
        raise DialogueError("the desk was not looked up")
    return context.desk


def with_desk(session: Session, **changes: object) -> Session:
    """The session with these changes to the talk at the desk."""
    return session.but(desk=talk(session).but(**changes))


def draft(session: Session) -> RoundDraft:
    """The round that is being set up."""
    made = talk(session).draft
    if made is None:
        raise DialogueError("no round is being set up")
    return made


def with_draft(session: Session, **changes: object) -> Session:
    """The session with these changes to the round that is being set up."""
    return with_desk(session, draft=draft(session).but(**changes))


def workshop(session: Session, context: Context) -> DeskWorkshop:
    """The workshop at hand, which is one of theirs."""
    found = desk(context).workshop(talk(session).workshop)
    if found is None:
        raise DialogueError("this workshop is not on the desk")
    return found


def listed(step: Step, context: Context, page: int = 0) -> Step:
    """The step leads to a page of the list of workshops, as it is now."""
    return _page(step, [w.id for w in desk(context).workshops], page)


def rounds_listed(step: Step, context: Context, page: int = 0) -> Step:
    """The same, of the list of rounds."""
    return _page(step, [r.id for r in desk(context).rounds], page)


def _page(step: Step, ids: Sequence[int], page: int) -> Step:
    first, end = page * MOST_LISTED, (page + 1) * MOST_LISTED
    at = DeskTalk(offered=tuple(ids[first:end]), page=page, older=len(ids) > end)
    return Step(step.move, step.session.but(desk=at), step.parts, step.effects)


def older(session: Session) -> Rows:
    """The button to the next page of a list, where there is one."""
    return rows("older") if talk(session).older else ()


def leave(session: Session, *parts: Part) -> Step:
    """Back to the trainer's own talk."""
    return lift(session.but(desk=None), *parts)


def no_round(session: Session) -> Step:
    """The round that is being set up does not go out."""
    return leave(session, Part("rounds.not_started"))


def _may(session: Session, context: Context, action: Action) -> bool:
    return context.desk is not None and context.desk.may(action, talk(session).workshop)


def only(action: Action, chosen: Chosen) -> Chosen:
    """A choice that only who has the right to this can make."""
    return lambda session, choice, context: (
        chosen(session, choice, context) if _may(session, context, action) else leave(session, NO)
    )


def told_only(action: Action, told: Told) -> Told:
    """The same for what is told in words."""
    return lambda session, said, context: (
        told(session, said, context) if _may(session, context, action) else leave(session, NO)
    )
