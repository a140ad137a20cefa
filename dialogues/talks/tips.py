"""Een thema en een tip: where the group is least open is proposed, the person chooses, and gets one tip at a time."""

from dialogues.effects import Choice, GroupName, Part, RecordReflection
from dialogues.inputs import Said
from dialogues.model import Theme
from dialogues.model.profile import least_open_theme, phase_on
from dialogues.session import Plan, Reflection, Session
from dialogues.talks.mirror import heard
from dialogues.talks.scene import Context, Question, Scene, Step, buttons_only, rows


def ask_theme(session: Session) -> Question:
    """Propose a theme, offer all three."""
    proposed = least_open_theme(heard(session.talk))
    themes = (
        (Choice(t, Part("tips.theme_name", {"theme": t})),) for t in sorted(Theme, key=lambda t: t is not proposed)
    )
    return Question((Part("tips.theme", {"theme": proposed}),), (*themes, *rows("enough")))


def choose_theme(session: Session, choice: str, context: Context) -> Step:
    """A theme leads to its first tip; enough for now ends the talk."""
    if choice == "enough":
        return Step("enough", session, (Part("closing.without_plan"),))
    session = _with_tip(session.but(reflection=session.talk.but(theme=Theme(choice))), context)
    return Step("theme_chosen", session, (), (_record(session.talk, session),))


def tell_theme(session: Session, said: Said, context: Context) -> Step:
    """A plain yes takes the theme that is proposed."""
    if "yes" in said.meant:
        return choose_theme(session, least_open_theme(heard(session.talk)), context)
    return buttons_only(session, said, context)


def _with_tip(session: Session, context: Context) -> Session:
    """The next tip that fits and was not given yet; after all of them, the one given longest ago."""
    theme = session.talk.theme or Theme.OPENHEID
    fitting = context.tips.fitting(phase_on(heard(session.talk), theme), theme)
    given = session.tips_given
    tip = min(fitting, key=lambda t: (given.index(t) if t in given else -1, fitting.index(t)))
    order = (*(t for t in given if t != tip), tip)
    return session.but(reflection=session.talk.but(tip=tip), tips_given=order)


def _record(talk: Reflection, session: Session) -> RecordReflection:
    past = next((p for p in session.past if p.n == talk.n), None)
    finished, phase = (past.finished_at, past.phase) if past else (None, None)
    return RecordReflection(talk.n, talk.kind, talk.group, talk.started_at, finished, phase, talk.theme, talk.tip)


def ask_tip(session: Session) -> Question:
    """One tip: an action, whom to involve, a question to take along."""
    talk = session.talk
    values = {"tip": talk.tip, "group": GroupName(talk.group)}
    return Question((Part("tips.show", values),), rows("take", "another", ("other_theme", "enough")))


def choose_tip(session: Session, choice: str, context: Context) -> Step:
    """Take it and make a plan, or see the next one."""
    match choice:
        case "take":
            return Step("tip_taken", session.but(draft=_draft(session, context)))
        case "another":
            session = _with_tip(session, context)
            return Step(
                "another_tip",
                session,
                (Part("tips.another", variant=session.turns),),
                (_record(session.talk, session),),
            )
        case "other_theme":
            return Step("other_theme", session)
        case _:
            return Step("enough", session, (Part("closing.without_plan"),))


def _draft(session: Session, context: Context) -> Plan:
    talk = session.talk
    return Plan(
        n=session.plans + 1,
        reflection=talk.n,
        theme=talk.theme or Theme.OPENHEID,
        tip=talk.tip or "",
        made_at=context.now,
        words_if=0,
    )


THEME = Scene(ask_theme, choose_theme, tell_theme)
TIP = Scene(ask_tip, choose_tip)
