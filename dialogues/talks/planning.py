"""What a reflection plans: a reminder where it is left open, an invitation to look again. With a yes to nudges only."""

from datetime import timedelta

from dialogues.effects import CancelContacts, Effect, PlanContact
from dialogues.session import Past, Reflection, Session

#: A talk is left open when nothing was said in it for so long.
LEFT = timedelta(days=3)
HALF_A_YEAR = timedelta(weeks=26)


def left_open(session: Session, talk: Reflection) -> tuple[Effect, ...]:
    """A reflection begins: where it is left open, once a reminder."""
    return (PlanContact("unfinished", talk.n, talk.started_at + LEFT),) if session.consents.get("nudges") else ()


def finished(session: Session, past: Past) -> tuple[Effect, ...]:
    """A reflection is finished: no reminder of it, and in half a year the next, in place of any planned before."""
    if not session.consents.get("nudges"):
        return ()
    return (CancelContacts("already done", "unfinished", past.n), *look_again(past))


def look_again(past: Past) -> tuple[Effect, ...]:
    """The invitation that follows a reflection; a polsslag leaves the one that is planned."""
    if past.kind != "reflectie":
        return ()
    invitation = PlanContact("again", past.n, past.finished_at + HALF_A_YEAR)
    return (CancelContacts("already done", "again"), invitation)
