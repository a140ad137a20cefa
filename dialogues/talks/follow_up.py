"""Weken later: how did it go with the plan, or with what was taken along from a workshop? One thing, with buttons."""

from datetime import timedelta
from typing import Any

from dialogues.effects import CancelContacts, FirstName, KeepWords, Part, PlanContact
from dialogues.inputs import Due, Said
from dialogues.returning import Nudge, Told
from dialogues.session import Plan, Session
from dialogues.talks.later import answer, nudge_of
from dialogues.talks.plan import halves, made, record
from dialogues.talks.scene import Context, Question, Scene, Step, rows

OUTCOMES = ("done", "partly", "not_done", "different")
#: Who was asked and did not answer (yet).
NO_ANSWER = "no_answer"
#: One reminder, so many days later; then silence.
REMINDER = timedelta(days=4)


def due(session: Session, due: Due) -> Step:
    """The moment that was planned has come; until they answer, that they did not is what is recorded."""
    nudge = Nudge(kind=due.kind, about=due.about, nth=due.nth, late=due.late)
    session = session.coming(nudge=nudge, told=Told())
    if due.kind == "workshop":
        return Step("plan_due", session)
    asked = record(made(session).but(outcome=NO_ANSWER))
    again = PlanContact("plan", due.about, due.at + REMINDER, nth=2)
    return Step("plan_due", session, (), (asked, again) if due.nth == 1 else (asked,))


def asking_about(session: Session, plan: Plan) -> Session:
    """The session in which a plan is asked about, at somebody's asking."""
    return session.coming(nudge=Nudge(kind="plan", about=plan.n), told=Told())


def about_plan(session: Session) -> bool:
    """Whether a plan is asked about, and not a workshop by itself."""
    return nudge_of(session).kind == "plan"


def ask(session: Session) -> Question:
    """One thing: how did it go?"""
    choices = rows("done", "partly", "not_done", "different", "not_now")
    nudge = nudge_of(session)
    values: dict[str, Any] = {"name": FirstName(), "late": nudge.late, "again": nudge.nth > 1}
    if about_plan(session):
        asked = Part("follow_up.ask", halves(made(session)) | values)
    else:
        asked = Part("follow_up.ask_workshop", {"name": FirstName()})
    return Question((asked,), choices, again=(Part("follow_up.ask_again"),))


def told(session: Session, said: Said, context: Context) -> Step:
    """What they tell of it is kept for the talk; the outcome is theirs to name."""
    n = session.words + 1
    words = session.back.told.words | {"happened": n}
    session = session.but(words=n).coming(told=session.back.told.but(words=words))
    return Step(
        None, session, (Part("follow_up.told", variant=session.turns),), (KeepWords(n, "follow_up", said.text),)
    )


def chosen(session: Session, choice: str, context: Context) -> Step:
    """What came of it is recorded; or not now."""
    if choice == "not_now":
        return Step("not_now", session)
    session = session.coming(told=session.back.told.but(outcome=choice, at=0))
    said = (Part(f"follow_up.{choice}"),)
    if not about_plan(session):
        return Step("outcome_told", session, said, (answer(session, choice),))
    plan = made(session).but(outcome=choice, check_in=None)
    effects = (answer(session, choice), record(plan), CancelContacts("already done", "plan", plan.n))
    return Step("outcome_told", session.but(plan=plan), said, effects)


SCENE = Scene(ask, chosen, told)
