"""Walks through all the talks, so that what they can say is known and not guessed.

A breadth-first search that goes on from one session of every kind: of all sessions that are alike in what can matter
to what is said next, only the first. That ends, while the number of sessions there can be does not. What can be done
at any moment (commands, photos, words of distress) is tried once in every state, and what can lie over a talk once
over each state of it. So every row of the table is followed. The walk is always the same: nothing is left to chance.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations
from typing import get_args

from dialogues.commands import COMMANDS, FOR_TRAINERS
from dialogues.effects import Forget
from dialogues.engine import COURTESIES, Engine, Turn, open_question
from dialogues.exploring_back import MOMENTS, PLANNED, comes_due
from dialogues.exploring_desk import DESK_TEXTS, desks, followed_links
from dialogues.exploring_kinds import EARLIER, kind_of
from dialogues.guessing import MOST
from dialogues.inputs import Command, Due, Edited, Input, Invitation, Pressed, Said, Unreadable, UnreadableKind
from dialogues.machine import OVERLAYS, TALKING, State
from dialogues.model import LifePhase, WarningLight
from dialogues.reading import Reading
from dialogues.session import Guesses, Session
from dialogues.talks.asking import QUESTIONS

_START = datetime(2026, 9, 30, 12, tzinfo=UTC)
_LONG = timedelta(days=40)
_PHASES = tuple(LifePhase)
_UNIFORM = dict.fromkeys(_PHASES, 1 / len(_PHASES))
#: Far more than there are kinds of sessions at present.
MOST_SESSIONS = 10_000


def _reading(*phases: LifePhase, light: WarningLight | None = None) -> Reading:
    probabilities = {p: 0.91 / len(phases) if p in phases else 0.03 for p in _PHASES} if phases else _UNIFORM
    spans = ((0, 4),) if phases else ()
    return Reading(phases[0] if phases else None, probabilities, (light,) if light else (), spans, len(phases) == 1)


#: What the walk replies to a question, and what is read in it: one phase for certain, with a light; two in doubt;
#: nothing.
REPLIES: Mapping[str, Reading] = {
    **{f"zeker {p}": _reading(p, light=light) for p, light in zip(_PHASES, WarningLight, strict=True)},
    **{f"tussen {p} en {q}": _reading(p, q) for p, q in combinations(_PHASES, 2)},
    "niets gehoord": _reading(),
}
_PLAN = "Als we dinsdag samenkomen, dan vraag ik het aan Jos"
#: What it says to anything else: a name, and a plan in one sentence.
TEXTS = ("Buurtkeuken", _PLAN)
LONG_TEXT = "een heel lange tekst " * 200
PRIVATE = ("bel haar op •••", "haar dochter is ziek")
DISTRESS = ("ik wil dood", "hij slaat mij", "ik word misbruikt", "ik ben helemaal opgebrand")


@dataclass(frozen=True)
class ReadsReplies:
    """The reader of the walk: it reads the replies above as they are meant, and nothing in any other text."""

    def read(self, question: str, text: str) -> Reading:
        """See Reader."""
        return REPLIES.get(text.rpartition("\n")[2], REPLIES["niets gehoord"])


def explore(engine: Engine, most: int = MOST_SESSIONS) -> Iterator[Turn]:
    """Every turn that the walk comes to, from a first message on; from `most` sessions it goes on at most.

    DialogueError where the talks themselves go wrong.
    """
    waiting, kinds, states = deque([Session()]), set[Hashable](), set[State]()
    talks = dict[State, Session]()
    while waiting and len(kinds) < most:
        session = waiting.popleft()
        if (kind := kind_of(session)) in kinds:
            continue
        kinds.add(kind)
        if session.state in (*TALKING, State.REST):
            talks.setdefault(session.state, session)
        inputs = _answers(session) if session.state in states else chain(_answers(session), _anytime(session))
        if session.state is State.REST and State.REST not in states:
            waiting.append(session.but(terms={**session.terms, "talk": EARLIER}))
            yield _after_many_links(engine, session)
        states.add(session.state)
        for input, desk in ((tried, desk) for tried in inputs for desk in desks(session, tried)):
            turn = engine.step(session, input, now=input.at, desk=desk)
            yield turn
            waiting.append(Session() if any(isinstance(e, Forget) for e in turn.effects) else turn.session)
    for talk in talks.values():
        yield from _lain_over(engine, talk)


def _lain_over(engine: Engine, talk: Session) -> Iterator[Turn]:
    """All that can lie over a talk, and how the talk goes on.

    What they agreed to has other words by now: the talk itself, or all else, so that all of it may be asked anew.
    """
    waiting, met = deque[Session](), set[Hashable]()
    for purposes in (talk.terms.keys() - {"talk"}, {"talk"}):
        waiting.append(talk.but(terms={**talk.terms, **dict.fromkeys(purposes, EARLIER)}))
    while waiting:
        session = waiting.popleft()
        inputs = _anytime(session) if session.state is talk.state else chain(_answers(session), _back(session))
        for input, desk in ((tried, desk) for tried in inputs for desk in desks(session, tried)):
            turn = engine.step(session, input, now=input.at, desk=desk)
            yield turn
            if (over := turn.session).state in OVERLAYS and (kind := _asked_over(over)) not in met:
                met.add(kind)
                waiting.append(over)


def _asked_over(session: Session) -> Hashable:
    """What is asked over a talk, and which choices there are."""
    return session.state, *(choice.id for row in open_question(session).rows for choice in row)


def _back(session: Session) -> Iterator[Input]:
    """How the talk under an overlay is gone on with."""
    yield Command("start", _later(session))


def _later(session: Session) -> datetime:
    return (session.last_at or _START) + timedelta(minutes=1)


def _after_many_links(engine: Engine, session: Session) -> Turn:
    """One link more that does not work, after too many."""
    at = _later(session)
    tried = session.but(guesses=Guesses(n=MOST, since=at))
    return engine.step(tried, Command("start", at, argument="onbekend"), now=at)


#: Where other things are told than names and plans.
_REPLIED: Mapping[State, Iterable[str]] = {
    **dict.fromkeys((State.KENMERK, State.CLARIFY), REPLIES),
    **MOMENTS,
    **DESK_TEXTS,
}


def _answers(session: Session) -> Iterator[Input]:
    """What a person answers to the open question, and the clock to what is planned."""
    at = _later(session)
    for row in open_question(session).rows:
        yield from (Pressed(session.asked, choice.id, at) for choice in row)
    for text in _REPLIED.get(session.state, TEXTS):
        yield Said(text, at, session.turns + 1)
    yield from comes_due(session, at)
    if session.state is State.REST:
        yield Due("silent", int(at.timestamp()), at)
        yield from (Command(name, at) for name in COMMANDS)
        yield Command("start", at, argument="g", invitation=Invitation("group", "g", branch=False))
        yield from (Command(name, at) for name in FOR_TRAINERS)
        yield from (Due("round", n, at, nth=n % 2 + 1) for n in range(5))
        yield from followed_links(at)
    if session.state is State.JOINING_GROUP:
        yield Said("Buurtkeuken", at, session.turns + 1, group=Invitation("group", "b"))


def _anytime(session: Session) -> Iterator[Input]:
    """What can come in whatever is being asked: first of all nothing at all, for long."""
    at = _later(session)
    yield Unreadable("sticker", at + _LONG)
    yield Due("plan", -1, at)
    yield Pressed(-1, "yes", at)
    if session.last_press is not None:
        yield Pressed(session.last_press.asked, session.last_press.choice, at)
    yield from (Unreadable(kind, at) for kind in get_args(UnreadableKind))
    yield from (Command(name, at) for name in (*COMMANDS, "bestaatniet"))
    yield Command("herinneringen", at, planned=PLANNED)
    yield from (Command("rondes", at, argument=number) for number in ("1", "9"))
    yield from comes_due(session, at)
    yield Command("start", at, argument="onbekend")
    for branch in (None, True, False):
        yield Command("start", at, argument="g", invitation=Invitation("group", f"g-{branch}", branch))
    yield from (Command(name, at) for name in FOR_TRAINERS)
    yield from followed_links(at)
    yield from _said_anytime(session, at)


def _said_anytime(session: Session, at: datetime) -> Iterator[Input]:
    ref = session.turns + 1
    yield from (Said(text, at, ref) for text in (LONG_TEXT, *PRIVATE, *DISTRESS))
    yield from (
        Said(text, at, ref, frozenset({text})) for text in (*COURTESIES, *QUESTIONS, "begins_yes", "begins_no", "stop")
    )
    yield Edited(TEXTS[0], at, session.turns)
    yield Edited(TEXTS[0], at, -1)
    if session.asked_at is not None:
        yield Said("en dit nog", session.asked_at - timedelta(seconds=1), ref, so_far="wat eerder kwam")
