"""Months of coming back, with a clock that jumps: one message a day at the most, and every row says how it ended."""

import asyncio
from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dialogues.effects import PlanContact
from dialogues.hours import PARTS
from dialogues.public_holidays import is_holiday
from dialogues.returning import Writing
from storage import Database
from storage.tables import outbox, person
from tests.outreach.conftest import START, Months, theirs

# on SQLite where months pass: on PostgreSQL a replica looks every half a minute for what others planned
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
LIKINGS = [
    Writing(part=part, weekends=weekends, zone=zone)
    for part in (None, *PARTS)
    for weekends in (False, True)
    for zone in (None, "Europe/London")
]


async def _workshop(months: Months, moments: list[datetime]) -> None:
    """Everybody was at a workshop, and is asked about it at these moments."""
    async with months.db.work() as work:
        for nth, moment in enumerate(moments, start=1):
            await work.contacts.plan(select(person.c.id), PlanContact("workshop", 70, moment, nth))


def _went_out(rows: list[Any]) -> list[Any]:
    return [row for row in rows if row.state == "sent"]


def _bad(local: datetime, writing: Writing) -> bool:
    """At night, on a day off, or in another part of the day than they chose; in other words than the program's."""
    at_night = not time(8, 30) <= local.time() < time(21)
    off = is_holiday(local.date()) or (local.isoweekday() > 5 and not writing.weekends)
    parts = {"morning": (8.5, 12.5), "afternoon": (12.5, 17.5), "evening": (17.5, 21)}
    start, end = parts.get(writing.part or "", (0, 24))
    return at_night or off or not start <= local.hour + local.minute / 60 < end


def _check_person(rows: list[Any], writing: Writing) -> None:
    """One a day, two in seven days, at a good hour."""
    hours = theirs(writing)
    days = [hours.day_of(row.carried_at) for row in _went_out(rows)]
    assert [n for n in Counter(days).values() if n > 1] == []
    assert [day for day in days if sum(0 <= (day - other).days < 7 for other in days) > 2] == []
    assert [row.carried_at for row in _went_out(rows) if _bad(row.carried_at.astimezone(hours.zone), writing)] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_two_hundred_people_over_sixteen_weeks(months: Months) -> None:
    """Plans, three moments after a workshop, answers, silence, blocks and stops: the policy holds for each of them."""
    likings = [LIKINGS[n % len(LIKINGS)] for n in range(200)]
    people = [
        await months.person(
            900 + n, agreed=n % 20 != 0, writing=liking, due=START + timedelta(days=3 + n % 21, hours=n % 9)
        )
        for n, liking in enumerate(likings)
    ]
    await _workshop(months, [START + n * WEEK for n in (2, 6, 12)])
    for week in range(1, 17):
        await months.until(START + week * WEEK)
        for n in range(week, 200, 16):
            await months.says(900 + n, ["gelukt", "nu niet", "niet gelukt", "/stop", "/plan"][n % 5])
        async with months.db.work() as work:
            await work.set_blocked(900 + week * 7, months.clock.now())
    by_person: dict[int, list[Any]] = {who.id: [] for who in people}
    for row in await months.contacts():
        by_person[row.person_id].append(row)
    for who, liking in zip(people, likings, strict=True):
        _check_person(by_person[who.id], liking)
    ends = Counter((row.state, row.reason) for rows in by_person.values() for row in rows)
    assert {state for state, _ in ends} <= {"planned", "sent", "merged", "not_sent"}
    assert ends["sent", None] > 200
    assert {("not_sent", "no consent"), ("not_sent", "blocked"), ("not_sent", "already done")} <= ends.keys()
    assert [why for (state, why), _ in ends.items() if state == "not_sent" and why is None] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_month_of_downtime(months: Months) -> None:
    """Afterwards a plan says that it is late, and what makes no sense any more is dropped, and says why."""
    for n in range(10):
        await months.person(900 + n, due=START + timedelta(days=1 + n))
    await _workshop(months, [START + timedelta(days=n) for n in (2, 4, 6)])
    months.clock.move_to(START + timedelta(days=30))
    await months.until(START + timedelta(days=33))
    rows = await months.contacts()
    plans = [(row.state, row.reason) for row in rows if row.kind == "plan" and row.nth == 1]
    assert plans == [("sent", "late")] * 10
    assert {(row.state, row.reason) for row in rows if row.kind == "workshop"} == {("not_sent", "too late")}


async def test_a_restart_between_the_plan_and_the_sending(months: Months) -> None:
    """What was in the outbox goes out once, and its contact is not carried out again."""
    await months.person(900, due=START + DAY)
    months.clock.move_to(START + DAY)
    await months.nudges.look()
    await months.replica(months.db).look()
    assert await months.deliver() == 1
    await months.replica(months.db).look()
    assert await months.deliver() == 0
    assert [(row.nth, row.state) for row in await months.contacts()] == [(1, "sent"), (2, "planned")]


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_two_replicas_carry_out_each_contact_once(months: Months) -> None:
    """Side by side, each person gets one message."""
    for n in range(40):
        await months.person(900 + n, due=START + DAY)
    months.clock.move_to(START + DAY)
    other = Database.open(str(months.db.engine.url.render_as_string(hide_password=False)).replace("+asyncpg", ""))
    two = months.replica(other)
    for _ in range(3):
        await asyncio.gather(months.nudges.look(), two.look())
    async with months.db.work() as work:
        chats = (await work.connection.scalars(select(outbox.c.chat_id))).all()
    await other.dispose()
    assert sorted(chats) == list(range(900, 940))


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [("/stop", "not_sent", "no consent"), ("gelukt", "not_sent", "already done")],
)
async def test_what_they_do_counts_for_what_is_in_the_outbox(
    months: Months, said: str, state: str, reason: str
) -> None:
    """A stop, or an answer that comes before the question was sent, takes it back."""
    await months.person(900, due=START + DAY)
    months.clock.move_to(START + DAY)
    await months.nudges.look()
    await months.says(900, said)
    await months.deliver()
    [asked, *_] = await months.contacts()
    async with months.db.work() as work:
        states = (await work.connection.scalars(select(outbox.c.state).where(outbox.c.contact_id.is_not(None)))).all()
    assert (asked.state, asked.reason, [*states]) == (state, reason, ["cancelled"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_one_reminder_and_then_silence(months: Months) -> None:
    """Who does not answer is asked twice, and that there was no answer is what is recorded."""
    await months.person(900, due=START + DAY)
    await months.until(START + 8 * WEEK)
    rows = await months.contacts()
    assert [(row.nth, row.state, row.answer) for row in rows] == [(1, "sent", None), (2, "sent", None)]


async def test_what_falls_together_is_one_message(months: Months) -> None:
    """A plan and a moment after a workshop on the same day: the plan is what is asked about."""
    await months.person(900, due=START + DAY)
    await _workshop(months, [START + DAY + timedelta(hours=3)])
    months.clock.move_to(START + DAY)
    await months.nudges.look()
    assert await months.deliver() == 1
    rows = {(row.kind, row.nth): row for row in await months.contacts()}
    assert rows["workshop", 1].merged_into == rows["plan", 1].id
