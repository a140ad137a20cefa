"""Planned contacts: each row says what became of it and why.

planned -> sending (a message for it is in the outbox) -> sent or not_sent; or planned -> not_sent.
While a person's contacts are held they are not due, and keep their own moment.
"""

from datetime import UTC, datetime

from sqlalchemy import and_, bindparam, case, func, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import Contact, contact, outbox, person

NEVER = datetime.max.replace(tzinfo=UTC)

_planned = contact.c.state == literal_column("'planned'")
_this = and_(contact.c.person_id == bindparam("person"), contact.c.n == bindparam("number"))
_due = (
    select(contact)
    .join(person, person.c.id == contact.c.person_id)
    .where(
        _planned,
        contact.c.due <= bindparam("now"),
        or_(person.c.hold_until.is_(None), person.c.hold_until <= bindparam("now")),
    )
    .order_by(contact.c.due, contact.c.person_id, contact.c.n)
    .limit(bindparam("most"))
    .with_for_update(of=[contact, person], skip_locked=True, key_share=True)
)
_next = select(
    func.min(case((person.c.hold_until > contact.c.due, person.c.hold_until), else_=contact.c.due))
).join_from(contact, person, person.c.id == contact.c.person_id)
_next_due = _next.where(_planned, or_(person.c.hold_until.is_(None), person.c.hold_until < NEVER))
_close = (
    update(contact).where(_this).values(state=bindparam("new"), reason=bindparam("why"), closed_at=bindparam("now"))
)
_wait = update(contact).where(_this, _planned).values(state="sending")


async def due_contacts(connection: AsyncConnection, now: datetime, limit: int) -> list[Contact]:
    """Contacts whose moment has come and that nobody else is busy with, oldest first.

    They and their persons are ours until the end of this unit of work: carry them out in it.
    """
    rows = await connection.execute(_due, {"now": now, "most": limit})
    return [Contact(**row) for row in rows.mappings()]


async def next_contact_due(connection: AsyncConnection) -> datetime | None:
    """The moment at which `due_contacts` next has something to give, past or future; None where nothing is planned."""
    moment: datetime | None = await connection.scalar(_next_due)
    return moment


async def close_contact(
    connection: AsyncConnection, closed: Contact, state: str, reason: str | None, now: datetime
) -> None:
    """Say what became of a contact (`sent` or `not_sent`), and why."""
    what = {"person": closed.person_id, "number": closed.n, "new": state, "why": reason, "now": now}
    await connection.execute(_close, what)


async def message_waits(connection: AsyncConnection, person_id: int, n: int) -> None:
    """A message for this contact is in the outbox: it is not due any more."""
    await connection.execute(_wait, {"person": person_id, "number": n})


async def message_ended(
    connection: AsyncConnection, person_id: int, n: int, state: str, now: datetime, *, because: str | None = None
) -> None:
    """The message for this contact is finished: `state` is that of its row in the outbox, `because` says more."""
    new, why = ("sent", None) if state == "sent" else ("not_sent", because or state)
    what = {"person": person_id, "number": n, "new": new, "why": why, "now": now}
    await connection.execute(_close, what)


async def cancel(connection: AsyncConnection, person_id: int, n: int | None, reason: str, now: datetime) -> None:
    """Contacts (all, or number `n`) that are not to go out any more, with their messages that have not gone yet."""
    waiting = [outbox.c.person_id == person_id, outbox.c.state == "pending", outbox.c.contact_n.is_not(None)]
    mine = [contact.c.person_id == person_id]
    if n is not None:
        waiting.append(outbox.c.contact_n == n)
        mine.append(contact.c.n == n)
    off = update(outbox).where(*waiting).values(state="cancelled", payload=None, error=reason, finished_at=now)
    stopped = (await connection.scalars(off.returning(outbox.c.contact_n))).all()
    open_ = or_(_planned, contact.c.n.in_(stopped))
    await connection.execute(update(contact).where(*mine, open_).values(state="not_sent", reason=reason, closed_at=now))
