"""Workshops, their trainers, their links and who takes part."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from dialogues.effects import JoinGroup, NameGroup, RecordConsent
from dialogues.inputs import Invitation
from dialogues.model.rights import Role
from dialogues.trainer_effects import (
    BecomeTrainer,
    CloseWorkshop,
    JoinWorkshop,
    LeaveWorkshop,
    MakeTrainerLink,
    NameWorkshop,
    PlanWorkshop,
    RenewLink,
    ShowQr,
)
from storage import Database, LinkUsed, Person, UnitOfWork
from tests.storage.conftest import NOW

DAY = date(2026, 3, 9)
MOMENTS = (date(2026, 3, 23), date(2026, 4, 20))
W = 4_000_000_000_001
AGREES = RecordConsent("talk", True, "2026-11")


def at_ten(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


async def _somebody(work: UnitOfWork, chat: int) -> Person:
    return await work.add_person(chat, chat, NOW)


async def _workshop(work: UnitOfWork, trainer: Person, id: int = W) -> None:
    await work.desk.record(trainer, NameWorkshop(id, "Buren aan zet"), NOW)
    await work.desk.record(trainer, PlanWorkshop(id, DAY, MOMENTS), NOW)


async def _code(work: UnitOfWork, id: int = W) -> str:
    return (await work.desk.workshops_shown([id]))[id].code or ""


async def test_a_workshop_is_on_its_trainers_desk_alone(db: Database, ann: Person) -> None:
    """Once it has its day; nobody else has it."""
    async with db.work() as work:
        other = await _somebody(work, 502)
        await work.desk.record(ann, NameWorkshop(W, "Buren aan zet"), NOW)
        before = await work.desk.workshops_of(ann.id)
        await work.desk.record(ann, PlanWorkshop(W, DAY, MOMENTS), NOW)
        desk = await work.desk.workshops_of(ann.id)
        assert (before, [(w.id, w.role, w.trainers, w.held_on, w.follow_ups) for w in desk]) == (
            (),
            [(W, Role.OWNER, 1, DAY, MOMENTS)],
        )
        assert await work.desk.workshops_of(other.id) == ()


async def test_its_link_is_known_until_it_is_renewed(db: Database, ann: Person) -> None:
    """A picture of the old code that is still around lets nobody in."""
    async with db.work() as work:
        await _workshop(work, ann)
        old = await _code(work)
        known = await work.desk.workshop_invitation(old, ann.id, at_ten)
        await work.desk.record(ann, RenewLink(W), NOW)
        gone = await work.desk.workshop_invitation(old, ann.id, at_ten)
        new = await work.desk.workshop_invitation(await _code(work), ann.id, at_ten)
        moments = tuple(map(at_ten, MOMENTS))
        assert known == Invitation("workshop", old, workshop=W, follow_ups=moments)
        assert (gone, new is not None) == (None, True)


async def test_a_code_cannot_be_guessed_and_fits_a_link(db: Database, ann: Person) -> None:
    """At least 96 bits, in at most the 64 signs that Telegram takes."""
    async with db.work() as work:
        codes = set()
        for id in range(1, 51):
            await _workshop(work, ann, id)
            codes.add(await _code(work, id))
        assert len(codes) == 50
        assert all(16 <= len(code) <= 64 and code.replace("-", "").replace("_", "").isalnum() for code in codes)


async def test_who_joins_is_counted_per_group(db: Database, ann: Person) -> None:
    """And once, however often they follow the link."""
    async with db.work() as work:
        await _workshop(work, ann)
        for chat in (502, 503, 504):
            person = await _somebody(work, chat)
            await work.record(person, NameGroup(1, f"Groep {chat % 2}"), NOW)
            await work.desk.record(person, JoinWorkshop(W, 1), NOW)
            await work.desk.record(person, JoinWorkshop(W, 1), NOW)
        shown = (await work.desk.workshops_shown([W]))[W]
        assert (shown.joined, shown.groups) == (3, 3)
        again = await work.desk.workshop_invitation(await _code(work), person.id, at_ten)
        assert again is not None
        assert again.joined


async def test_groups_in_a_workshop_are_known_by_name(db: Database, ann: Person) -> None:
    """So that a second member can say that it is theirs."""
    async with db.work() as work:
        await _workshop(work, ann)
        first, second = await _somebody(work, 502), await _somebody(work, 503)
        await work.record(first, NameGroup(1, "De buren"), NOW)
        await work.desk.record(first, JoinWorkshop(W, 1), NOW)
        [(name, group)] = await work.desk.groups_in(W)
        await work.record(second, JoinGroup(1, group.code), NOW)
        await work.desk.record(second, JoinWorkshop(W, 1), NOW)
        shown = (await work.desk.workshops_shown([W]))[W]
        assert (name, shown.joined, shown.groups) == ("De buren", 2, 1)


async def test_a_link_makes_one_person_a_trainer_once(db: Database, ann: Person) -> None:
    """The second who follows it at the same moment does not become one."""
    async with db.work() as work:
        await _workshop(work, ann)
        second, third = await _somebody(work, 502), await _somebody(work, 503)
        await work.desk.record(ann, MakeTrainerLink(9, W), NOW)
        code = (await work.desk.trainer_codes([9]))[9]
        assert await work.desk.trainer_invitation(code, NOW) == Invitation("trainer", code, workshop=W)
        await work.desk.record(second, BecomeTrainer(code), NOW + timedelta(minutes=1))
        assert [w.role for w in await work.desk.workshops_of(second.id)] == [Role.SECOND]
        assert await work.desk.trainer_invitation(code, NOW) is None
        with pytest.raises(LinkUsed):
            await work.desk.record(third, BecomeTrainer(code), NOW)
        trainers = [await work.desk.is_trainer(person.id) for person in (ann, second, third)]
        assert trainers == [False, True, False]


async def test_a_link_for_a_trainer_expires(db: Database, ann: Person) -> None:
    """A week later it is worth nothing."""
    async with db.work() as work:
        await work.desk.record(ann, MakeTrainerLink(9, 0), NOW)
        code = (await work.desk.trainer_codes([9]))[9]
        days = [await work.desk.trainer_invitation(code, NOW + timedelta(days=n)) is not None for n in (6, 7)]
        assert days == [True, False]


async def test_leaving_hands_over(db: Database, ann: Person) -> None:
    """Who was second is first from then on."""
    async with db.work() as work:
        await _workshop(work, ann)
        second = await _somebody(work, 502)
        await work.desk.record(ann, MakeTrainerLink(9, W), NOW)
        code = (await work.desk.trainer_codes([9]))[9]
        await work.desk.record(second, BecomeTrainer(code), NOW + timedelta(minutes=1))
        await work.desk.record(ann, LeaveWorkshop(W), NOW)
        assert await work.desk.workshops_of(ann.id) == ()
        assert [(w.role, w.trainers) for w in await work.desk.workshops_of(second.id)] == [(Role.OWNER, 1)]


async def test_a_first_trainer_who_is_forgotten_hands_over_too(db: Database, ann: Person) -> None:
    """`/wis` takes the trainer away, not the workshop of the other."""
    async with db.work() as work:
        await _workshop(work, ann)
        second = await _somebody(work, 502)
        await work.desk.record(ann, MakeTrainerLink(9, W), NOW)
        code = (await work.desk.trainer_codes([9]))[9]
        await work.desk.record(second, BecomeTrainer(code), NOW)
        await work.forget(ann, NOW)
        assert [w.role for w in await work.desk.workshops_of(second.id)] == [Role.OWNER]


async def test_a_closed_workshop_lets_nobody_in(db: Database, ann: Person) -> None:
    """And is on nobody's desk."""
    async with db.work() as work:
        await _workshop(work, ann)
        code = await _code(work)
        await work.desk.record(ann, CloseWorkshop(W), NOW)
        assert await work.desk.workshop_invitation(code, ann.id, at_ten) is None
        assert await work.desk.workshops_of(ann.id) == ()


