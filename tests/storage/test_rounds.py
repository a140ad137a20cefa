"""Rounds of a workshop: who hears of them, what ends with a workshop or its trainer, and what finishes a part."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text, update

from dialogues.effects import NameGroup, RecordPlan
from dialogues.round_effects import (
    CopyQuestion,
    DraftRound,
    RoundKind,
    StartRound,
    UndoRound,
    WriteAnswers,
    WriteQuestion,
)
from dialogues.trainer_effects import (
    BecomeTrainer,
    CloseWorkshop,
    JoinWorkshop,
    LeaveWorkshop,
    MakeTrainerLink,
    NameWorkshop,
    PlanWorkshop,
)
from storage import Database, Person, UnitOfWork
from storage.live import Live
from storage.round_tables import round_
from storage.trainer_tables import live_message
from tests.storage.conftest import NOW

W, R, WEEK = 71, 72, timedelta(days=7)


async def _second(work: UnitOfWork, first: Person) -> Person:
    """Another trainer of the workshop."""
    second = await work.add_person(502, 502, NOW)
    await work.desk.record(first, MakeTrainerLink(9, W), NOW)
    code = (await work.desk.trainer_codes([9]))[9]
    await work.desk.record(second, BecomeTrainer(code), NOW)
    return second


async def _round(work: UnitOfWork, trainer: Person, what: RoundKind = "polsslag", id: int = R) -> None:
    """A workshop with one member, and a round to it that was started."""
    await work.desk.record(trainer, NameWorkshop(W, "Buren aan zet"), NOW)
    await work.desk.record(trainer, PlanWorkshop(W, date(2026, 3, 9), ()), NOW)
    member = await work.add_person(600 + id, 600 + id, NOW)
    await work.record(member, NameGroup(1, "De buren"), NOW)
    await work.desk.record(member, JoinWorkshop(W, 1), NOW)
    groups = tuple(group.id for group in (await work.desk.workshops_of(trainer.id))[0].groups)
    await work.desk.record(trainer, DraftRound(id, W, groups, what, NOW, NOW + WEEK, False), NOW)
    await work.desk.record(trainer, StartRound(id, NOW), NOW)


async def _told(work: UnitOfWork) -> int | None:
    round = await work.rounds.round(R)
    assert round is not None
    person = await work.rounds.told_of(round)
    return person.id if person is not None else None


async def test_who_left_hears_no_more_of_a_round(db: Database, ann: Person) -> None:
    """Who started it hears of it as long as they are a trainer of the workshop; then the other does; then nobody."""
    async with db.work() as work:
        await _round(work, ann)
        second = await _second(work, ann)
        told = [await _told(work)]
        await work.desk.record(ann, LeaveWorkshop(W), NOW)
        told.append(await _told(work))
        await work.desk.record(second, CloseWorkshop(W), NOW)
        told.append(await _told(work))
        assert told == [ann.id, second.id, None]


async def test_what_who_left_saw_is_not_kept_up_to_date(db: Database, ann: Person) -> None:
    """The count of the workshop and the progress of its round stand still for them, and go on for the other."""
    async with db.work() as work:
        await _round(work, ann)
        second = await _second(work, ann)
        for who in (ann, second):
            for kind, about in (("workshop", W), ("round", R)):
                await work.desk.follow(Live(kind, about, who.chat_id, who.id, NOW + WEEK))  # type: ignore[arg-type]
        await work.connection.execute(update(live_message).values(message_id=live_message.c.id))
        await work.desk.record(ann, LeaveWorkshop(W), NOW)
        assert [(live.kind, live.person_id) for live in await work.desk.followed(NOW)] == [
            ("workshop", second.id),
            ("round", second.id),
        ]


@pytest.mark.parametrize(("state", "expected"), [("planned", "undone"), ("running", "running"), ("paused", "paused")])
async def test_a_workshop_that_closes_ends_its_rounds(db: Database, ann: Person, state: str, expected: str) -> None:
    """What did not go out does not go out; what did is over now, and is closed next."""
    async with db.work() as work:
        await _round(work, ann)
        await work.connection.execute(update(round_).values(state=state))
        await work.desk.record(ann, CloseWorkshop(W), NOW)
        round = await work.rounds.round(R)
        assert round is not None
        assert (round.state, round.ends_at) == (expected, NOW)


async def test_a_round_that_was_undone_is_no_round_that_closed(db: Database, ann: Person) -> None:
    """It is listed as what it is, and is in nobody's way."""
    async with db.work() as work:
        await _round(work, ann)
        await work.desk.record(ann, UndoRound(R), NOW)
        assert [(round.state, round.results) for round in await work.desk.rounds_of(ann.id)] == [("undone", 0)]
        assert await work.rounds.to_move(NOW + 2 * WEEK) == []


async def test_a_question_is_copied_with_its_answers(db: Database, ann: Person) -> None:
    """For a round that is set up again; the earlier one keeps its own."""
    async with db.work() as work:
        await work.desk.record(ann, NameWorkshop(W, "Buren aan zet"), NOW)
        await work.desk.record(ann, WriteQuestion(1, W, "Hoe was het?"), NOW)
        await work.desk.record(ann, WriteAnswers(1, ("goed", "zozo", "slecht", "weet niet")), NOW)
        await work.desk.record(ann, CopyQuestion(2, 1), NOW)
        shown = [await work.desk.round_shown(id) for id in (1, 2)]
        told = ("Hoe was het?", ("goed", "zozo", "slecht", "weet niet"))
        assert [(round.question, round.answers) for round in shown if round is not None] == [told, told]


@pytest.mark.parametrize(("outcome", "finished"), [("no_answer", 0), ("not_done", 1)])
async def test_who_was_asked_and_did_not_say_did_not_finish(
    db: Database, ann: Person, outcome: str, finished: int
) -> None:
    """A plan's own question that stays open finishes no round about plans; whatever they tell of it does."""
    async with db.work() as work:
        await _round(work, ann, "plan")
        round = await work.rounds.round(R)
        assert round is not None
        await work.rounds.open(round, NOW)
        member = await work.person(600 + R)
        assert member is not None
        told = RecordPlan(1, 0, "openheid", "startend-drie-plekken", 1, 2, outcome)
        await work.record(member, told, NOW)
        done = await work.connection.scalar(text("SELECT count(*) FROM round_part WHERE finished_at IS NOT NULL"))
        assert done == finished


async def test_a_trainer_who_takes_part_is_asked_as_anybody(db: Database, ann: Person) -> None:
    """And counts among those who are asked, for their own group."""
    async with db.work() as work:
        await _round(work, ann)
        await work.desk.record(ann, UndoRound(R), NOW)
        await work.record(ann, NameGroup(1, "De tuin"), NOW)
        await work.desk.record(ann, JoinWorkshop(W, 1), NOW)
        groups = tuple(group.id for group in (await work.desk.workshops_of(ann.id))[0].groups)
        await work.desk.record(ann, DraftRound(R + 1, W, groups, "polsslag", NOW, NOW + WEEK, False), NOW)
        await work.desk.record(ann, StartRound(R + 1, NOW), NOW)
        round = await work.rounds.round(R + 1)
        assert round is not None
        await work.rounds.open(round, NOW)
        asked = {part.person_id for part in await work.rounds.parts_of(R + 1)}
        assert (ann.id in asked, len(asked)) == (True, 2)
