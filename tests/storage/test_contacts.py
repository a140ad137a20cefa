"""Everything unasked has a row that says what became of it and why."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialogues.effects import CancelContacts, HoldContacts, PlanContact
from storage import OUTREACH, Contact, Database, Outgoing, Person, Recovered
from storage.tables import contact, outbox
from tests.storage.conftest import CHAT, NOW, take

SOON, LATER = NOW + timedelta(days=1), NOW + timedelta(days=2)


@pytest.fixture(autouse=True)
async def planned(db: Database, ann: Person) -> None:
    """Two contacts: number 1 soon, number 2 later."""
    async with db.work() as work:
        await work.record(ann, PlanContact(1, "nudge", SOON), NOW)
        await work.record(ann, PlanContact(2, "follow_up", LATER), NOW)


async def _due(db: Database, now: datetime) -> list[int]:
    async with db.work() as work:
        return [contact.n for contact in await work.due_contacts(now, 10)]


async def _next(db: Database) -> datetime | None:
    async with db.work() as work:
        return await work.next_contact_due()


async def _state(db: Database, n: int) -> tuple[str, str | None, datetime | None]:
    async with db.work() as work:
        row = (await work.connection.execute(select(contact).where(contact.c.n == n))).one()
    return row.state, row.reason, row.closed_at


async def _enqueue(db: Database, ann: Person) -> None:
    """Carry out contact 1 by a message."""
    async with db.work() as work:
        [due] = await work.due_contacts(SOON, 10)
        params = {"text": "dag"}
        await work.enqueue(
            Outgoing(CHAT, OUTREACH, "sendMessage", params, not_before=SOON, person_id=ann.id, contact_n=due.n)
        )


async def test_due_at_its_moment(db: Database, ann: Person) -> None:
    """A contact is due from its moment on, oldest first, and the next moment is known beforehand."""
    assert await _next(db) == SOON
    assert [await _due(db, now) for now in (NOW, SOON, LATER)] == [[], [1], [1, 2]]
    async with db.work() as work:
        [due] = await work.due_contacts(LATER, 1)
    assert due == Contact(person_id=ann.id, n=1, kind="nudge", due=SOON, state="planned")


async def test_what_is_closed_says_why(db: Database) -> None:
    """A contact that is not carried out is closed with its reason, and is not due any more."""
    async with db.work() as work:
        [due] = await work.due_contacts(SOON, 10)
        await work.close_contact(due, "not_sent", "blocked", SOON)
    assert await _state(db, 1) == ("not_sent", "blocked", SOON)
    assert await _due(db, SOON) == []
    assert await _next(db) == LATER


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (None, ("sent", None, LATER)),
        ("failed", ("not_sent", "failed", LATER)),
        ("uncertain", ("not_sent", "uncertain", LATER)),
    ],
)
async def test_a_contact_follows_its_message(
    db: Database, ann: Person, outcome: Any, expected: tuple[str, str | None, datetime]
) -> None:
    """While its message waits a contact is not due again; then it says what became of the message."""
    await _enqueue(db, ann)
    assert await _due(db, SOON) == []
    async with db.work() as work:
        [taken] = await take(work, db.owner, SOON, 10)
        if outcome is None:
            await work.sent(taken.id, 5, LATER)
        else:
            await work.not_sent(taken.id, outcome, "why", LATER)
    assert await _state(db, 1) == expected


async def test_a_contact_of_a_dead_process_is_uncertain(db: Database, ann: Person) -> None:
    """Outreach that was under way when its process died is never sent again, and its contact says so."""
    await _enqueue(db, ann)
    async with db.work() as work:
        await take(work, 999, SOON, 10)
    async with db.work() as work:
        assert await work.recover(await work.missing(db.owner), LATER) == Recovered(again=0, failed=0, uncertain=1)
    assert await _state(db, 1) == ("not_sent", "uncertain", LATER)


@pytest.mark.parametrize(("number", "left"), [(1, [2]), (2, [1]), (None, [])])
async def test_cancelling(db: Database, ann: Person, number: int | None, left: list[int]) -> None:
    """Cancelled contacts, one or all, are not sent, and say why."""
    async with db.work() as work:
        await work.record(ann, CancelContacts("paused", number), NOW)
    assert await _due(db, LATER) == left
    closed = {1, 2} - {*left}
    assert {n: await _state(db, n) for n in closed} == dict.fromkeys(closed, ("not_sent", "paused", NOW))


async def test_cancelling_stops_a_message_that_waits(db: Database, ann: Person) -> None:
    """A message in the outbox does not go out any more once its contact is cancelled, and loses its text."""
    await _enqueue(db, ann)
    async with db.work() as work:
        await work.record(ann, CancelContacts("stopped"), SOON)
        assert await take(work, db.owner, LATER, 10) == []
        row = (await work.connection.execute(select(outbox))).one()
    assert (row.state, row.error, row.payload) == ("cancelled", "stopped", None)
    assert await _state(db, 1) == ("not_sent", "stopped", SOON)


async def test_cancelling_does_not_undo_what_was_sent(db: Database, ann: Person) -> None:
    """A contact that was carried out stays so."""
    await _enqueue(db, ann)
    async with db.work() as work:
        [taken] = await take(work, db.owner, SOON, 10)
        await work.sent(taken.id, 5, SOON)
        await work.record(ann, CancelContacts("stopped"), LATER)
    assert await _state(db, 1) == ("sent", None, SOON)


async def test_held_contacts_wait(db: Database, ann: Person) -> None:
    """While contacts are held none is due; from the end of the hold on those whose moment has passed are."""
    async with db.work() as work:
        await work.record(ann, HoldContacts(LATER), NOW)
    assert (await _due(db, SOON), await _next(db), await _due(db, LATER)) == ([], LATER, [1, 2])


async def test_held_until_they_write(db: Database, ann: Person) -> None:
    """A hold without an end is no moment to wake up for; lifted, contacts are due at their own moment."""
    async with db.work() as work:
        await work.record(ann, HoldContacts(datetime.max), NOW)  # noqa: DTZ901 -- naive is how it comes
    assert (await _due(db, LATER), await _next(db)) == ([], None)
    async with db.work() as work:
        await work.record(ann, HoldContacts(None), NOW)
    assert (await _due(db, SOON), await _next(db)) == ([1], SOON)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_two_replicas_never_have_one_contact(db: Database) -> None:
    """A contact that one replica carries out is not due for another, nor afterwards."""
    async with db.work() as one:
        [due] = await one.due_contacts(SOON, 10)
        async with db.work() as two:
            assert await two.due_contacts(SOON, 10) == []
        await one.close_contact(due, "sent", None, SOON)
    assert await _due(db, SOON) == []