async def test_all_that_a_trainer_does_is_written_down(db: Database, ann: Person) -> None:
    """In the audit table; it stays without the person's number when they are forgotten."""
    async with db.work() as work:
        await _workshop(work, ann)
        await work.desk.record(ann, RenewLink(W), NOW)
        await work.desk.note(ann, ShowQr(W), NOW)
        rows = (await work.connection.execute(text("SELECT person_id, action, subject FROM audit ORDER BY id"))).all()
        done = ["NameWorkshop", "PlanWorkshop", "RenewLink", "ShowQr"]
        assert [tuple(row) for row in rows] == [(ann.id, action, W) for action in done]
        await work.forget(ann, NOW)
        people = (await work.connection.execute(text("SELECT DISTINCT person_id FROM audit"))).all()
        assert [tuple(row) for row in people] == [(None,)]


async def test_what_nobody_has_to_do_with_goes(db: Database, ann: Person) -> None:
    """A workshop without its day, and one without trainers or people; not one that people take part in."""
    async with db.work() as work:
        await work.desk.record(ann, NameWorkshop(1, "Nog geen dag"), NOW)
        await _workshop(work, ann, 2)
        await _workshop(work, ann, 3)
        await _workshop(work, ann, 4)
        person = await _somebody(work, 502)
        await work.record(person, NameGroup(1, "Groep"), NOW)
        await work.desk.record(person, JoinWorkshop(3, 1), NOW)
        for closed in (2, 3):
            await work.desk.record(ann, CloseWorkshop(closed), NOW)
    async with db.work() as work:
        await work.record(person, AGREES, NOW)
        await work.record(ann, AGREES, NOW)
        await work.keep_clean(NOW + timedelta(days=3), timedelta(days=30))
        assert sorted(await work.desk.workshops_shown([1, 2, 3, 4])) == [3, 4]
