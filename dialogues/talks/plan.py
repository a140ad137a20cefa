"""Een plan: als … dan …, said back and rehearsed once, and when Bruis may ask how it went.

The if-then form and the rehearsal are what makes a plan come true more often (Gollwitzer & Sheeran 2006, d = .65;
Sheeran, Listrom & Gollwitzer 2024).
"""

from datetime import datetime

from dialogues import consents
from dialogues.contacts import Reason
from dialogues.effects import (
    CancelContacts,
    Choice,
    Effect,
    KeepWords,
    Part,
    PlanContact,
    RecordPlan,
    Words,
)
from dialogues.errors import DialogueError
from dialogues.inputs import Said
from dialogues.machine import State
from dialogues.marks import LastText
from dialogues.reading.plan import split_plan
from dialogues.session import Plan, Session
from dialogues.talks import planning, tips, when
from dialogues.talks.scene import Context, Question, Scene, Step, rows

#: When Bruis may come back, in days; a tip takes four weeks at the most.
CHECK_INS = {"in_1_week": 7, "in_2_weeks": 14, "in_4_weeks": 28}


def draft(session: Session) -> Plan:
    """The plan that is being made."""
    if session.draft is None:
        raise DialogueError("no plan is being made")
    return session.draft


def made(session: Session) -> Plan:
    """The plan that was made last."""
    if session.plan is None:
        raise DialogueError("there is no plan")
    return session.plan


def halves(plan: Plan) -> dict[str, Words]:
    """The two halves of a plan, as the person wrote them."""
    return {"if_": Words(plan.words_if), "then": Words(plan.words_then)}


def _ask_if(session: Session) -> Question:
    tip = draft(session).tip
    this = session.browsing or session.reflection
    to_tip = this is not None and this.tip == tip
    return Question((Part("plan.ask_if", {"tip": tip}),), rows("example", ("back", "no_plan") if to_tip else "no_plan"))


def _if(session: Session, choice: str, context: Context) -> Step:
    if choice == "back":
        return Step("back_to_tip", session)
    return _aids(session, choice, "plan.example_if")


def _aids(session: Session, choice: str, example: str) -> Step:
    if choice == "no_plan":
        return Step("no_plan", session.but(draft=None), (tips.without_plan(session),))
    return Step(None, session, (Part(example, variant=session.turns),))


def _if_told(session: Session, said: Said, context: Context) -> Step:
    n, both = session.words + 1, split_plan(said.text)
    if both is not None:
        return _whole_told("whole_plan_told", session, both)
    made = draft(session).but(words_if=n, refs_if=(said.ref,))
    session = session.but(words=n, draft=made, last_text=LastText(kind="plan_if", words=n))
    return Step("if_told", session, (), (KeepWords(n, "plan_if", said.text),))


def _whole_told(move: str, session: Session, both: tuple[str, str]) -> Step:
    n = session.words + 1
    made = draft(session).but(words_if=n, words_then=n + 1, refs_if=(), refs_then=())
    kept = (KeepWords(n, "plan_if", both[0]), KeepWords(n + 1, "plan_then", both[1]))
    return Step(move, session.but(words=n + 1, draft=made, last_text=None), (), kept)


def _ask_then(session: Session) -> Question:
    values = {"if_": Words(draft(session).words_if), "tip": draft(session).tip}
    return Question((Part("plan.ask_then", values),), rows("example", ("back", "no_plan")))


def _then(session: Session, choice: str, context: Context) -> Step:
    if choice == "back":
        return Step("back_to_if", session)
    return _aids(session, choice, "plan.example_then")


def _then_told(session: Session, said: Said, context: Context) -> Step:
    n, both = session.words + 1, split_plan(said.text)
    if both is not None:
        return _whole_told("then_told", session, both)
    made = draft(session).but(words_then=n, refs_then=(said.ref,))
    session = session.but(words=n, draft=made, last_text=LastText(kind="plan_then", words=n))
    return Step("then_told", session, (), (KeepWords(n, "plan_then", said.text),))


