"""Planned contacts: each row says what became of it and why.

planned -> sending (a message for it is in the outbox) -> sent, uncertain or not_sent; planned -> merged (into the
message of another one) or not_sent. A message that has not gone yet can be called back: its contact is planned again,
and looked at anew. While a person's contacts are held they are not due, and keep their own moment.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.contacts import ContactKind, Reason
from dialogues.effects import PlanContact
from storage.engines import put_open
from storage.tables import OPEN, OPEN_CONTACT, Contact, contact, outbox, person

NEVER = datetime.max.replace(tzinfo=UTC)
LATE = "late"

_planned = contact.c.state == literal_column("'planned'")
_this = contact.c.id == bindparam("which")
_not_held = or_(person.c.hold_until.is_(None), person.c.hold_until <= bindparam("now"))
_due = (
    select(contact)
    .join(person, person.c.id == contact.c.person_id)
    .where(_planned, contact.c.due <= bindparam("now"), _not_held)
    .order_by(contact.c.due, contact.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=[contact, person], skip_locked=True, key_share=True)
)
# Of who is held, only what would have come before the first of the others can still do so: so, in order of moment, the
# index is read no further than that one.
_of_its_person = contact.join(person, person.c.id == contact.c.person_id)
_held = person.c.hold_until > contact.c.due
_first_free = (
    select(contact.c.due)
    .select_from(_of_its_person)
    .where(_planned, or_(person.c.hold_until.is_(None), not_(_held)))
    .order_by(contact.c.due)
    .limit(1)
    .scalar_subquery()
)
_first_held = (
    select(func.min(person.c.hold_until))
    .select_from(_of_its_person)
    .where(_planned, _held, person.c.hold_until < NEVER, or_(_first_free.is_(None), contact.c.due < _first_free))
    .scalar_subquery()
)
_next_due = select(_first_free.label("free"), _first_held.label("held"))
_next_stale = select(func.min(outbox.c.not_after)).where(outbox.c.state == literal_column("'pending'"))
_of_person = (
    select(contact).where(_planned, contact.c.person_id == bindparam("person")).order_by(contact.c.due, contact.c.id)
)
_carried = select(contact.c.carried_at).where(
    contact.c.person_id == bindparam("person"),
    contact.c.carried_at > bindparam("since"),
    contact.c.state.in_(["sending", "sent", "uncertain"]),
)
_close = (
    update(contact).where(_this).values(state=bindparam("new"), reason=bindparam("why"), closed_at=bindparam("now"))
)
_wait = update(contact).where(_this, _planned).values(due=bindparam("when"), reason=bindparam("why"))
_carry = (
    update(contact).where(_this, _planned).values(state="sending", reason=bindparam("why"), carried_at=bindparam("now"))
)


async def plan(connection: AsyncConnection, person_id: int, planned: PlanContact, now: datetime) -> None:
    """Plan a contact; what was planned of it before moves, also where its message is in the outbox already."""
    row = {"person_id": person_id, "reason": None, "carried_at": None} | _row(planned, None)
    id = await put_open(connection, contact, OPEN_CONTACT, OPEN, row)
    waiting = (outbox.c.contact_id == id, outbox.c.state == "pending")
    await connection.execute(update(outbox).where(*waiting).values(_off("plan changed", now)))


def _off(reason: str, now: datetime) -> dict[str, object]:
    """What becomes of a message that is not to go out."""
    return {"state": "cancelled", "payload": None, "error": reason, "finished_at": now}


async def plan_for(
    connection: AsyncConnection, people: Select[tuple[int]], planned: PlanContact, last: datetime | None
) -> int:
    """Plan a contact for each of these people (ids) who never had it; returns how many. One statement."""
    who = people.subquery("who")
    had = exists().where(
        contact.c.person_id == who.c[0],
        contact.c.kind == planned.kind,
        contact.c.about == planned.about,
        contact.c.nth == planned.nth,
    )
    row = _row(planned, last)
    values = [literal(value, contact.c[name].type) for name, value in row.items()]
    rows = select(who.c[0], *values).where(~had)
    done = await connection.execute(contact.insert().from_select(["person_id", *row], rows))
    return done.rowcount


def _row(planned: PlanContact, last: datetime | None) -> dict[str, Any]:
    """What is the same for whoever it is planned for."""
    what = {"kind": planned.kind, "about": planned.about, "nth": planned.nth, "chosen": planned.chosen}
    return what | {"wanted": planned.due, "due": planned.due, "last": last, "state": "planned"}


async def due_contacts(connection: AsyncConnection, now: datetime, limit: int) -> list[Contact]:
    """Contacts whose moment has come and that nobody else is busy with, oldest first.

    They and their persons are ours until the end of this unit of work: carry them out in it.
    """
    rows = await connection.execute(_due, {"now": now, "most": limit})
    return [Contact(**row) for row in rows.mappings()]


async def chats_due(connection: AsyncConnection, now: datetime, kinds: Sequence[ContactKind], limit: int) -> list[int]:
    """The chats of the first contacts of these kinds that are due; nobody's row is held."""
    theirs = select(person.c.chat_id).join(contact, contact.c.person_id == person.c.id)
    free = _not_held, person.c.blocked_at.is_(None)
    due = theirs.where(_planned, contact.c.due <= bindparam("now"), contact.c.kind.in_(kinds), *free)
    first = due.order_by(contact.c.due, contact.c.id).limit(limit)
    return list((await connection.scalars(first, {"now": now})).all())


