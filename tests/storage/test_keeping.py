"""Nothing is kept longer than promised, and nothing shorter."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from dialogues.effects import KeepWords, NameGroup, RecordConsent
from storage import REPLY, Database, Outgoing, Person, Received
from storage.tables import METADATA
from tests.storage.conftest import CHAT, NOW, take

MONTH = timedelta(days=30)
MOMENT = timedelta(seconds=1)


async def _clean(db: Database, after: timedelta) -> None:
    async with db.work() as work:
        await work.keep_clean(NOW + after, MONTH)


async def _count(db: Database, *names: str) -> list[int]:
    async with db.work() as work:
        return [
            (await work.connection.execute(select(func.count()).select_from(METADATA.tables[name]))).scalar_one()
            for name in names
        ]


async def _consent(db: Database, who: Person, *given: bool) -> None:
    async with db.work() as work:
        for yes in given:
            await work.record(who, RecordConsent("talk", yes, "1"), NOW)


async def test_words_go_when_their_time_is_up(db: Database, ann: Person) -> None:
    """Words stay until they are as old as promised, and then go; the person stays."""
    await _consent(db, ann, True)
    async with db.work() as work:
        await work.record(ann, KeepWords(1, "answer", "oud"), NOW)
        await work.record(ann, KeepWords(2, "answer", "nieuw"), NOW + MOMENT)
    kept = []
    for after in (MONTH, MONTH + MOMENT, MONTH + 2 * MOMENT):
        await _clean(db, after)
        async with db.work() as work:
            kept.append(await work.words(ann.id, [1, 2]))
    assert kept == [{1: "oud", 2: "nieuw"}, {2: "nieuw"}, {}]
    assert await _count(db, "person") == [1]


async def test_traces_of_updates_and_messages_go(db: Database) -> None:
    """Handled updates and finished messages go after two days; what is still to be done stays, however old."""
    async with db.work() as work:
        await work.receive([Received(1, 7, "{}"), Received(2, 8, "{}")], NOW)
        await work.handled([1], NOW)
        await work.enqueue(*(Outgoing(chat, REPLY, "sendMessage", {}, not_before=NOW) for chat in (7, 8)))
        first, _ = await take(work, db.owner, NOW, 10)
        await work.sending.sent([(first, 1)], NOW)
        await work.sending.pause(7, NOW)
    await _clean(db, timedelta(hours=48))
    assert await _count(db, "inbox", "outbox", "sender") == [2, 2, 1]
    await _clean(db, timedelta(hours=48) + MOMENT)
    assert await _count(db, "inbox", "outbox", "sender", "send_pause") == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("given", "after_two_days"),
    [((), 0), ((True,), 1), ((False,), 0), ((True, False), 0), ((False, True), 1)],
)
async def test_strangers_go(db: Database, ann: Person, given: tuple[bool, ...], after_two_days: int) -> None:
    """Who did not say yes to the talk, or took it back, is forgotten after two days, with their group."""
    await _consent(db, ann, *given)
    async with db.work() as work:
        await work.record(ann, NameGroup(1, "De Linde"), NOW)
        await work.enqueue(Outgoing(CHAT, REPLY, "sendMessage", {}, not_before=NOW, person_id=ann.id))
    await _clean(db, timedelta(days=2))
    assert await _count(db, "person") == [1]
    await _clean(db, timedelta(days=2) + MOMENT)
    assert await _count(db, "person", "volunteer_group", "outbox") == [after_two_days] * 3


async def test_a_sender_comes_back(db: Database) -> None:
    """Who writes again after being cleaned away is served as before."""
    for update_id in (1, 2):
        async with db.work() as work:
            await work.receive([Received(update_id, 7, "{}")], NOW)
        async with db.work() as work:
            (claimed,) = await work.claim()
            assert claimed.update_id == update_id
            await work.handled([update_id], NOW)
        await _clean(db, timedelta(0))
        assert await _count(db, "sender") == [0]


async def test_a_yes_taken_back_counts_from_then(db: Database, ann: Person) -> None:
    """Who takes their yes back after weeks is forgotten two days after that, not at once."""
    await _consent(db, ann, True)
    async with db.work() as work:
        await work.record(ann, RecordConsent("talk", given=False, version="1"), NOW + MONTH)
    there = []
    for after in (MONTH + MOMENT, MONTH + timedelta(days=2), MONTH + timedelta(days=2) + MOMENT):
        await _clean(db, after)
        there += await _count(db, "person")
    assert there == [1, 1, 0]
