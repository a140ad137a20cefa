"""Coming back unasked: whether there is still something to ask, whether a talk is going on, and how it begins."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from dialogues.contacts import ContactKind, Reason
from dialogues.inputs import Due
from dialogues.machine import CHOOSING_TIPS, OVERLAYS, State, move, resuming
from dialogues.session import Session
from dialogues.talks import answering, follow_up
from dialogues.talks.scene import Step

#: Who said something this recently is still there.
JUST_NOW = timedelta(hours=1)
#: How long a talk that was left open is waited for, before it is looked at again.
A_WHILE = timedelta(days=1)


def settled(session: Session, kind: ContactKind, about: int) -> Reason | None:
    """Why there is nothing to ask any more; None where there is."""
    return _SETTLED[kind](session, about)


def _plan_settled(session: Session, about: int) -> Reason | None:
    plan = session.plan
    if plan is None or plan.n != about:
        return "plan changed"
    return "already done" if plan.outcome is not None else None


def _nothing_known(session: Session, about: int) -> Reason | None:
    return "already done"


def _never_settled(session: Session, about: int) -> Reason | None:
    """Who finished, and a round that is over, have their contacts called off at once."""
    return None


def talking_until(session: Session, now: datetime) -> datetime | None:
    """Until when nobody should come in between; None where no talk is going on."""
    if at_rest(session) is None:
        return now + A_WHILE
    return session.last_at and session.last_at + JUST_NOW


def at_rest(session: Session) -> Session | None:
    """The session with what was only looked at put away; None in the middle of a talk, or after words of distress."""
    if session.state in OVERLAYS and session.interrupted is State.REST:  # left open, and no talk behind it
        session = session.but(state=move(session.state, resuming(State.REST)), interrupted=None)
    if _only_looking(session):
        session = session.but(state=move(session.state, "enough"))
    return session if session.state is State.REST and not session.set_aside else None


def _only_looking(session: Session) -> bool:
    """Whether a list or a tip was left open, which is no talk."""
    browsing = session.browsing is not None and session.state in CHOOSING_TIPS
    return browsing or session.state is State.DEEPENING_CHOICE


def come_back(session: Session, due: Due) -> Step:
    """How the contact begins, from a session at rest."""
    return _BEGIN[due.kind](session, due)


_SETTLED: Mapping[ContactKind, Callable[[Session, int], Reason | None]] = {
    "plan": _plan_settled,
    "round": _never_settled,
    "workshop": _nothing_known,
    "unfinished": _nothing_known,
    "again": _nothing_known,
}
_BEGIN: Mapping[ContactKind, Callable[[Session, Due], Step]] = {"plan": follow_up.due, "round": answering.due}
