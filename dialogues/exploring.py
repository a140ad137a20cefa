"""Walks through all the talks, so that what they can say is known and not guessed.

A breadth-first search that goes on from one session of every kind: of all sessions that are alike in what can matter
to what is said next, only the first. That ends, while the number of sessions there can be does not. What can be done
at any moment (commands, photos, words of distress) is tried once in every state. The walk is always the same: nothing
in it is left to chance.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations
from typing import get_args

from dialogues.commands import COMMANDS, FOR_TRAINERS
from dialogues.effects import Forget
from dialogues.engine import COURTESIES, Engine, Turn, open_question
from dialogues.exploring_back import COMING_BACK, MOMENTS, PLANNED, comes_due
from dialogues.exploring_desk import DESK_TEXTS, desk_details, desks, followed_links, joining_details
from dialogues.guessing import MOST
from dialogues.inputs import Command, Due, Edited, Input, Invitation, Pressed, Said, Unreadable, UnreadableKind
from dialogues.machine import AT_DESK, JOINING, OVERLAYS, State
from dialogues.model import LifePhase, WarningLight
from dialogues.model.profile import least_open_theme
from dialogues.reading import Reading
from dialogues.session import Guesses, Session
from dialogues.talks.asking import QUESTIONS
from dialogues.talks.deepening.outline import choices
from dialogues.talks.deepening.outlines import OUTLINES
from dialogues.talks.hearing import heard
from dialogues.talks.permissions import misread
from dialogues.talks.scene import MANY_TIMES
from dialogues.talks.tip_at_hand import at_hand, phase_for

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
#: Words on what is kept that nobody agrees to any more.
EARLIER = "earlier"
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
    while waiting and len(kinds) < most:
        session = waiting.popleft()
        if (kind := _kind(session)) in kinds:
            continue
        kinds.add(kind)
        inputs = _answers(session) if session.state in states else chain(_answers(session), _anytime(session))
        if session.state is State.REST and State.REST not in states:
            waiting.append(session.but(terms={**session.terms, "talk": EARLIER}))
            yield _after_many_links(engine, session)
        states.add(session.state)
        for input, desk in ((tried, desk) for tried in inputs for desk in desks(session, tried)):
            turn = engine.step(session, input, now=input.at, desk=desk)
            yield turn
            waiting.append(Session() if any(isinstance(e, Forget) for e in turn.effects) else turn.session)


def _after_many_links(engine: Engine, session: Session) -> Turn:
    """One link more that does not work, after too many."""
    at = (session.last_at or _START) + timedelta(minutes=1)
    tried = session.but(guesses=Guesses(n=MOST, since=at))
    return engine.step(tried, Command("start", at, argument="onbekend"), now=at)


def _kind(session: Session) -> Hashable:
    """What about a session can matter to what is said next."""
    earlier = session.terms.get("talk") == EARLIER
    return session.state, session.set_aside, earlier, *_DETAILS.get(session.state, _life)(session)


def _life(session: Session) -> tuple[Hashable, ...]:
    plan = session.plan
    return (
        session.wants,
        session.draft is not None,
        min(len(session.groups), 2),
        min(len(session.past), 2),
        session.consents.get("nudges"),
        plan and (plan.outcome, plan.check_in is not None),
    )


def _talk(session: Session) -> tuple[Hashable, ...]:
    """A second talk is told apart only by being the second: the first has tried all answers."""
    talk = session.talk
    if any(past.n != talk.n for past in session.past):
        return talk.kind, len(talk.kenmerken), "second", session.group(talk.group).shared
    ways = _one_of((a.how, a.phase) for a in talk.answers)
    return talk.kind, len(talk.kenmerken), ways, least_open_theme(heard(talk))


def _in_words(session: Session) -> bool:
    """Whether the line that is being corrected came of the person's own words."""
    answer = session.talk.answer(session.talk.line or "")
    return answer is not None and answer.words is not None


def _asked_besides(session: Session) -> tuple[Hashable, ...]:
    """What will be asked after the mirror."""
    return session.consents.get("learning"), min(misread(session), 2)


def _one_of(values: Iterable[Hashable]) -> Hashable:
    """The value, where it is the same all along."""
    different = set(values)
    return different.pop() if len(different) == 1 else len(different) > 0


def _answer_at_hand(session: Session) -> Hashable:
    """What CLARIFY asks about: between which two, or openly."""
    answer = session.talk.answer(session.talk.kenmerk)
    return answer and (answer.phase, answer.probabilities)


