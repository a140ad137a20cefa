"""What is said next, and what became of it."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage import CALLBACK_ANSWER, OUTREACH, REPLY, Database, File, Outgoing, Person, Recovered, Taken, UnitOfWork
from storage.tables import outbox
from tests.storage.conftest import CHAT, NOW, take

LATER = NOW + timedelta(seconds=30)


def _message(text: str, chat_id: int = CHAT, lane: int = REPLY, not_before: datetime = NOW) -> Outgoing:
    return Outgoing(chat_id, lane, "sendMessage", {"text": text}, not_before=not_before)


async def _enqueue(db: Database, *messages: Outgoing) -> None:
    async with db.work() as work:
        await work.enqueue(*messages)


async def _take(db: Database, now: datetime = NOW, limit: int = 10) -> list[Taken]:
    async with db.work() as work:
        return await take(work, db.owner, now, limit)


def _texts(taken: list[Taken]) -> list[str]:
    return [message.params["text"] for message in taken]


async def _send_all(db: Database, now: datetime = NOW) -> list[str]:
    """Send until nothing is left; the texts in the order in which they went."""
    order: list[str] = []
    while taken := await _take(db, now):
        for message in taken:
            order += _texts([message])
            async with db.work() as work:
                await work.sending.sent([(message, 1)], now)
    return order


async def _row(db: Database, id: int) -> dict[str, Any]:
    async with db.work() as work:
        rows = await work.connection.execute(select(outbox).where(outbox.c.id == id))
        return dict(rows.mappings().one())


async def _recovered(work: UnitOfWork, db: Database, now: datetime) -> Recovered:
    return await work.sending.recover(await work.sending.missing(db.owner), now)


async def test_what_is_taken_is_what_was_to_be_said(db: Database, ann: Person) -> None:
    """A message is whole: chat, lane, method, parameters (of any script), person, contact, attempts."""
    params = {"text": "Héé 🎉", "reply_markup": {"inline_keyboard": [[{"text": "ja"}]]}}
    await _enqueue(db, Outgoing(CHAT, REPLY, "sendMessage", params, not_before=NOW, person_id=ann.id))
    [taken] = await _take(db)
    assert taken == Taken(taken.id, CHAT, REPLY, "sendMessage", params, 1, ann.id, None)


async def test_a_file_goes_along_and_leaves_nothing(db: Database) -> None:
    """Its bytes come out as they went in, and are gone once the message is sent."""
    files = {"document": File("één.json", "application/json", bytes(range(256)))}
    params = {"caption": "kijk"}
    await _enqueue(db, Outgoing(CHAT, REPLY, "sendDocument", params, not_before=NOW, files=files))
    [taken] = await _take(db)
    assert (taken.params, taken.files) == (params, files)
    async with db.work() as work:
        await work.sending.sent([(taken, 1)], NOW)
    assert (await _row(db, taken.id))["payload"] is None


async def test_answers_first_then_replies_then_outreach(db: Database) -> None:
    """A reply never waits behind a round: lanes before numbers."""
    await _enqueue(
        db, _message("round", 1, OUTREACH), _message("reply", 2, REPLY), _message("answer", 3, CALLBACK_ANSWER)
    )
    assert _texts(await _take(db)) == ["answer", "reply", "round"]


async def test_the_limit_keeps_the_first(db: Database) -> None:
    """Of many messages the limit leaves the last behind."""
    await _enqueue(db, _message("a", 1), _message("b", 2), _message("c", 3, CALLBACK_ANSWER))
    assert _texts(await _take(db, limit=2)) == ["c", "a"]


async def test_a_chat_goes_in_order_one_at_a_time(db: Database) -> None:
    """Messages of a chat are taken one by one, each after the one before is finished; other chats go on beside it."""
    await _enqueue(db, _message("a1", 1), _message("a2", 1), _message("b1", 2), _message("a3", 1))
    first = await _take(db)
    assert _texts(first) == ["a1", "b1"]
    assert await _take(db) == []
    async with db.work() as work:
        await work.sending.sent([(first[0], 10)], NOW)
    assert _texts(await _take(db)) == ["a2"]


async def test_a_reply_waits_for_what_is_under_way(db: Database) -> None:
    """A reply goes before outreach that waits, and after outreach of the same chat that is under way already."""
    await _enqueue(db, _message("round", lane=OUTREACH))
    [under_way] = await _take(db)
    await _enqueue(db, _message("reply"))
    assert await _take(db) == []
    async with db.work() as work:
        await work.sending.sent([(under_way, 1)], NOW)
    assert _texts(await _take(db)) == ["reply"]


async def test_an_answer_overtakes_its_chat(db: Database) -> None:
    """The answer to a button does not wait for a message of the same chat that is under way."""
    await _enqueue(db, _message("reply"))
    await _take(db)
    await _enqueue(db, _message("answer", lane=CALLBACK_ANSWER))
    assert _texts(await _take(db)) == ["answer"]


async def test_all_of_it_goes_in_the_end(db: Database) -> None:
    """Nothing is left behind, and each chat gets its lanes in order."""
    await _enqueue(
        db, _message("o", lane=OUTREACH), _message("r1"), _message("r2"), _message("c", lane=CALLBACK_ANSWER)
    )
    assert await _send_all(db) == ["c", "r1", "r2", "o"]


async def test_of_what_is_unasked_no_more_than_its_pace_allows(db: Database) -> None:
    """Replies are not in that figure."""
    await _enqueue(db, *(_message(f"round {chat}", chat, OUTREACH) for chat in (1, 2, 3)), _message("reply", 4))
    async with db.work() as work:
        assert _texts(await work.sending.to_send(NOW, 10, 2)) == ["reply", "round 1", "round 2"]
        assert _texts(await work.sending.to_send(NOW, 10, 0)) == ["reply"]


async def test_not_before_its_moment(db: Database) -> None:
    """A message waits for its moment, and `next_send_due` says when that is."""
    await _enqueue(db, _message("later", not_before=LATER))
    async with db.work() as work:
        assert await take(work, db.owner, NOW, 10) == []
        assert await work.sending.next_send_due(NOW, NOW) == LATER
    assert _texts(await _take(db, LATER)) == ["later"]


@pytest.mark.parametrize(
    ("paused", "expected"),
    [
        (1, ["answer 2", "reply 3", "round 4"]),
        (2, ["answer 2", "reply 1", "reply 3", "round 4"]),
        (3, ["answer 2", "reply 1", "round 4"]),
        (0, ["answer 2"]),
        (99, ["answer 2", "reply 1", "reply 3", "round 4"]),
    ],
)
async def test_a_pause_concerns_what_it_names(db: Database, paused: int, expected: list[str]) -> None:
    """A paused chat waits and no other; answers to buttons go through any pause."""
    await _enqueue(db, _message("reply 1", 1), _message("answer 2", 2, CALLBACK_ANSWER))
    await _enqueue(db, _message("reply 3", 3), _message("round 4", 4, OUTREACH))
    async with db.work() as work:
        await work.sending.pause(paused, LATER)
    assert _texts(await _take(db)) == expected


async def test_after_the_pause_it_goes_on(db: Database) -> None:
    """`next_send_due` names the end of the pause, and then the messages go; a later pause replaces an earlier."""
    await _enqueue(db, _message("a", 1))
    async with db.work() as work:
        await work.sending.pause(1, LATER + timedelta(1))
        await work.sending.pause(1, LATER)
        assert await work.sending.next_send_due(NOW, NOW) == LATER
    assert _texts(await _take(db, LATER)) == ["a"]


async def test_next_send_due_counts_what_can_be_taken(db: Database) -> None:
    """It says now where something waits, and nothing where all that waits is behind something under way."""
    async with db.work() as work:
        assert await work.sending.next_send_due(NOW, NOW) is None
    await _enqueue(db, _message("a", 1), _message("b", 1), _message("c", 2))
    async with db.work() as work:
        assert await work.sending.next_send_due(NOW + timedelta(1), NOW) == NOW + timedelta(1)
        await take(work, db.owner, NOW, 10)
        assert await work.sending.next_send_due(NOW, NOW) is None


async def test_again_keeps_its_place(db: Database) -> None:
    """A message that surely did not arrive comes again at its moment, before what follows it in its chat."""
    await _enqueue(db, _message("a", 1), _message("b", 1))
    [taken] = await _take(db)
    async with db.work() as work:
        await work.sending.again(taken.id, LATER)
    assert await _take(db) == []
    [once_more] = await _take(db, LATER)
    assert (once_more.params, once_more.attempts) == ({"text": "a"}, 2)


async def test_what_is_sent_says_so(db: Database) -> None:
    """A sent message has its number at Telegram, and its text is gone."""
    await _enqueue(db, _message("a"))
    [taken] = await _take(db)
    async with db.work() as work:
        await work.sending.sent([(taken, 77)], LATER)
    row = await _row(db, taken.id)
    assert (row["state"], row["message_id"], row["payload"], row["finished_at"]) == ("sent", 77, None, LATER)


@pytest.mark.parametrize("state", ["failed", "uncertain", "cancelled"])
async def test_what_is_not_sent_says_why(db: Database, state: Any) -> None:
    """A message that was not sent says so and why, has no text any more, and does not hold up its chat."""
    await _enqueue(db, _message("a", 1), _message("b", 1))
    [taken] = await _take(db)
    async with db.work() as work:
        await work.sending.not_sent(taken.id, state, "Forbidden", NOW)
    row = await _row(db, taken.id)
    assert (row["state"], row["error"], row["payload"]) == (state, "Forbidden", None)
    assert _texts(await _take(db)) == ["b"]


async def test_what_a_dead_process_left(db: Database) -> None:
    """Of a dead owner: replies go again, answers to buttons are given up, outreach is uncertain; ours stays ours."""
    dead = 12345
    lanes = (CALLBACK_ANSWER, REPLY, OUTREACH)
    await _enqueue(db, *(_message(f"{lane}", lane, lane) for lane in lanes))
    async with db.work() as work:
        theirs = await take(work, dead, NOW, 10)
    await _enqueue(db, _message("ours", 9))
    [ours] = await _take(db)
    async with db.work() as work:
        assert await _recovered(work, db, LATER) == Recovered(again=1, failed=1, uncertain=1)
        assert await _recovered(work, db, LATER) == Recovered(again=0, failed=0, uncertain=0)
    states = [(await _row(db, message.id))["state"] for message in (*theirs, ours)]
    assert states == ["failed", "pending", "uncertain", "attempting"]


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_living_owner_keeps_its_messages(db: Database, database_url: str) -> None:
    """What another replica has under way stays its own while it lives, and is free when it is gone."""
    other = Database.open(database_url)
    await _enqueue(db, _message("a"))
    await _take(other)
    async with db.work() as work:
        assert await _recovered(work, db, NOW) == Recovered(0, 0, 0)
    await other.dispose()
    async with db.work() as work:
        assert await _recovered(work, db, NOW) == Recovered(again=1, failed=0, uncertain=0)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_two_replicas_never_take_one_message(db: Database, database_url: str) -> None:
    """Two replicas that take at the same time share the messages, and a chat goes to one of them."""
    other = Database.open(database_url)
    await _enqueue(db, *(_message(f"{chat}.{n}", chat) for n in range(3) for chat in range(20)))
    seen: list[str] = []

    async def sender(database: Database) -> None:
        while taken := await _take(database, limit=3):
            async with database.work() as work:
                for message in taken:
                    seen.append(message.params["text"])
                    await work.sending.sent([(message, 1)], NOW)

    await asyncio.gather(sender(db), sender(other))
    seen += await _send_all(db)
    await other.dispose()
    assert len(seen) == 60
    for chat in range(20):
        assert [text for text in seen if text.startswith(f"{chat}.")] == [f"{chat}.{n}" for n in range(3)]
