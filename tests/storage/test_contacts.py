"""Everything unasked has a row that says what became of it and why."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialogues.contacts import ContactKind, Reason
from dialogues.effects import CancelContacts, HoldContacts, PlanContact
from storage import OUTREACH, Contact, Database, Outgoing, Person, Recovered
from storage.tables import contact, outbox, person
from tests.storage.conftest import CHAT, NOW, take

SOON, LATER = NOW + timedelta(days=1), NOW + timedelta(days=2)
AGES = NOW + timedelta(days=100)


@pytest.fixture(autouse=True)
async def planned(db: Database, ann: Person) -> None:
    """Two contacts: a plan soon, a round later."""
    async with db.work() as work:
        await work.record(ann, PlanContact("plan", 1, SOON), NOW)
        await work.record(ann, PlanContact("round", 7, LATER), NOW)


async def _due(db: Database, now: datetime) -> list[str]:
    async with db.work() as work:
        return [contact.kind for contact in await work.contacts.due(now, 10)]


async def _next(db: Database) -> datetime | None:
    async with db.work() as work:
        return await work.contacts.next_due()


async def _states(db: Database) -> dict[str, tuple[str, str | None]]:
    async with db.work() as work:
        rows = await work.connection.execute(select(contact).order_by(contact.c.id))
        return {row.kind: (row.state, row.reason) for row in rows}


async def _carry_out(
    db: Database, ann: Person, now: datetime = SOON, *, late: bool = False, stale: bool = False
) -> None:
    """The first due contact leads, and takes along whatever else is due."""
    async with db.work() as work:
        first, *others = await work.contacts.due(now, 10)
        not_after = now + timedelta(minutes=-1 if stale else 30)
        message = Outgoing(CHAT, OUTREACH, "sendMessage", {"text": "dag"}, not_before=now, person_id=ann.id)
        await work.enqueue(replace(message, contact_id=first.id, not_after=not_after))
        await work.contacts.carry(first, others, now, late=late)


async def test_due_at_its_moment(db: Database, ann: Person) -> None:
    """A contact is due from its moment on, oldest first, and the next moment is known beforehand."""
    assert await _next(db) == SOON
    assert [await _due(db, now) for now in (NOW, SOON, LATER)] == [[], ["plan"], ["plan", "round"]]
    async with db.work() as work:
        [due] = await work.contacts.due(LATER, 1)
    assert due == Contact(
        id=due.id, person_id=ann.id, kind="plan", about=1, nth=1, wanted=SOON, due=SOON, state="planned"
    )


async def test_what_is_planned_again_moves(db: Database, ann: Person) -> None:
    """The same thing is asked once, at the moment that was named last."""
    async with db.work() as work:
        await work.record(ann, PlanContact("plan", 1, LATER, chosen=True), NOW)
        [plan, _] = await work.contacts.planned_of(ann.id)
    assert (plan.wanted, plan.due, plan.chosen) == (LATER, LATER, True)


async def test_a_reminder_is_another_contact(db: Database, ann: Person) -> None:
    """And so is the same thing once more, after it was sent."""
    await _carry_out(db, ann)
    async with db.work() as work:
        [taken] = await take(work, db.owner, SOON, 10)
        await work.sending.sent([(taken, 5)], SOON)
        await work.record(ann, PlanContact("plan", 1, LATER, nth=2), SOON)
        await work.record(ann, PlanContact("plan", 1, AGES), SOON)
        assert [(c.kind, c.nth) for c in await work.contacts.planned_of(ann.id)] == [
            ("round", 1),
            ("plan", 2),
            ("plan", 1),
        ]


async def test_what_is_dropped_says_why(db: Database) -> None:
    """A contact that is not carried out is closed with its reason, and is not due any more."""
    async with db.work() as work:
        [due] = await work.contacts.due(SOON, 10)
        await work.contacts.drop(due, "blocked", SOON)
    assert (await _states(db))["plan"] == ("not_sent", "blocked")
    assert (await _due(db, SOON), await _next(db)) == ([], LATER)


async def test_what_waits_says_for_what(db: Database) -> None:
    """And is due again when it need not wait any more; when it was wanted is not forgotten."""
    async with db.work() as work:
        [due] = await work.contacts.due(SOON, 10)
        await work.contacts.wait(due, LATER, "quiet hours")
    assert (await _states(db))["plan"] == ("planned", "quiet hours")
    assert (await _due(db, SOON), await _due(db, LATER)) == ([], ["plan", "round"])
    async with db.work() as work:
        assert (await work.contacts.due(LATER, 1))[0].wanted == SOON


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        ("sent", None, ("sent", None)),
        ("failed", "blocked", ("not_sent", "blocked")),
        ("failed", "failed", ("not_sent", "failed")),
        ("uncertain", None, ("uncertain", None)),
    ],
)
async def test_a_contact_follows_its_message(
    db: Database, ann: Person, state: Any, reason: Reason | None, expected: tuple[str, str | None]
) -> None:
    """While its message waits a contact is not due again; then it says what became of the message."""
    await _carry_out(db, ann)
    assert await _due(db, SOON) == []
    async with db.work() as work:
        [taken] = await take(work, db.owner, SOON, 10)
        if state == "sent":
            await work.sending.sent([(taken, 5)], LATER)
        else:
            await work.sending.not_sent(taken.id, state, "why", LATER, because=reason)
    assert (await _states(db))["plan"] == expected


async def test_delivered_late_is_recorded(db: Database, ann: Person) -> None:
    """The row says so."""
    await _carry_out(db, ann, late=True)
    async with db.work() as work:
        [taken] = await take(work, db.owner, SOON, 10)
        await work.sending.sent([(taken, 5)], LATER)
    assert (await _states(db))["plan"] == ("sent", "late")


async def test_what_falls_together_is_merged(db: Database, ann: Person) -> None:
    """The row says so, and counts for nothing in the budget."""
    await _carry_out(db, ann, LATER)
    assert await _states(db) == {"plan": ("sending", None), "round": ("merged", None)}
    async with db.work() as work:
        assert await work.contacts.carried_since(ann.id, NOW) == [LATER]


@pytest.mark.parametrize(("since", "expected"), [(NOW, [SOON]), (SOON, [])])
async def test_the_budget_counts_what_went_out(
    db: Database, ann: Person, since: datetime, expected: list[datetime]
) -> None:
    """Also what may have arrived, and what is on its way; not what was planned or called off."""
    await _carry_out(db, ann)
    async with db.work() as work:
        assert await work.contacts.carried_since(ann.id, since) == expected
        [taken] = await take(work, db.owner, SOON, 10)
        await work.sending.not_sent(taken.id, "uncertain", "why", LATER)
        assert await work.contacts.carried_since(ann.id, since) == expected
        await work.record(ann, CancelContacts("dropped", "round"), LATER)
        assert await work.contacts.carried_since(ann.id, since) == expected


async def test_a_contact_of_a_dead_process_is_uncertain(db: Database, ann: Person) -> None:
    """Outreach that was under way when its process died is never sent again, and its contact says so."""
    await _carry_out(db, ann)
    async with db.work() as work:
        await take(work, 999, SOON, 10)
    async with db.work() as work:
        assert await work.sending.recover(await work.sending.missing(db.owner), LATER) == Recovered(
            again=0, failed=0, uncertain=1
        )
    assert (await _states(db))["plan"] == ("uncertain", None)


@pytest.mark.parametrize(
    ("kind", "about", "left"),
    [
        ("plan", 1, ["round"]),
        ("plan", 2, ["plan", "round"]),
        ("plan", None, ["round"]),
        ("round", 7, ["plan"]),
        (None, None, []),
    ],
)
async def test_cancelling(
    db: Database, ann: Person, kind: ContactKind | None, about: int | None, left: list[str]
) -> None:
    """Cancelled contacts, one, those of a kind or all, are not sent, and say why."""
    async with db.work() as work:
        await work.record(ann, CancelContacts("no consent", kind, about), NOW)
    assert await _due(db, LATER) == left
    closed = {"plan", "round"} - {*left}
    assert {k: v for k, v in (await _states(db)).items() if k in closed} == dict.fromkeys(
        closed, ("not_sent", "no consent")
    )


async def test_cancelling_stops_a_message_that_waits(db: Database, ann: Person) -> None:
    """It does not go out any more once its contact is cancelled, and loses its text; what it took along is planned."""
    await _carry_out(db, ann, LATER)
    async with db.work() as work:
        await work.record(ann, CancelContacts("plan changed", "plan"), LATER)
        assert await take(work, db.owner, LATER, 10) == []
        row = (await work.connection.execute(select(outbox))).one()
    assert (row.state, row.error, row.payload) == ("cancelled", "plan changed", None)
    assert await _states(db) == {"plan": ("not_sent", "plan changed"), "round": ("planned", None)}


async def test_moving_stops_a_message_that_waits(db: Database, ann: Person) -> None:
    """It is asked at the new moment, and not before."""
    await _carry_out(db, ann)
    async with db.work() as work:
        await work.record(ann, PlanContact("plan", 1, AGES), SOON)
        assert await take(work, db.owner, LATER, 10) == []
    assert (await _due(db, LATER), await _due(db, AGES)) == (["round"], ["round", "plan"])


async def test_cancelling_does_not_undo_what_was_sent(db: Database, ann: Person) -> None:
    """A contact that was carried out stays so."""
    await _carry_out(db, ann)
    async with db.work() as work:
        [taken] = await take(work, db.owner, SOON, 10)
        await work.sending.sent([(taken, 5)], SOON)
        await work.record(ann, CancelContacts("no consent"), LATER)
    assert (await _states(db))["plan"] == ("sent", None)


@pytest.mark.parametrize("how", ["pause", "block", "stale"])
async def test_a_message_that_waits_is_called_back(db: Database, ann: Person, how: str) -> None:
    """By a pause, a block, or because it waited too long: it does not go out, and its contacts are looked at anew."""
    await _carry_out(db, ann, LATER, stale=how == "stale")
    async with db.work() as work:
        if how == "pause":
            await work.record(ann, HoldContacts(AGES), LATER)
        elif how == "block":
            await work.set_blocked(CHAT, LATER)
        else:
            assert await take(work, db.owner, LATER, 10) == []
            await work.contacts.call_back_stale(LATER)
        assert await take(work, db.owner, LATER, 10) == []
    assert await _states(db) == {"plan": ("planned", None), "round": ("planned", None)}
    assert await _due(db, AGES) == ["plan", "round"]


async def test_what_waits_too_long_is_a_moment_to_wake_up_for(db: Database, ann: Person) -> None:
    """Also where nothing else is planned."""
    await _carry_out(db, ann, LATER)
    assert await _next(db) == LATER + timedelta(minutes=30)


async def test_held_contacts_wait(db: Database, ann: Person) -> None:
    """While contacts are held none is due; from the end of the hold on those whose moment has passed are."""
    async with db.work() as work:
        await work.record(ann, HoldContacts(LATER), NOW)
    assert (await _due(db, SOON), await _next(db), await _due(db, LATER)) == ([], LATER, ["plan", "round"])


async def test_held_until_they_write(db: Database, ann: Person) -> None:
    """A hold without an end is no moment to wake up for; lifted, contacts are due at their own moment."""
    async with db.work() as work:
        await work.record(ann, HoldContacts(datetime.max), NOW)  # noqa: DTZ901 -- naive is how it comes
    assert (await _due(db, LATER), await _next(db)) == ([], None)
    async with db.work() as work:
        await work.record(ann, HoldContacts(None), NOW)
    assert (await _due(db, SOON), await _next(db)) == (["plan"], SOON)


@pytest.mark.parametrize(
    ("held_until", "expected"),
    [(SOON - timedelta(hours=1), SOON), (SOON + timedelta(hours=1), SOON + timedelta(hours=1)), (AGES, LATER)],
)
async def test_of_who_is_held_and_who_is_not_the_first_is_next(
    db: Database, ann: Person, held_until: datetime, expected: datetime
) -> None:
    """Whose hold ends before their moment is not held; whose hold ends after that of another comes after them."""
    async with db.work() as work:
        await work.record(ann, CancelContacts("dropped", "round", 7), NOW)
        await work.record(ann, HoldContacts(held_until), NOW)
        other = await work.add_person(CHAT + 1, CHAT + 1, NOW)
        await work.record(other, PlanContact("round", 7, LATER), NOW)
    assert await _next(db) == expected


async def test_many_are_planned_at_once_and_never_twice(db: Database) -> None:
    """Whoever had the contact, whatever became of it, does not get it again; a reminder is another one."""
    async with db.work() as work:
        for chat in range(900, 903):
            await work.add_person(chat, chat, NOW)
        people, contact_of = select(person.c.id), PlanContact("round", 7, LATER)
        assert await work.contacts.plan(people, contact_of, last=AGES) == 3
        assert await work.contacts.plan(people, contact_of) == 0
        assert await work.contacts.cancel("group gone", "round", 7, NOW) == 4
        assert await work.contacts.plan(people, contact_of) == 0
        assert await work.contacts.plan(people, PlanContact("round", 7, LATER, nth=2)) == 4
    assert await _due(db, LATER) == ["plan", *["round"] * 4]


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_two_replicas_never_have_one_contact(db: Database) -> None:
    """A contact that one replica carries out is not due for another, nor afterwards."""
    async with db.work() as one:
        [due] = await one.contacts.due(SOON, 10)
        async with db.work() as two:
            assert await two.contacts.due(SOON, 10) == []
        await one.contacts.drop(due, "dropped", SOON)
    assert await _due(db, SOON) == []
