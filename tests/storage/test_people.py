"""Persons, what they told us, and that nothing of it stays when they want it gone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from dialogues.effects import (
    JoinGroup,
    KeepWords,
    NameGroup,
    PlanContact,
    RecordAnswer,
    RecordConsent,
    RecordPlan,
    RecordReflection,
    SetBranch,
)
from dialogues.inputs import Invitation
from storage import REPLY, Database, GroupUnknown, Outgoing, Person, Received, Record
from storage.tables import METADATA, answer, consent, plan, reflection
from tests.storage.conftest import CHAT, NOW

LATER = NOW + timedelta(days=1)
ANSWER = RecordAnswer(1, "waarom", "text", "startend", (0.7, 0.1, 0.1, 0.1), ("wat",), certain=True)
REFLECTION = RecordReflection(1, "reflectie", 1, NOW)
PLAN = RecordPlan(1, 1, "openheid", "buren", 2, 3)
EVERYTHING: tuple[Record, ...] = (
    KeepWords(1, "answer", "wij poetsen"),
    RecordConsent("talk", given=True, version="1"),
    NameGroup(1, "De Linde"),
    SetBranch(1, branch=True),
    ANSWER,
    REFLECTION,
    PLAN,
    PlanContact("plan", 1, LATER),
)


async def _record(db: Database, who: Person, *effects: Record) -> None:
    async with db.work() as work:
        for effect in effects:
            await work.record(who, effect, NOW)


async def _rows(db: Database, table: Any) -> list[dict[str, Any]]:
    async with db.work() as work:
        return [dict(row) for row in (await work.connection.execute(select(table))).mappings()]


async def _counts(db: Database) -> dict[str, int]:
    """How many rows each table has, where it has any."""
    async with db.work() as work:
        counted = {
            table.name: await work.connection.scalar(select(func.count()).select_from(table))
            for table in METADATA.sorted_tables
        }
    return {name: count for name, count in counted.items() if count}


async def test_a_person_is_found_again(db: Database, ann: Person) -> None:
    """A person is found by Telegram's number and by ours, which say nothing of one another."""
    async with db.work() as work:
        assert await work.person(CHAT) == ann
        assert await work.person_by_id(ann.id) == ann
        assert await work.person(CHAT + 1) is None
        assert await work.person_by_id(ann.id + 1) is None
    assert (ann.telegram_id, ann.chat_id, ann.created_at, ann.session) == (CHAT, CHAT, NOW, None)


async def test_the_session_is_kept(db: Database, ann: Person) -> None:
    """A saved session is there at the next turn, with when the person was seen."""
    async with db.work() as work:
        await work.save_session(ann, '{"v": 1}', LATER)
    async with db.work() as work:
        found = await work.person(CHAT)
    assert found is not None
    assert (found.session, found.seen_at) == ('{"v": 1}', LATER)
    assert (ann.session, ann.seen_at) == ('{"v": 1}', LATER)


async def test_a_block_is_noted_and_lifted(db: Database, ann: Person) -> None:
    """Who blocks the bot is known to have, until they let it in again."""
    seen = []
    for since in (NOW, None):
        async with db.work() as work:
            await work.set_blocked(CHAT, since)
            found = await work.person_by_id(ann.id)
            assert found is not None
            seen.append(found.blocked_at)
    assert seen == [NOW, None]


async def test_words_are_kept_under_their_number(db: Database, ann: Person) -> None:
    """Words are found under their number; new words under it replace the old."""
    await _record(
        db, ann, KeepWords(1, "moment", "eerst"), KeepWords(2, "answer", "é\n🎉"), KeepWords(1, "moment", "nu")
    )
    async with db.work() as work:
        assert await work.words(ann.id, [1, 2, 3]) == {1: "nu", 2: "é\n🎉"}
        assert await work.words(ann.id, []) == {}


async def test_consent_is_history(db: Database, ann: Person) -> None:
    """Each yes and each no stays, in order."""
    await _record(
        db, ann, RecordConsent("talk", given=True, version="1"), RecordConsent("talk", given=False, version="1")
    )
    assert [(row["purpose"], row["given"], row["at"]) for row in await _rows(db, consent)] == [
        ("talk", True, NOW),
        ("talk", False, NOW),
    ]


async def test_a_group_has_a_name_and_a_code(db: Database, ann: Person) -> None:
    """A group is named, renamed, and found by its code, with whether it is a branch."""
    await _record(
        db, ann, NameGroup(1, "De Linde"), NameGroup(2, "Koor"), NameGroup(1, "De Eik"), SetBranch(2, branch=False)
    )
    async with db.work() as work:
        codes = [await work.group_code(ann.id, n) for n in (1, 2, 3)]
        assert await work.group_names(ann.id, [1, 2, 3]) == {1: "De Eik", 2: "Koor"}
        assert await work.invitation(codes[0] or "") == Invitation("group", codes[0] or "", None)
        assert await work.invitation(codes[1] or "") == Invitation("group", codes[1] or "", branch=False)
        assert await work.invitation("no such code") is None
    assert (codes[2], len({*codes})) == (None, 3)


