"""Een thema en een tip: where the group is least open is proposed, the person chooses, and gets one tip at a time.

The same scenes show the tip of a reflection and one that is looked up by itself.
"""

from dialogues.effects import Choice, Effect, GroupName, Part, RecordReflection
from dialogues.inputs import Said
from dialogues.model import Theme
from dialogues.model.profile import least_open_theme
from dialogues.session import Session
from dialogues.talks import browsing
from dialogues.talks.scene import Context, Question, Scene, Step, buttons_only, rows
from dialogues.talks.tip_at_hand import answers, at_hand, draft, phase_for, with_changes, with_tip


def _proposed(session: Session) -> Theme | None:
    """Where the group is least open; None where nothing is known of it."""
    known = answers(session)
    return least_open_theme(known) if known or session.browsing is None else None


def ask_theme(session: Session) -> Question:
    """Propose a theme where there is something to propose it for, offer all three."""
    proposed = _proposed(session)
    themes = (
        (Choice(t, Part("tips.theme_name", {"theme": t})),) for t in sorted(Theme, key=lambda t: t is not proposed)
    )
    return Question((Part("tips.theme", {"theme": proposed}),), (*themes, *rows("enough")))


def choose_theme(session: Session, choice: str, context: Context) -> Step:
    """A theme leads to its first tip, or to how the group is now; enough for now ends the talk."""
    if choice == "enough":
        return Step("enough", session, (without_plan(session),))
    theme = Theme(choice)
    session, phase = with_changes(session, theme=theme), phase_for(session, theme)
    if phase is None:
        return Step("phase_unknown", session)
    step = browsing.give(session, phase, "theme_chosen", context)
    return Step(step.move, step.session, step.parts, _records(step.session))


def without_plan(session: Session) -> Part:
    """A kind word to who makes no plan."""
    return Part("closing.without_plan" if session.browsing is None else "tips.another_time")


def tell_theme(session: Session, said: Said, context: Context) -> Step:
    """A plain yes takes the theme that is proposed."""
    proposed = _proposed(session)
    if "yes" in said.meant and proposed is not None:
        return choose_theme(session, proposed, context)
    return buttons_only(session, said, context)


def _records(session: Session) -> tuple[Effect, ...]:
    """The reflection with its theme and tip; what is looked up by itself is not kept."""
    if session.browsing is not None:
        return ()
    talk = session.talk
    past = next((p for p in session.past if p.n == talk.n), None)
    finished, phase = (past.finished_at, past.phase) if past else (None, None)
    return (RecordReflection(talk.n, talk.kind, talk.group, talk.started_at, finished, phase, talk.theme, talk.tip),)


def ask_tip(session: Session) -> Question:
    """One tip: an action, whom to involve, a question to take along."""
    this = at_hand(session)
    values = {"tip": this.tip, "group": GroupName(this.group)}
    return Question((Part("tips.show", values),), rows("take", "another", ("other_theme", "enough")))


def choose_tip(session: Session, choice: str, context: Context) -> Step:
    """Take it and make a plan, or see the next one."""
    match choice:
        case "take":
            return Step("tip_taken", session.but(draft=draft(session, context)))
        case "another":
            return _another(session, context)
        case "other_theme":
            return Step("other_theme", session)
        case _:
            return Step("enough", session, (without_plan(session),))


def _another(session: Session, context: Context) -> Step:
    phase = phase_for(session, at_hand(session).theme or Theme.OPENHEID)
    if phase is None:
        return Step("other_theme", session)
    session = with_tip(session, phase, context)
    return Step("another_tip", session, (Part("tips.another", variant=session.turns),), _records(session))


THEME = Scene(ask_theme, choose_theme, tell_theme)
TIP = Scene(ask_tip, choose_tip)
