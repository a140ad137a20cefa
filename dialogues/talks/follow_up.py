"""Weken later: what came of the plan, and what to do with it now."""

from datetime import timedelta

from dialogues.effects import Part
from dialogues.inputs import Due, Said
from dialogues.session import Plan, Session
from dialogues.talks.plan import halves, made, planned, record
from dialogues.talks.scene import Context, Question, Scene, Step, rows

OUTCOMES = ("done", "partly", "not_done", "different")


def due(session: Session, due: Due) -> Step:
    """The moment that they chose has come."""
    return Step("plan_due", session)


def ask(session: Session) -> Question:
    """One thing: how did it go?"""
    choices = rows("done", "partly", "not_done", "different", "later")
    return Question((Part("follow_up.ask", halves(made(session))),), choices, again=(Part("follow_up.ask_again"),))


def told(session: Session, said: Said, context: Context) -> Step:
    """What they tell of it is heard with thanks; the outcome is theirs to name."""
    return Step(None, session, (Part("follow_up.told", variant=session.turns),))


def chosen(session: Session, choice: str, context: Context) -> Step:
    """What came of it is recorded; later means a week later."""
    if choice == "later":
        due = context.now + timedelta(days=7)
        session, effects = planned(session, due)
        return Step("ask_later", session, (Part("follow_up.later", {"date": due}),), effects, ask=False)
    plan = made(session).but(outcome=choice, check_in=None)
    return Step("outcome_told", session.but(plan=plan), (Part(f"follow_up.{choice}"),), (record(plan),))


def _ask_next(session: Session) -> Question:
    return Question((Part("follow_up.next"),), rows("keep_plan", "adapt_plan", "drop_plan"))


def _once_more(session: Session, plan: Plan) -> Plan:
    """The same plan as a new one: what came of it the first time stays on record."""
    return plan.but(n=session.plans + 1, outcome=None, check_in=None)


def _next(session: Session, choice: str, context: Context) -> Step:
    plan = made(session)
    match choice:
        case "keep_plan":
            again = _once_more(session, plan)
            session = session.but(plan=again, plans=again.n)
            return Step("keep_plan", session, (Part("follow_up.kept"),), (record(again),))
        case "adapt_plan":
            draft = _once_more(session, plan).but(made_at=context.now)
            return Step("adapt_plan", session.but(draft=draft), (Part("follow_up.adapted"),))
        case _:
            return Step("drop_plan", session, (Part("follow_up.dropped"),))


SCENE = Scene(ask, chosen, told)
NEXT = Scene(_ask_next, _next)
