"""Rounds of a workshop: who hears of them, what ends with a workshop or its trainer, and what finishes a part."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text, update

from dialogues.effects import NameGroup, RecordPlan
from dialogues.round_effects import (
    CopyQuestion,
    DraftRound,
    PauseRound,
    ResumeRound,
    RetryRound,
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
from storage.round_shown import RoundTold
from storage.round_tables import round_, round_part
from storage.tables import contact
from storage.trainer_tables import live_message
from tests.storage.conftest import NOW

W, R, MEMBER = 71, 72, 600
DAY, WEEK = timedelta(days=1), timedelta(days=7)


async def _second(work: UnitOfWork, first: Person) -> Person:
    """Another trainer of the workshop."""
    second = await work.add_person(502, 502, NOW)
    await work.desk.record(first, MakeTrainerLink(9, W), NOW)
    code = (await work.desk.trainer_codes([9]))[9]
    await work.desk.record(second, BecomeTrainer(code), NOW)
    return second


async def _round(work: UnitOfWork, trainer: Person, what: RoundKind = "polsslag", members: int = 1) -> list[int]:
    """A workshop with members, each for a group of their own, and a round to them that was started; who they are."""
    await work.desk.record(trainer, NameWorkshop(W, "Buren aan zet"), NOW)
    await work.desk.record(trainer, PlanWorkshop(W, date(2026, 3, 9), ()), NOW)
    people = [await work.add_person(MEMBER + n, MEMBER + n, NOW) for n in range(members)]
    for member in people:
        await work.record(member, NameGroup(1, "De buren"), NOW)
        await work.desk.record(member, JoinWorkshop(W, 1), NOW)
    await _started(work, trainer, R, what)
    return [person.id for person in people]


async def _started(work: UnitOfWork, trainer: Person, id: int, what: RoundKind = "polsslag") -> None:
    """A round to all groups of the workshop."""
    groups = tuple(group.id for group in (await work.desk.workshops_of(trainer.id))[0].groups)
    await work.desk.record(trainer, DraftRound(id, W, groups, what, NOW, NOW + WEEK, True), NOW)
    await work.desk.record(trainer, StartRound(id, NOW), NOW)


async def _went_out(work: UnitOfWork, id: int = R) -> None:
    round = await work.rounds.round(id)
    assert round is not None
    await work.rounds.open(round, NOW)


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


async def test_who_is_asked_is_told_what_and_until_when(db: Database, ann: Person) -> None:
    """Of a workshop by its name, and in a chat, where there is none, by the name of the group; nothing of one gone."""
    async with db.work() as work:
        await _round(work, ann, members=2)
        of_workshop = await work.desk.round_told(R)
        await work.connection.execute(update(round_).values(workshop_id=None))
        in_chat = await work.desk.round_told(R)
        gone = await work.desk.round_told(R + 1)
    told = RoundTold(name="Buren aan zet", what="polsslag", question=None, answers=(), ends_at=NOW + WEEK)
    assert (of_workshop, in_chat, gone) == (told, replace(told, name="De buren"), None)


@pytest.mark.parametrize(("outcome", "finished"), [("no_answer", 0), ("not_done", 1)])
async def test_who_was_asked_and_did_not_say_did_not_finish(
    db: Database, ann: Person, outcome: str, finished: int
) -> None:
    """A plan's own question that stays open finishes no round about plans; whatever they tell of it does."""
    async with db.work() as work:
        await _round(work, ann, "plan")
        await _went_out(work)
        member = await work.person(MEMBER)
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
        await _started(work, ann, R + 1)
        await _went_out(work, R + 1)
        asked = {part.person_id for part in await work.rounds.parts_of(R + 1)}
        assert (ann.id in asked, len(asked)) == (True, 2)


async def _out(work: UnitOfWork, trainer: Person) -> list[int]:
    """A round to four that went out; who they are."""
    people = await _round(work, trainer, members=4)
    await _went_out(work)
    return people


async def _became(work: UnitOfWork, who: int, state: str, reason: str | None = None) -> None:
    """What became of somebody's invitation."""
    theirs = update(contact).where(contact.c.person_id == who, contact.c.nth == 1)
    await work.connection.execute(theirs.values(state=state, reason=reason))


async def _contacts(work: UnitOfWork, nth: int = 1) -> dict[int, tuple[str, str | None]]:
    rows = await work.connection.execute(select(contact).where(contact.c.kind == "round", contact.c.nth == nth))
    return {row.person_id: (row.state, row.reason) for row in rows}


async def test_one_reminder_to_who_had_it_and_did_not_finish(db: Database, ann: Person) -> None:
    """Not to who finished, who rather did not, or who never got the message; and no second one."""
    async with db.work() as work:
        waits, finished, declined, missed = await _out(work, ann)
        for who in (waits, finished, declined):
            await _became(work, who, "sent")
        await _became(work, missed, "not_sent", "failed")
        for who, column in ((finished, "finished_at"), (declined, "declined_at")):
            theirs = update(round_part).where(round_part.c.person_id == who)
            await work.connection.execute(theirs.values({column: NOW}))
        round = await work.rounds.round(R)
        assert round is not None
        for _ in range(2):
            await work.rounds.remind(round, NOW + 5 * DAY)
        assert await _contacts(work, nth=2) == {waits: ("planned", None)}


async def test_a_round_on_pause_waits_and_goes_on(db: Database, ann: Person) -> None:
    """What was not sent is due at its end, unless it goes on before: then at once; what was sent stays so."""
    async with db.work() as work:
        first, *others = await _out(work, ann)
        await _became(work, first, "sent")
        due = select(contact.c.due).where(contact.c.state == "planned", contact.c.kind == "round").distinct()
        await work.desk.record(ann, PauseRound(R), NOW)
        on_pause = (await work.connection.scalars(due)).all()
        await work.desk.record(ann, ResumeRound(R), NOW + DAY)
        gone_on = (await work.connection.scalars(due)).all()
        assert (on_pause, gone_on) == ([NOW + WEEK], [NOW + DAY])
        expected = {first: ("sent", None), **dict.fromkeys(others, ("planned", None))}
        assert await _contacts(work) == expected


async def test_only_what_failed_is_tried_once_more(db: Database, ann: Person) -> None:
    """Who has it, who may have it, and who does not want it are left alone."""
    async with db.work() as work:
        sent, failed, uncertain, silent = await _out(work, ann)
        await _became(work, sent, "sent")
        await _became(work, failed, "not_sent", "failed")
        await _became(work, uncertain, "uncertain")
        await _became(work, silent, "not_sent", "no consent")
        assert [round.failed for round in await work.desk.rounds_of(ann.id) if round.id == R] == [1]
        await work.desk.record(ann, RetryRound(R), NOW + DAY)
        assert await _contacts(work) == {
            sent: ("sent", None),
            failed: ("planned", None),
            uncertain: ("uncertain", None),
            silent: ("not_sent", "no consent"),
        }
