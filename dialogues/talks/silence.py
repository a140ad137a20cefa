"""Stilte: after nearly a year without a word, that everything will be erased; whoever writes anything stays."""

from dialogues.contacts import Reason
from dialogues.effects import Part
from dialogues.inputs import Due
from dialogues.session import Session
from dialogues.talks.scene import Step


def settled(session: Session, about: int) -> Reason | None:
    """`about`: the moment at which it was planned (seconds since 1970); who wrote since is not silent any more."""
    return "already done" if session.last_at is not None and session.last_at.timestamp() > about else None


def due(session: Session, due: Due) -> Step:
    """It is told, and nothing is asked: the talk, if one was left open, stays as it is."""
    return Step(None, session, (Part("overlays.silent"),), ask=False)
