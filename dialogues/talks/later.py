"""Later: not now, but when? Tomorrow, next week, another moment, or never."""

from datetime import datetime

from dialogues.effects import AnswerContact, CancelContacts, Effect, Part, PlanContact
from dialogues.errors import DialogueError
from dialogues.returning import Nudge
from dialogues.session import Session
from dialogues.talks import when
from dialogues.talks.scene import Context, Question, Scene, Step, rows

DAYS = {"tomorrow": 1, "next_week": 7}


def nudge_of(session: Session) -> Nudge:
    """The contact that the open question came with."""
    if session.back.nudge is None:
        raise DialogueError("nothing was asked unasked")
    return session.back.nudge


def answer(session: Session, how: str) -> AnswerContact:
    """What was answered to it."""
    nudge = nudge_of(session)
    return AnswerContact(nudge.kind, nudge.about, how)


def _ask(session: Session) -> Question:
    return Question((Part("later.ask"),), rows(("tomorrow", "next_week"), "never"))


def _chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "never":
        return _never(session)
    return _keep(session, when.in_days(session, DAYS[choice], context), False, context)


def _never(session: Session) -> Step:
    nudge = nudge_of(session)
    off = CancelContacts("dropped", nudge.kind, nudge.about)
    return Step(
        "later_set", _plan_asked(session, None), (Part("later.never"),), (answer(session, "never"), off), ask=False
    )


def _keep(session: Session, at: datetime, chosen: bool, context: Context) -> Step:
    session, effects = put_off(session, at, chosen=chosen)
    effects = (answer(session, "later"), *effects)
    return Step("later_set", session, (Part("later.kept", {"at": at}),), effects, ask=False)


def put_off(session: Session, at: datetime, *, chosen: bool) -> tuple[Session, tuple[Effect, ...]]:
    """The same is asked at another moment, with a reminder anew; of a workshop the other moments stay."""
    nudge = nudge_of(session)
    if nudge.kind == "workshop":
        return session, (PlanContact(nudge.kind, nudge.about, at, nudge.nth, chosen),)
    again = PlanContact(nudge.kind, nudge.about, at, chosen=chosen)
    return _plan_asked(session, at), (CancelContacts("plan changed", nudge.kind, nudge.about), again)


def _plan_asked(session: Session, at: datetime | None) -> Session:
    """What /plan says of when it will be asked."""
    about_plan = nudge_of(session).kind == "plan" and session.plan is not None
    return session.but(plan=session.plan.but(check_in=at)) if about_plan and session.plan else session


SCENE = Scene(when.asking(_ask), when.choosing("moment_said", _chosen, _keep), when.hearing("moment_said"))