async def test_joining_makes_it_the_same_group(db: Database, ann: Person) -> None:
    """Who joins by code has the same group, under a number of their own."""
    await _record(db, ann, NameGroup(1, "De Linde"))
    async with db.work() as work:
        code = await work.group_code(ann.id, 1) or ""
        bob = await work.add_person(CHAT + 1, CHAT + 1, NOW)
        await work.record(bob, JoinGroup(3, code), NOW)
        assert await work.group_names(bob.id, [3]) == {3: "De Linde"}
        assert await work.group_code(bob.id, 3) == code


@pytest.mark.parametrize("effect", [JoinGroup(1, "no such code"), SetBranch(1, branch=True)])
async def test_a_group_that_is_not_there_is_our_mistake(db: Database, ann: Person, effect: Record) -> None:
    """Joining or describing a group that does not exist raises, and changes nothing."""
    with pytest.raises(GroupUnknown):
        await _record(db, ann, effect)
    assert await _counts(db) == {"person": 1}


async def test_a_second_answer_replaces_the_first(db: Database, ann: Person) -> None:
    """One row a kenmerk; a correction stands beside the reading."""
    await _record(db, ann, ANSWER, replace(ANSWER, corrected="autonoom"), replace(ANSWER, reflection=2))
    assert await _rows(db, answer) == [
        {
            "person_id": ann.id,
            "reflection": number,
            "kenmerk": "waarom",
            "how": "text",
            "phase": "startend",
            "probabilities": "[0.7, 0.1, 0.1, 0.1]",
            "lights": '["wat"]',
            "certain": True,
            "corrected": corrected,
        }
        for number, corrected in ((1, "autonoom"), (2, None))
    ]


async def test_a_reflection_gets_on(db: Database, ann: Person) -> None:
    """A reflection is one row, from its start to its end."""
    done = replace(REFLECTION, finished_at=LATER, phase="routineus", theme="openheid", tip="buren")
    await _record(db, ann, REFLECTION, done)
    [row] = await _rows(db, reflection)
    assert (row["group_n"], row["started_at"], row["finished_at"], row["tip"]) == (1, NOW, LATER, "buren")


async def test_a_plan_keeps_when_it_was_made(db: Database, ann: Person) -> None:
    """The outcome is added to the plan; the moment it was made stays."""
    async with db.work() as work:
        await work.record(ann, PLAN, NOW)
        await work.record(ann, replace(PLAN, outcome="gelukt"), LATER)
    [row] = await _rows(db, plan)
    assert (row["outcome"], row["made_at"], row["words_if"], row["words_then"]) == ("gelukt", NOW, 2, 3)


async def test_forgetting_leaves_nothing(db: Database, ann: Person) -> None:
    """After `forget` only a mark that names nobody is left; an update not handled yet stays: it is a new message."""
    await _record(db, ann, *EVERYTHING)
    async with db.work() as work:
        await work.receive([Received(1, CHAT, "{}"), Received(2, CHAT, "{}")], NOW)
        await work.enqueue(
            Outgoing(CHAT, REPLY, "sendMessage", {"text": "a"}, not_before=NOW, person_id=ann.id, contact_id=1),
            Outgoing(CHAT, REPLY, "sendMessage", {"text": "b"}, not_before=NOW),
        )
        await work.sending.pause(CHAT, LATER)
        await work.forget(ann, NOW)
        await work.handled([1], NOW)
    assert await _counts(db) == {"inbox": 2, "sender": 1, "erasure": 1}
    async with db.work() as work:
        (claimed,) = await work.claim()
    assert (claimed.update_id, claimed.payload) == (2, "{}")


async def test_forgetting_one_leaves_the_others(db: Database, ann: Person) -> None:
    """A group that others are in stays with all that is theirs."""
    await _record(db, ann, *EVERYTHING)
    async with db.work() as work:
        bob = await work.add_person(CHAT + 1, CHAT + 1, NOW)
        await work.record(bob, JoinGroup(1, await work.group_code(ann.id, 1) or ""), NOW)
        await work.record(bob, KeepWords(1, "answer", "van Bob"), NOW)
        await work.enqueue(Outgoing(CHAT + 1, REPLY, "sendMessage", {}, not_before=NOW, person_id=bob.id))
        await work.forget(ann, NOW)
    left = {"person": 1, "volunteer_group": 1, "membership": 1, "words": 1, "outbox": 1, "erasure": 1}
    assert await _counts(db) == left
