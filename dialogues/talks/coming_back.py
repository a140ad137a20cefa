"""Coming back unasked: whether there is still something to ask, whether a talk is going on, and how it begins."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from dialogues.contacts import ContactKind, Reason
from dialogues.effects import Part
from dialogues.inputs import Due
from dialogues.machine import CHOOSING_TIPS, NUDGED, OVERLAYS, TALKING, State, move, resuming
from dialogues.session import Session
from dialogues.talks import again, answering, follow_up, left_open, silence
from dialogues.talks.planning import LEFT
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


def _again_settled(session: Session, about: int) -> Reason | None:
    return None if session.past and session.past[-1].n == about else "already done"


def _unfinished_settled(session: Session, about: int) -> Reason | None:
    return None if left_open.is_open(session, about) else "already done"


def _never_settled(session: Session, about: int) -> Reason | None:
    """Who finished, and a round or a workshop that is over, have their contacts called off at once."""
    return None


def talking_until(session: Session, kind: ContactKind, now: datetime, *, chosen: bool = False) -> datetime | None:
    """Until when nobody should come in between; None where no talk is going on. `chosen`: at a moment they named."""
    if ready(session, kind) is None:
        return now + A_WHILE
    return session.last_at and session.last_at + (LEFT if kind == "unfinished" and not chosen else JUST_NOW)


def ready(session: Session, kind: ContactKind) -> Session | None:
    """The session as the contact finds it; None where it would come in between, or after words of distress."""
    if kind == "silent":  # it asks nothing, so there is nothing that it could come in between of
        return session
    if session.set_aside:
        return None
    if kind == "unfinished":
        return session if session.state in TALKING else None
    return _at_rest(session)


def _at_rest(session: Session) -> Session | None:
    """The session with what was only looked at, or never answered, put away; None in the middle of a talk."""
    if session.state in OVERLAYS and session.interrupted is State.REST:  # left open, and no talk behind it
        session = session.but(state=move(session.state, resuming(State.REST)), interrupted=None)
    if session.state in NUDGED:
        session = session.but(state=move(session.state, "unanswered")).coming(said=None)
    if _only_looking(session):
        session = session.but(state=move(session.state, "enough"))
    return session if session.state is State.REST else None


def _only_looking(session: Session) -> bool:
    """Whether a list or a tip was left open, which is no talk."""
    browsing = session.browsing is not None and session.state in CHOOSING_TIPS
    return browsing or session.state is State.DEEPENING_CHOICE


def come_back(session: Session, due: Due) -> Step:
    """How the contact begins, from a session that is ready for it; what else came along is said first."""
    step = _BEGIN[due.kind](session, due)
    if due.kind == "round":  # its message has the buttons of the round, and says the rest itself
        return step
    along = (Part("coming_back.also_again"),) if "again" in due.also else ()
    return replace(step, parts=(*along, *step.parts))


_SETTLED: Mapping[ContactKind, Callable[[Session, int], Reason | None]] = {
    "silent": silence.settled,
    "plan": _plan_settled,
    "round": _never_settled,
    "workshop": _never_settled,
    "unfinished": _unfinished_settled,
    "again": _again_settled,
}
_BEGIN: Mapping[ContactKind, Callable[[Session, Due], Step]] = {
    "silent": silence.due,
    "plan": follow_up.due,
    "round": answering.due,
    "workshop": follow_up.due,
    "again": again.due,
    "unfinished": left_open.due,
}
