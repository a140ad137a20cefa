"""What people agree to, purpose by purpose, each under the version of the words they answered to."""

from dialogues.effects import CancelContacts, Effect, Purpose, RecordConsent
from dialogues.session import Session

#: The words that are asked now, per purpose: a new wording of what is kept or done is a new version, and asks again.
VERSIONS: dict[Purpose, str] = {
    "talk": "2026-11",
    "nudges": "2026-11",
    "group_results": "2026-11",
    "learning": "2026-11",
}
#: The words of sessions from before versions were kept.
FIRST = "2026-11"


def settle(session: Session, purpose: Purpose, *, given: bool) -> tuple[Session, RecordConsent]:
    """The answer to one purpose; it says nothing about the others."""
    version = VERSIONS[purpose]
    session = session.but(consents={**session.consents, purpose: given}, terms={**session.terms, purpose: version})
    return session, RecordConsent(purpose, given, version)


def stop_coming_back(session: Session) -> tuple[Session, tuple[Effect, ...]]:
    """Nothing unasked any more, also what was planned."""
    plan = session.plan and session.plan.but(check_in=None)
    session, consent = settle(session.but(plan=plan), "nudges", given=False)
    return session, (CancelContacts("no consent"), consent)


def may_come_back(session: Session) -> bool:
    """Whether they agreed, under the words of now, to the talk and to being written to unasked."""
    session = lapsed(session)
    return session.agreed and session.consents.get("nudges", False)


def lapsed(session: Session) -> Session:
    """Without the answers that were given to other words than those of now: they are asked again."""
    still = {p: given for p, given in session.consents.items() if session.terms.get(p, FIRST) == VERSIONS[p]}
    return session if still == session.consents else session.but(consents=still)
