"""Weken later: what came of the plan, and what to do with it now."""

from dialogues.effects import Part
from dialogues.errors import DialogueError
from dialogues.session import Plan, Session
from dialogues.talks.plan import halves, planned, record
from dialogues.talks.scene import Context, Question, Scene, Step, rows

OUTCOMES = ("done", "partly", "not_done", "different")


def plan_of(session: Session) -> Plan:
    """The plan that was made."""
    if session.plan is None:
        raise DialogueError("there is no plan to follow up")
    return session.plan


def ask(session: Session) -> Question:
    """One thing: how did it go?"""
    return Question(
        (Part("follow_up.ask", halves(plan_of(session))),), rows("done", "partly", "not_done", "different", "later")
    )


def chosen(session: Session, choice: str, context: Context) -> Step:
    """What came of it is recorded; later means a week later."""
    if choice == "later":
        session, contact = planned(session, context, days=7)
        return Step("ask_later", session, (Part("follow_up.later", {"date": contact.due}),), (contact,), ask=False)
    plan = plan_of(session).but(outcome=choice)
    return Step("outcome_told", session.but(plan=plan), (Part(f"follow_up.{choice}"),), (record(plan),))


def _ask_next(session: Session) -> Question:
    return Question((Part("follow_up.next"),), rows("keep_plan", "adapt_plan", "drop_plan"))


def _next(session: Session, choice: str, context: Context) -> Step:
    plan = plan_of(session)
    match choice:
        case "keep_plan":
            again = plan.but(outcome=None)
            return Step("keep_plan", session.but(plan=again), (Part("follow_up.kept"),), (record(again),))
        case "adapt_plan":
            draft = plan.but(n=session.plans + 1, outcome=None, contact=None, check_in=None, made_at=context.now)
            return Step("adapt_plan", session.but(draft=draft), (Part("follow_up.adapted"),))
        case _:
            return Step("drop_plan", session, (Part("follow_up.dropped"),))


SCENE = Scene(ask, chosen)
NEXT = Scene(_ask_next, _next)
