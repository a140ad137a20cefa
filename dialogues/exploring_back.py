"""What the walk does about coming back unasked: what comes due, which moments are said, and what of it matters."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from dialogues.contacts import KINDS
from dialogues.inputs import Due, Input
from dialogues.machine import LISTING, State
from dialogues.returning import Listed
from dialogues.session import Session

_SAID = ("overmorgen om 9 uur", "overmorgen om 23 uur", "gisteren", "over drie jaar", "31 februari")
#: What is said where a moment is asked for.
MOMENTS: Mapping[State, Iterable[str]] = dict.fromkeys((State.CHECK_IN, State.LATER, State.REMINDER_MOVE), _SAID)
#: What is planned for somebody, of every kind.
PLANNED = tuple(Listed(kind=kind, about=1, nth=1, due=datetime(2027, 1, 5, 9, tzinfo=UTC)) for kind in KINDS)


def comes_due(session: Session, at: datetime) -> Iterator[Input]:
    """What comes unasked, as far as there is something to ask."""
    if session.plan is not None and session.plan.check_in is not None:
        yield from (Due("plan", session.plan.n, at, nth, late) for nth, late in ((1, False), (1, True), (2, False)))
    if session.past:
        yield Due("again", session.past[-1].n, at)
        yield Due("workshop", 1, at, also=("again",))
    if session.reflection is not None:
        yield Due("unfinished", session.reflection.n, at)


def _told(session: Session) -> tuple[Hashable, ...]:
    """How far a plan that is asked about was told."""
    told = session.back.told
    return told.outcome, told.at, tuple(told.words)


def _nudge(session: Session) -> Hashable:
    """What was asked unasked, and the moment that was read in the answer."""
    nudge, said = session.back.nudge, session.back.said
    return nudge and (nudge.kind, nudge.nth, nudge.late), said and said.moved


#: What about a session can matter to what is said next, in these states.
COMING_BACK: Mapping[State, Callable[[Session], tuple[Hashable, ...]]] = {
    **dict.fromkeys(LISTING, lambda s: (s.interrupted, s.back.listed is None, s.back.listed == (), _nudge(s))),
    **dict.fromkeys((State.FOLLOW_UP, State.LATER, State.AGAIN), lambda s: (_nudge(s),)),
    State.CHECK_IN: lambda s: (_nudge(s), s.writing is None),
    **dict.fromkeys((State.FOLLOW_UP_TELL, State.FOLLOW_UP_NEXT), lambda s: (_nudge(s), *_told(s))),
}