async def planned_of(connection: AsyncConnection, person_id: int) -> list[Contact]:
    """All that is planned for a person, the next first."""
    rows = await connection.execute(_of_person, {"person": person_id})
    return [Contact(**row) for row in rows.mappings()]


async def carried_since(connection: AsyncConnection, person_id: int, since: datetime) -> list[datetime]:
    """When unasked messages to a person went out, or into the outbox."""
    return list((await connection.scalars(_carried, {"person": person_id, "since": since})).all())


async def next_contact_due(connection: AsyncConnection) -> datetime | None:
    """The moment at which there is next something to look at, past or future; None where nothing is planned."""
    planned = (await connection.execute(_next_due)).one()
    return min(filter(None, (*planned, await connection.scalar(_next_stale))), default=None)


async def wait(connection: AsyncConnection, which: Contact, until: datetime, reason: Reason) -> None:
    """A contact that is not to go out before `until`, and why."""
    await connection.execute(_wait, {"which": which.id, "when": until, "why": reason})


async def close(connection: AsyncConnection, which: Contact, reason: Reason, now: datetime) -> None:
    """A contact that will not go out, and why."""
    await connection.execute(_close, {"which": which.id, "new": "not_sent", "why": reason, "now": now})


async def carry(connection: AsyncConnection, which: Contact, now: datetime, *, late: bool) -> None:
    """A message for this contact is in the outbox: it is not due any more."""
    await connection.execute(_carry, {"which": which.id, "why": LATE if late else None, "now": now})


async def merge(connection: AsyncConnection, which: Contact, into: Contact, now: datetime) -> None:
    """A contact that is part of the message of another one."""
    merged = {"state": "merged", "reason": None, "merged_into": into.id, "closed_at": now}
    await connection.execute(update(contact).where(contact.c.id == which.id).values(merged))


async def messages_sent(connection: AsyncConnection, contact_ids: Sequence[int], now: datetime) -> None:
    """The messages for these contacts arrived."""
    these = contact.c.id.in_(contact_ids), contact.c.state == "sending"
    await connection.execute(update(contact).where(*these).values(state="sent", closed_at=now))


async def answered(connection: AsyncConnection, person_id: int, kind: ContactKind, about: int, answer: str) -> None:
    """What somebody answered to what went out about this."""
    theirs = contact.c.person_id == person_id, contact.c.kind == kind, contact.c.about == about
    went = contact.c.state.in_(["sending", "sent", "uncertain"])
    await connection.execute(update(contact).where(*theirs, went).values(answer=answer))


async def message_ended(
    connection: AsyncConnection, contact_id: int, state: str, now: datetime, *, because: Reason | None = None
) -> None:
    """The message for this contact may not have arrived; `state` is that of its outbox row, `because` says more."""
    new = {"state": state if state == "uncertain" else "not_sent", "closed_at": now}
    this = update(contact).where(contact.c.id == contact_id, contact.c.state == "sending")
    await connection.execute(this.values(new if because is None else new | {"reason": because}))


async def cancel(
    connection: AsyncConnection,
    reason: Reason,
    now: datetime,
    *,
    person_id: int | None = None,
    kind: ContactKind | None = None,
    about: int | None = None,
    nth: int | None = None,
) -> int:
    """Contacts of this person, kind or number that are not to go out any more, with their messages that wait.

    Returns how many. What is under way just now goes on.
    """
    named = {"person_id": person_id, "kind": kind, "about": about, "nth": nth}
    these = and_(*(contact.c[name] == value for name, value in named.items() if value is not None))
    sending = select(contact.c.id).where(these, contact.c.state == "sending")
    waiting = outbox.c.contact_id.in_(sending), outbox.c.state == "pending"
    off = update(outbox).where(*waiting).values(_off(reason, now)).returning(outbox.c.contact_id)
    stopped = (await connection.scalars(off)).all()
    closed = {"state": "not_sent", "reason": reason, "closed_at": now}
    planned = await connection.execute(update(contact).where(these, _planned).values(closed))
    await connection.execute(update(contact).where(contact.c.id.in_(stopped)).values(closed))
    await _plan_again(connection, contact.c.merged_into.in_(stopped))
    return planned.rowcount + len(stopped)


async def call_back(connection: AsyncConnection, now: datetime, person_id: int | None = None) -> None:
    """Messages that have not gone yet, of this person or else those that waited too long, with their contacts."""
    these = outbox.c.person_id == person_id if person_id is not None else outbox.c.not_after < now
    waiting = these, outbox.c.state == "pending", outbox.c.contact_id.is_not(None)
    off = update(outbox).where(*waiting).values(_off("called back", now)).returning(outbox.c.contact_id)
    ids = (await connection.scalars(off)).all()
    if ids:
        await _plan_again(connection, or_(contact.c.id.in_(ids), contact.c.merged_into.in_(ids)))


async def _plan_again(connection: AsyncConnection, these: ColumnElement[bool]) -> None:
    """Contacts that did not go out after all, but for those that were planned anew meanwhile."""
    other = contact.alias("other")
    same = and_(*(other.c[name] == contact.c[name] for name in OPEN_CONTACT), other.c.id != contact.c.id)
    anew = exists().where(same, other.c.state.in_(["planned", "sending"]))
    again = {"state": "planned", "reason": None, "carried_at": None, "closed_at": None, "merged_into": None}
    await connection.execute(update(contact).where(these, ~anew).values(again))