def _deepening(session: Session) -> tuple[Hashable, ...]:
    """Where the talk is, how the last question was answered, and where it would end."""
    talk = session.deepening_talk
    last = talk.answers[-1] if talk.answers else None
    ways = last and (last.key, last.choice, last.words is None)
    return talk.about, talk.at, ways, OUTLINES[talk.about].ending(choices(talk))


def _browsing(session: Session) -> tuple[Hashable, ...]:
    """Whether tips are looked up by themselves, and what is known of the group."""
    browsing, plan = session.browsing, session.plan
    told = plan and plan.outcome is not None
    return () if browsing is None else (bool(session.past), browsing.phase, browsing.theme, told)


def _left_halfway(session: Session) -> bool:
    return session.deepening is not None and len(session.deepening.answers) > 0


_DETAILS: Mapping[State, Callable[[Session], tuple[Hashable, ...]]] = {
    State.WELCOME: lambda s: (s.invited and s.invited.branch, s.joining, s.answering, s.trainer_code),
    **dict.fromkeys(OVERLAYS, lambda s: (s.interrupted, s.instead)),
    State.CONSENTS: lambda s: (s.interrupted is State.REST, tuple(sorted(p for p, yes in s.consents.items() if yes))),
    **dict.fromkeys(JOINING, joining_details),
    **dict.fromkeys(AT_DESK, desk_details),
    **COMING_BACK,
    State.BACKGROUND: lambda s: (s.interrupted is State.REST, s.page),
    State.REST: lambda s: (s.held_until_they_write, *_life(s)),
    State.GROUP_BRANCH: lambda s: (min(s.lost.times, MANY_TIMES), *_life(s)),
    State.KENMERK: lambda s: (s.talk.at, *_talk(s)),
    State.CLARIFY: lambda s: (s.talk.at == 0, s.talk.kind, _answer_at_hand(s)),
    State.MIRROR_PHASE: lambda s: (s.talk.line, s.talk.kind, _in_words(s), misread(s)),
    **dict.fromkeys((State.MOMENT, State.MIRROR_LINE), _talk),
    **dict.fromkeys((State.MIRROR, State.LEARNING, State.GROUP_RESULTS), lambda s: (_asked_besides(s), *_talk(s))),
    State.THEME: lambda s: _browsing(s) or _talk(s),
    State.TIPS_PHASE: _browsing,
    State.DEEPENING_CHOICE: lambda s: (bool(s.past), _left_halfway(s)),
    State.DEEPENING: _deepening,
    State.TIP: lambda s: (*_browsing(s), at_hand(s).tip, (t := at_hand(s).theme) and phase_for(s, t)),
}


#: Where other things are told than names and plans.
_REPLIED: Mapping[State, Iterable[str]] = {
    **dict.fromkeys((State.KENMERK, State.CLARIFY), REPLIES),
    **MOMENTS,
    **DESK_TEXTS,
}


def _answers(session: Session) -> Iterator[Input]:
    """What a person answers to the open question, and the clock to what is planned."""
    at = (session.last_at or _START) + timedelta(minutes=1)
    for row in open_question(session).rows:
        yield from (Pressed(session.asked, choice.id, at) for choice in row)
    for text in _REPLIED.get(session.state, TEXTS):
        yield Said(text, at, session.turns + 1)
    yield from comes_due(session, at)
    if session.state is State.REST:
        yield Due("silent", int(at.timestamp()), at)
        yield from (Command(name, at) for name in COMMANDS)
        yield Command("herinneringen", at, planned=PLANNED)
        yield Command("start", at, argument="g", invitation=Invitation("group", "g", branch=False))
        yield from (Command(name, at) for name in FOR_TRAINERS)
        yield from (Command("rondes", at, argument=number) for number in ("1", "9"))
        yield from (Due("round", n, at, nth=n % 2 + 1) for n in range(5))
        yield from followed_links(at)
    if session.state is State.JOINING_GROUP:
        yield Said("Buurtkeuken", at, session.turns + 1, group=Invitation("group", "b"))


def _anytime(session: Session) -> Iterator[Input]:
    """What can come in whatever is being asked: first of all nothing at all, for long."""
    at = (session.last_at or _START) + timedelta(minutes=1)
    yield Unreadable("sticker", at + _LONG)
    yield Due("plan", -1, at)
    yield Pressed(-1, "yes", at)
    if session.last_press is not None:
        yield Pressed(session.last_press.asked, session.last_press.choice, at)
    yield from (Unreadable(kind, at) for kind in get_args(UnreadableKind))
    yield from (Command(name, at) for name in (*COMMANDS, "bestaatniet"))
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