def _ask_rehearsal(session: Session) -> Question:
    choices = ((Choice("yes", Part("plan.i_see_it")),), (Choice("rewrite"),), (Choice("no_plan"),))
    return Question((Part("plan.rehearse", halves(draft(session))),), choices)


def _rehearsal(session: Session, choice: str, context: Context) -> Step:
    if choice == "rewrite":
        return Step("rewrite", session)
    if choice == "no_plan":
        return _aids(session, choice, "")
    plan = draft(session)
    replaced = _cancel(session.plan, "plan changed")
    session = session.but(plan=plan, draft=None, plans=plan.n)
    move = "rehearsed_and_agreed" if session.consents.get("nudges") else "rehearsed"
    return Step(move, session, (Part("plan.kept", variant=session.turns),), (*replaced, record(plan)))


def _cancel(plan: Plan | None, reason: Reason) -> tuple[Effect, ...]:
    return (CancelContacts(reason, "plan", plan.n),) if plan is not None and plan.check_in is not None else ()


def record(plan: Plan) -> RecordPlan:
    """The plan as it goes into the records."""
    halves = plan.words_if, plan.words_then
    return RecordPlan(plan.n, plan.reflection, plan.theme, plan.tip, *halves, plan.outcome, plan.phase, plan.effect)


def _ask_nudges(session: Session) -> Question:
    return Question(
        (Part("plan.may_i_ask"),), ((Choice("yes", Part("plan.you_may")),), (Choice("no", Part("plan.rather_not")),))
    )


def _nudges(session: Session, choice: str, context: Context) -> Step:
    given = choice == "yes"
    session, consent = consents.settle(session, "nudges", given=given)
    if not given:
        return Step("nudges_no", session, (Part("closing.without_check_in"),), (consent,))
    return Step("nudges_yes", session, (), (consent, *(planning.look_again(session.past[-1]) if session.past else ())))


def _ask_check_in(session: Session) -> Question:
    return Question((Part("plan.when"),), rows(*CHECK_INS, "no_check_in"))


def _check_in(session: Session, choice: str, context: Context) -> Step:
    if choice == "no_check_in":
        return Step("check_in_set", session, (Part("closing.without_check_in"),))
    at = when.in_days(session, CHECK_INS[choice], context)
    session, effects = planned(session, at)
    if session.writing is None:  # asked once, now that it matters
        return Step("ask_part", session.but(interrupted=State.REST).coming(listed=None), (), effects)
    return Step("check_in_set", session, (closing(session, at),), effects)


def _keep(session: Session, at: datetime, chosen: bool, context: Context) -> Step:
    session, effects = planned(session, at, chosen=chosen)
    return Step("check_in_set", session, (Part("closing.with_moment", {"at": at}),), effects)


def closing(session: Session, at: datetime) -> Part:
    """What was agreed: around which day, and in which part of it."""
    return Part("closing.with_check_in", {"at": at, "part": session.writing and session.writing.part})


def planned(session: Session, due: datetime, *, chosen: bool = False) -> tuple[Session, tuple[Effect, ...]]:
    """A check-in on the plan; who wants one after a /stop agrees to it again. `chosen`: a day that they named."""
    plan = made(session)
    session = session.but(plan=plan.but(check_in=due))
    contact = PlanContact("plan", plan.n, due, chosen=chosen)
    if session.consents.get("nudges"):
        return session, (contact,)
    session, consent = consents.settle(session, "nudges", given=True)
    return session, (consent, contact)


IF = Scene(_ask_if, _if, _if_told)
THEN = Scene(_ask_then, _then, _then_told)
REHEARSAL = Scene(_ask_rehearsal, _rehearsal)
NUDGES = Scene(_ask_nudges, _nudges)
CHECK_IN = Scene(
    when.asking(_ask_check_in), when.choosing("moment_said", _check_in, _keep), when.hearing("moment_said")
)
