"""Opnieuw kijken: half a year after a reflection, an invitation to hold another one and compare."""

from dataclasses import replace

from dialogues.effects import FirstName, GroupName, Part
from dialogues.inputs import Due
from dialogues.returning import Nudge
from dialogues.session import Past, Session
from dialogues.talks import groups
from dialogues.talks.later import answer, nudge_of
from dialogues.talks.scene import Context, Question, Scene, Step, rows


def due(session: Session, due: Due) -> Step:
    """Half a year has passed."""
    return Step("again_due", session.coming(nudge=Nudge(kind="again", about=due.about, nth=due.nth)))


def _last(session: Session) -> Past:
    return next(p for p in session.past if p.n == nudge_of(session).about)


def _ask(session: Session) -> Question:
    last = _last(session)
    then = {"name": FirstName(), "group": GroupName(last.group), "date": last.finished_at, "phase": last.phase}
    return Question((Part("again.ask", then),), rows("look_again", "look_briefly", "not_now"))


def _chosen(session: Session, choice: str, context: Context) -> Step:
    if choice == "not_now":
        return Step("not_now", session)
    session = session.but(wants="reflectie" if choice == "look_again" else "polsslag", instead=None, draft=None)
    step = groups.settle(session, _last(session).group, context)
    return replace(step, effects=(answer(session, choice), *step.effects))


SCENE = Scene(_ask, _chosen)
