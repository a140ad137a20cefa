"""Trainer worden: somebody follows the one-time link that another trainer sent."""

from dialogues.desk import Desk
from dialogues.effects import Part
from dialogues.inputs import Invitation
from dialogues.session import Session
from dialogues.talks.scene import Step
from dialogues.trainer_effects import BecomeTrainer
from dialogues.training import DeskTalk


def become(session: Session, invitation: Invitation, desk: Desk | None, move: str) -> Step:
    """A trainer from now on; by `move` to the list of workshops, with the one they were asked for."""
    theirs = {w.id for w in desk.workshops} if desk is not None else set()
    offered = tuple(sorted(theirs | ({invitation.workshop} if invitation.workshop else set())))
    welcome = Part("workshops.became_trainer", {"joint": invitation.workshop > 0})
    session = session.but(desk=DeskTalk(offered=offered), trainer_code=None)
    return Step(move, session, (welcome,), (BecomeTrainer(invitation.code),))
