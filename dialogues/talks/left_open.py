"""Blijven liggen: a reflection that was left open is reminded of, once."""

from dataclasses import replace

from dialogues.effects import FirstName, GroupName, Part, PlanContact
from dialogues.inputs import Due
from dialogues.machine import REFLECTING
from dialogues.returning import Nudge
from dialogues.session import Session
from dialogues.talks import when
from dialogues.talks.later import DAYS, answer, nudge_of
from dialogues.talks.overlays import lay_over, lift
from dialogues.talks.scene import Context, Question, Scene, Step, rows


def is_open(session: Session, n: int) -> bool:
    """Whether reflection number `n` is still to be finished."""
    at_hand = session.interrupted if session.interrupted is not None else session.state
    return at_hand in REFLECTING and session.reflection is not None and session.reflection.n == n


def due(session: Session, due: Due) -> Step:
    """They left it some days ago."""
    return lay_over(session.coming(nudge=Nudge(kind="unfinished", about=due.about)), "left_open")


def _ask(session: Session) -> Question:
    talk = session.talk
    left = len(talk.kenmerken) - talk.at if not session.past or session.past[-1].n != talk.n else 0
    values = {"name": FirstName(), "group": GroupName(talk.group), "left": left}
    return Question((Part("left_open.ask", values),), (*rows("resume"), *rows(("tomorrow", "next_week"), "let_lie")))


def _chosen(session: Session, choice: str, context: Context) -> Step:
    said = answer(session, choice)
    if choice == "resume":
        return replace(lift(session, Part("overlays.resumed")), effects=(said,))
    if choice == "let_lie":
        return replace(lift(session, Part("left_open.let_lie"), ask=False), effects=(said,))
    at = when.in_days(session, DAYS[choice], context)
    step = lift(session, Part("later.kept", {"at": at}), ask=False)
    again = PlanContact("unfinished", nudge_of(session).about, at, chosen=True)
    return replace(step, effects=(said, again))


SCENE = Scene(_ask, _chosen)
