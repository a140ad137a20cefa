"""Tips by theme without a reflection: how the group is now is known from the last mirror, or asked in plain words."""

from dialogues.effects import Choice, Part
from dialogues.looking_up import Browsing
from dialogues.model import LifePhase
from dialogues.session import Session
from dialogues.talks.scene import Context, Question, Scene, Step, rows
from dialogues.talks.tip_at_hand import opening, with_changes, with_tip


def start(session: Session) -> Step:
    """On which theme would you like a tip?"""
    group = session.past[-1].group if session.past else session.about
    browsing = Browsing(group=group)
    return Step("browse", session.but(browsing=browsing, interrupted=None, instead=None, draft=None))


def give(session: Session, phase: LifePhase, move: str, context: Context) -> Step:
    """The first tip on a theme, and what it links to."""
    return Step(move, with_tip(session, phase, context), opening(session))


def ask(session: Session) -> Question:
    """Four short statements; no phase is named."""
    statements = tuple((Choice(phase, Part("tips.group_now", {"phase": phase})),) for phase in LifePhase)
    return Question((Part("tips.how_now"),), (*statements, *rows(("other_theme", "enough"))))


def chosen(session: Session, choice: str, context: Context) -> Step:
    """Enough, another theme, or a statement: that leads to a first tip."""
    match choice:
        case "enough":
            return Step("enough", session, (Part("tips.another_time"),))
        case "other_theme":
            return Step("other_theme", session)
        case _:
            phase = LifePhase(choice)
            return give(with_changes(session, phase=phase), phase, "phase_told", context)


PHASE = Scene(ask, chosen)
