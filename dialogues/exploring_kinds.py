"""What about a session can matter to what is said next, for the walk through all the talks."""

from collections.abc import Callable, Hashable, Iterable, Mapping

from dialogues.exploring_back import COMING_BACK
from dialogues.exploring_desk import desk_details, joining_details
from dialogues.machine import AT_DESK, JOINING, OVERLAYS, State
from dialogues.model.profile import least_open_theme
from dialogues.session import Session
from dialogues.talks.deepening.outline import choices
from dialogues.talks.deepening.outlines import OUTLINES
from dialogues.talks.hearing import heard
from dialogues.talks.permissions import misread
from dialogues.talks.scene import MANY_TIMES
from dialogues.talks.tip_at_hand import at_hand, phase_for

#: Words on what is kept that nobody agrees to any more.
EARLIER = "earlier"


def kind_of(session: Session) -> Hashable:
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
        in_words = any(a.words is not None for a in talk.answers)
        return talk.kind, len(talk.kenmerken), "second", session.group(talk.group).shared, in_words
    ways = _one_of((a.how, a.phase) for a in talk.answers)
    return talk.kind, len(talk.kenmerken), ways, least_open_theme(heard(talk))


def _in_words(session: Session) -> bool:
    """Whether the line that is being corrected came of the person's own words."""
    answer = session.talk.answer(session.talk.line or "")
    return answer is not None and answer.words is not None


def _asked_besides(session: Session) -> tuple[Hashable, ...]:
    """What will be asked after the mirror."""
    asked = session.consents.get("learning"), session.group(session.talk.group).shared
    return *asked, min(misread(session), 2)


def _one_of(values: Iterable[Hashable]) -> Hashable:
    """The value, where it is the same all along."""
    different = set(values)
    return different.pop() if len(different) == 1 else len(different) > 0


def _answer_at_hand(session: Session) -> Hashable:
    """What CLARIFY asks about: between which two, or openly."""
    answer = session.talk.answer(session.talk.kenmerk)
    return answer and (answer.phase, answer.probabilities)


def _last_of_all(session: Session) -> Hashable:
    """Whether it is the last kenmerk, and then whether there is anything to mirror."""
    talk = session.talk
    return talk.kenmerk == talk.kenmerken[-1] and (any(a.phase for a in talk.answers if a.kenmerk != talk.kenmerk),)


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
    State.WELCOME: lambda s: (s.invited and (s.invited.branch,), s.joining, s.answering, s.trainer_code),
    **dict.fromkeys(OVERLAYS, lambda s: (s.interrupted, s.instead)),
    State.CONSENTS: lambda s: (s.interrupted is State.REST, tuple(sorted(p for p, yes in s.consents.items() if yes))),
    **dict.fromkeys(JOINING, joining_details),
    **dict.fromkeys(AT_DESK, desk_details),
    **COMING_BACK,
    State.BACKGROUND: lambda s: (s.interrupted is State.REST, s.page),
    State.REST: lambda s: (s.held_until_they_write, *_life(s)),
    State.GROUP_BRANCH: lambda s: (min(s.lost.times, MANY_TIMES), *_life(s)),
    State.KENMERK: lambda s: (s.talk.at, *_talk(s)),
    State.CLARIFY: lambda s: (s.talk.at == 0, _last_of_all(s), s.talk.kind, _answer_at_hand(s)),
    State.MIRROR_PHASE: lambda s: (s.talk.line, s.talk.kind, _in_words(s), misread(s), s.group(s.talk.group).shared),
    **dict.fromkeys((State.MOMENT, State.MIRROR_LINE), _talk),
    **dict.fromkeys((State.MIRROR, State.LEARNING, State.GROUP_RESULTS), lambda s: (_asked_besides(s), *_talk(s))),
    State.THEME: lambda s: _browsing(s) or _talk(s),
    State.TIPS_PHASE: _browsing,
    State.DEEPENING_CHOICE: lambda s: (bool(s.past), _left_halfway(s)),
    State.DEEPENING: _deepening,
    State.TIP: lambda s: (*_browsing(s), at_hand(s).tip, (t := at_hand(s).theme) and phase_for(s, t)),
}
