"""What the contact policy looks at, gathered from the rows and the session of a person."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from bot.outreach.policy import Circumstances, Planned
from dialogues.consents import may_come_back
from dialogues.contacts import ContactKind, Reason
from dialogues.hours import Hours
from dialogues.returning import Listed
from dialogues.session import Session
from dialogues.talks.coming_back import settled, talking_until
from storage import Contact, Person

#: Of these, a reflection that they just finished by themselves is on the same thing.
ABOUT_REFLECTING = ("again", "round", "workshop")


def planned(contact: Contact) -> Planned:
    """What the policy looks at of a contact."""
    waits = cast(Reason | None, contact.reason)
    return Planned(kind(contact), contact.wanted, contact.due, contact.last, contact.chosen, waits)


def kind(contact: Contact) -> ContactKind:
    """What the contact is about, as the row has it."""
    return cast(ContactKind, contact.kind)


def circumstances(
    person: Person,
    session: Session,
    contact: Contact,
    now: datetime,
    *,
    hours: Hours,
    contacted: Sequence[datetime],
    others: Sequence[Contact],
) -> Circumstances:
    """All that the decision on one contact hangs on; `others`: all that is planned for the person."""
    return Circumstances(
        hours,
        consents_to_nudges=may_come_back(session),
        blocked=person.blocked_at is not None,
        held_until=person.hold_until,
        settled=settled(session, kind(contact), contact.about),
        talking_until=talking_until(session, kind(contact), now, chosen=contact.chosen),
        reflected_at=session.past[-1].finished_at if session.past and contact.kind in ABOUT_REFLECTING else None,
        contacted=tuple(contacted),
        reserved=tuple(other.due for other in others if other.chosen and other.id != contact.id),
    )


def listed(contacts: Iterable[Contact], hours: Hours) -> tuple[Listed, ...]:
    """What is planned for somebody, as it is shown to them: on their own clock."""
    return tuple(Listed(kind=kind(c), about=c.about, nth=c.nth, due=c.due.astimezone(hours.zone)) for c in contacts)
