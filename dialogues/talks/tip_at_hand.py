"""Which tip is at hand: of a reflection, or looked up by itself; for which phase, and what it links to."""

from collections.abc import Sequence
from typing import Any

from dialogues.effects import Part
from dialogues.looking_up import Browsing
from dialogues.model import LifePhase, Theme, kenmerk
from dialogues.model.helping import helpful_first
from dialogues.model.profile import Heard, closed, outright, phase_on
from dialogues.session import Answer, Plan, Reflection, Session
from dialogues.talks.hearing import heard, heard_of
from dialogues.talks.mirror import quote
from dialogues.talks.scene import Context


def at_hand(session: Session) -> Reflection | Browsing:
    """Whatever has the theme and the tip: what is looked up by itself, else the reflection."""
    return session.browsing or session.talk


def with_changes(session: Session, **changes: Any) -> Session:
    """The same with these changes to what is at hand."""
    if session.browsing is not None:
        return session.but(browsing=session.browsing.but(**changes))
    return session.but(reflection=session.talk.but(**changes))


def answers(session: Session) -> Sequence[Heard]:
    """What is known of the group: from the reflection at hand, or from the last one that was finished."""
    if (talk := _told(session)) is not None:
        return heard(talk)
    last = session.past[-1] if session.past else None
    return tuple(Heard(k, phase, outright(phase)) for k, phase in last.phases.items()) if last else ()


def _told(session: Session) -> Reflection | None:
    """The reflection that says how the group is; one that was left halfway does not."""
    talk = session.reflection
    finished = talk is not None and any(past.n == talk.n for past in session.past[-1:])
    return talk if session.browsing is None or finished else None


def phase_for(session: Session, theme: Theme) -> LifePhase | None:
    """The phase that a tip on this theme has to fit; None where it has to be asked."""
    if session.browsing is not None and session.browsing.phase is not None:
        return session.browsing.phase
    known = answers(session)
    return phase_on(known, theme) if known or session.browsing is None else None


def with_tip(session: Session, phase: LifePhase, context: Context) -> Session:
    """The next tip that fits and was not given yet; after all of them, the one given longest ago."""
    theme = at_hand(session).theme or Theme.OPENHEID
    fitting = helpful_first(context.tips.fitting(phase, theme), phase, context.helped)
    given = session.tips_given
    tip = min(fitting, key=lambda t: (given.index(t) if t in given else -1, fitting.index(t)))
    order = (*(t for t in given if t != tip), tip)
    return with_changes(session, tip=tip).but(tips_given=order)


def opening(session: Session) -> tuple[Part, ...]:
    """What the first tip on a theme links to: what was tried before (once), and what the person said about it."""
    plan, said = session.plan, _said_on(session, at_hand(session).theme)
    tried = (_tried(plan),) if plan is not None and at_hand(session).tip is None else ()
    because = (Part("tips.because", {"kenmerk": said.kenmerk, "quote": quote(said)}),) if said is not None else ()
    return (*tried, *because)


def _tried(plan: Plan) -> Part:
    return Part("tips.tried", {"tip": plan.tip, "outcome": plan.outcome})


def _said_on(session: Session, theme: Theme | None) -> Answer | None:
    """The answer in words on which the group is least open, of all kenmerken of the theme."""
    talk = _told(session)
    if talk is None:
        return None
    said = [(h, a) for a, h in heard_of(talk) if kenmerk(a.kenmerk).theme is theme and quote(a) is not None]
    return max(said, key=lambda one: closed(one[0]))[1] if said else None


def draft(session: Session, context: Context) -> Plan:
    """A plan that begins at this tip."""
    this = at_hand(session)
    theme = this.theme or Theme.OPENHEID
    return Plan(
        n=session.plans + 1,
        reflection=this.n if isinstance(this, Reflection) else 0,
        theme=theme,
        tip=this.tip or "",
        phase=phase_for(session, theme),
        made_at=context.now,
        words_if=0,
    )
