"""What can lie over a talk for a moment: an unfinished talk, a pause, erasing everything."""

from datetime import UTC, datetime, timedelta

from dialogues.effects import Choice, Forget, HoldContacts, Part
from dialogues.machine import OVERLAYS, State, resuming
from dialogues.session import Session
from dialogues.talks import browsing, groups
from dialogues.talks.deepening import running
from dialogues.talks.scene import Context, Question, Scene, Step, rows

#: How long a pause can last, in days.
PAUSES = {"a_week": 7, "a_month": 30}
FOREVER = datetime.max.replace(tzinfo=UTC)


def lay_over(session: Session, move: str) -> Step:
    """Interrupt what is going on; from one overlay to the next the same talk stays interrupted."""
    if session.state in OVERLAYS:
        session = session.but(state=session.interrupted or State.REST)
    return Step(move, session.but(interrupted=session.state))


def lift(session: Session, *parts: Part, ask: bool = True) -> Step:
    """Go on where the talk was."""
    return Step(resuming(session.interrupted or State.REST), session.but(interrupted=None), parts, ask=ask)


def _ask_unfinished(session: Session) -> Question:
    if session.instead is not None:
        instead = Choice("start_over", Part(f"overlays.to_{session.instead}"))
        return Question((Part(f"overlays.unfinished_{session.instead}"),), (*rows("resume"), (instead,)))
    return Question((Part("overlays.unfinished"),), rows("resume", "start_over"))


def _unfinished(session: Session, choice: str, context: Context) -> Step:
    if choice == "resume":
        return lift(session, Part("overlays.resumed"))
    match session.instead:
        case "verdiep":
            return running.start(session)
        case "tips":
            return browsing.start(session)
        case None:
            return groups.start(session, session.wants)


def _ask_pause(session: Session) -> Question:
    return Question((Part("overlays.pause"),), rows(*PAUSES, "until_i_write", "nothing"))


def _pause(session: Session, choice: str, context: Context) -> Step:
    if choice == "nothing":
        return lift(session)
    until = context.now + timedelta(days=PAUSES[choice]) if choice in PAUSES else None
    step = lift(session.but(held_until_they_write=until is None), Part("overlays.paused", {"until": until}), ask=False)
    return Step(step.move, step.session, step.parts, (HoldContacts(until or FOREVER),), ask=False)


def _ask_erase(session: Session) -> Question:
    return Question((Part("overlays.erase"),), ((Choice("erase"),), (Choice("nothing"),)))


def _erase(session: Session, choice: str, context: Context) -> Step:
    if choice == "nothing":
        return lift(session, Part("overlays.not_erased"))
    return Step(None, session, (Part("overlays.erased"),), (Forget(),), ask=False)


UNFINISHED = Scene(_ask_unfinished, _unfinished)
PAUSE = Scene(_ask_pause, _pause)
ERASE = Scene(_ask_erase, _erase)
