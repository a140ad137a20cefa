"""What the outbox holds is said in order, at the right pace, and each row tells what became of it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from bot import steps
from bot.telegram.api import BotApi
from bot.telegram.sender import Sender
from dialogues.effects import PlanContact
from storage.database import Database
from storage.messages import CALLBACK_ANSWER, OUTREACH, REPLY, Outgoing
from storage.tables import contact, outbox, person
from tests.storage.conftest import take
from tests.telegram.clocks import START, JumpingClock
from tests.telegram.fake_api import FakeApi, Params, cut, ok, refused
from tests.telegram.running import running

Script = Callable[[Params, web.Request], web.Response]


class PatientClock(JumpingClock):
    """Jumps only while no call is under way, so that it is known when each was made."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self._db = db

    async def sleep_until(self, moment: datetime) -> None:
        while "attempting" in await states(self._db):
            await asyncio.sleep(0)
        await super().sleep_until(moment)


@pytest.fixture
def clock(db: Database) -> JumpingClock:
    return PatientClock(db)


@pytest.fixture
def sender(api: BotApi, db: Database, clock: JumpingClock) -> Sender:
    return Sender(api, db, clock, sends_per_second=5)


def say(chat: int, text: str, lane: int = REPLY) -> Outgoing:
    return Outgoing(chat, lane, "sendMessage", {"chat_id": chat, "text": text}, not_before=START)


def answer(chat: int) -> Outgoing:
    return Outgoing(chat, CALLBACK_ANSWER, "answerCallbackQuery", {"callback_query_id": "1"}, not_before=START)


async def queue(db: Database, *messages: Outgoing) -> None:
    async with db.work() as work:
        await work.enqueue(*messages)


async def rows(db: Database) -> list[Any]:
    async with db.work() as work:
        return list(await work.connection.execute(select(outbox).order_by(outbox.c.id)))


async def states(db: Database) -> list[str]:
    return [row.state for row in await rows(db)]


async def said(fake: FakeApi, sender: Sender, db: Database) -> list[str]:
    """Run until nothing is left to do; the texts that went out, in order."""
    async with running(sender.run()), asyncio.timeout(10):
        while set(await states(db)) & {"pending", "attempting"}:
            await asyncio.sleep(0.005)
    return fake.texts()


def first(answers: dict[str, list[web.Response | None]]) -> Script:
    """Answers for the first tries of a text (None drops the connection); after them it is sent."""

    def script(params: Params, request: web.Request) -> web.Response:
        left = answers.get(params["text"])
        given = left.pop(0) if left else ok({"message_id": 1})
        return cut(request) if given is None else given

    return script


async def test_what_was_sent_is_written_down(fake: FakeApi, sender: Sender, db: Database) -> None:
    """With its message id and without its words."""
    fake.on("sendMessage", lambda params, request: ok({"message_id": 77}))
    await queue(db, say(7, "Dag An"))
    assert await said(fake, sender, db) == ["Dag An"]
    [row] = await rows(db)
    assert (row.state, row.message_id, row.payload, row.attempts) == ("sent", 77, None, 1)


async def test_a_call_is_on_disk_as_attempting_before_it_is_made(fake: FakeApi, sender: Sender, db: Database) -> None:
    """So that after a crash it is known that it may have arrived."""
    seen: list[str] = []

    async def look(params: Params, request: web.Request) -> web.Response:
        seen.extend(await states(db))
        return ok({"message_id": 1})

    fake.on("sendMessage", look)
    await queue(db, say(7, "Dag An"))
    await said(fake, sender, db)
    assert seen == ["attempting"]


async def test_a_chat_is_spoken_to_in_order_and_not_faster_than_it_may(
    fake: FakeApi, sender: Sender, db: Database, clock: JumpingClock
) -> None:
    """Three at once, then one a second; an answer to a press waits for none of it."""
    at: dict[str, float] = {}

    def note(params: Params, request: web.Request) -> web.Response:
        at[params.get("text", "answer")] = clock.seconds()
        return ok({"message_id": 1})

    fake.on("sendMessage", note)
    fake.on("answerCallbackQuery", note)
    await queue(db, *(say(7, str(n)) for n in range(6)), answer(7))
    await said(fake, sender, db)
    assert at == {"answer": 0, "0": 0, "1": 0, "2": 0, "3": 1, "4": 2, "5": 3}


async def test_a_reply_overtakes_a_backlog_of_what_is_unasked(
    fake: FakeApi, sender: Sender, db: Database, clock: JumpingClock
) -> None:
    """The round keeps its pace, five in any second, and a reply that comes in the middle goes at once."""
    at: list[tuple[float, str]] = []

    async def note(params: Params, request: web.Request) -> web.Response:
        at.append((clock.seconds(), params["text"]))
        if len(at) == 8:
            await queue(db, *(say(chat, "reply") for chat in range(501, 504)))
            sender.wake.set()
        return ok({"message_id": 1})

    fake.on("sendMessage", note)
    await queue(db, *(say(chat, "round", OUTREACH) for chat in range(1, 31)))
    await said(fake, sender, db)
    round_, replies = ([second for second, text in at if text == which] for which in ("round", "reply"))
    assert (len(round_), len(replies)) == (30, 3)
    assert all(sum(start <= second < start + 1 for second in round_) <= 5 for start in round_)
    assert max(replies) < round_[12]


async def test_a_429_of_one_chat_leaves_another_untouched(
    fake: FakeApi, sender: Sender, db: Database, clock: JumpingClock
) -> None:
    """The chat waits as long as it was told, its own order kept; the other does not notice."""
    at: dict[str, float] = {}
    once = first({"a1": [refused(429, "Too Many Requests: retry after 30", retry_after=30)]})

    def note(params: Params, request: web.Request) -> web.Response:
        at[params["text"]] = clock.seconds()
        return once(params, request)

    fake.on("sendMessage", note)
    await queue(db, say(1, "a1"), say(1, "a2"), say(2, "b1"), say(2, "b2"))
    assert Counter(await said(fake, sender, db)) == Counter(["a1", "a1", "a2", "b1", "b2"])
    assert at == {"a1": 30, "a2": 30, "b1": 0, "b2": 0}
    assert await states(db) == ["sent"] * 4


@pytest.mark.parametrize("case", [([say(1, "a"), say(2, "b")], 30), ([answer(1)], 30), ([say(1, "a")], 0)])
async def test_a_429_of_all_pauses_all(
    fake: FakeApi, sender: Sender, db: Database, clock: JumpingClock, case: tuple[list[Outgoing], int]
) -> None:
    """Two chats at once, or an answer to a press: then nobody is spoken to until it is over."""
    refused_first, waits = case
    await queue(db, *refused_first)
    left, at = [len(refused_first)], dict[str | None, float]()

    def script(params: Params, request: web.Request) -> web.Response:
        at[params.get("text")] = clock.seconds()
        left[0] -= 1
        return refused(429, "Too Many Requests", retry_after=30) if left[0] >= 0 else ok({"message_id": 1})

    fake.on("sendMessage", script)
    fake.on("answerCallbackQuery", script)
    async with running(sender.run()):
        await fake.until(lambda: left[0] == 0)
        await queue(db, say(3, "c"))
        sender.wake.set()
        await fake.until(lambda: "c" in at)
    assert (at["c"] >= 30) == (waits == 30)  # not exactly: on PostgreSQL it looks now and then for what others left


@pytest.mark.parametrize(
    ("lane", "expected"),
    [(REPLY, (["x", "x"], [("sent", 1)])), (OUTREACH, (["x"], [("uncertain", 0)]))],
)
async def test_in_doubt_a_reply_goes_again_and_what_is_unasked_never(
    fake: FakeApi, sender: Sender, db: Database, lane: int, expected: tuple[list[str], list[tuple[str, int]]]
) -> None:
    """A connection that drops leaves it open whether it arrived; what may have come twice is counted."""
    fake.on("sendMessage", first({"x": [None]}))
    await queue(db, say(7, "x", lane))
    assert (await said(fake, sender, db), [(row.state, row.doubts) for row in await rows(db)]) == expected


async def test_a_401_is_survived(fake: FakeApi, sender: Sender, db: Database, clock: JumpingClock) -> None:
    """It is asked again after ever longer waits, also for what is unasked: it surely did not arrive."""
    answers, at = first({"x": [refused(401, "Unauthorized"), refused(404, "Not Found")]}), []

    def note(params: Params, request: web.Request) -> web.Response:
        at.append(clock.seconds())
        return answers(params, request)

    fake.on("sendMessage", note)
    await queue(db, say(7, "x", OUTREACH))
    assert await said(fake, sender, db) == ["x", "x", "x"]
    assert (await states(db), at) == (["sent"], [0, 1, 3])


async def test_a_refusal_for_good_fails_with_telegrams_words_and_not_ours(
    fake: FakeApi, sender: Sender, db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """The chat goes on; neither the row nor the log shows the text."""
    fake.on("sendMessage", first({"geheim": [refused(400, 'Bad Request: can\'t find "geheim"')]}))
    await queue(db, say(7, "geheim"), say(7, "next"))
    with caplog.at_level(logging.DEBUG, "bot"):
        assert await said(fake, sender, db) == ["geheim", "next"]
    lost, sent = await rows(db)
    assert (lost.state, lost.error, lost.payload, sent.state) == (
        "failed",
        '400 Bad Request: can\'t find "…"',
        None,
        "sent",
    )
    assert "geheim" not in caplog.text


async def test_who_blocked_the_bot_is_marked(fake: FakeApi, sender: Sender, db: Database) -> None:
    """So that nothing unasked is planned for them, and what waits to be said unasked is not said."""
    async with db.work() as work:
        await work.add_person(7, 7, START)
    fake.on("sendMessage", first({"x": [refused(403, "Forbidden: bot was blocked by the user")]}))
    await queue(db, say(7, "x"), say(7, "round", OUTREACH), say(8, "theirs", OUTREACH))
    assert await said(fake, sender, db) == ["x", "theirs"]
    async with db.work() as work:
        blocked = await work.connection.scalar(select(person.c.blocked_at))
    assert ([(row.state, row.error) for row in await rows(db)], blocked) == (
        [("failed", "403 Forbidden: bot was blocked by the user"), ("cancelled", "blocked"), ("sent", None)],
        START,
    )


async def test_a_contact_with_who_blocked_the_bot_says_so(fake: FakeApi, sender: Sender, db: Database) -> None:
    """Its message was the one that found out."""
    async with db.work() as work:
        who = await work.add_person(7, 7, START)
        await work.record(who, PlanContact("plan", 1, START), START)
        [due] = await work.contacts.due(START, 1)
        await work.enqueue(replace(say(7, "x", OUTREACH), person_id=who.id, contact_id=due.id))
        await work.contacts.carry(due, [], START, late=False)
    fake.on("sendMessage", first({"x": [refused(403, "Forbidden: user is deactivated")]}))
    await said(fake, sender, db)
    async with db.work() as work:
        [told] = await work.connection.execute(select(contact.c.state, contact.c.reason))
    assert tuple(told) == ("not_sent", "blocked")


async def test_a_group_that_moved_is_written_to_in_its_new_place(fake: FakeApi, sender: Sender, db: Database) -> None:
    """It, what comes after it, and nothing of it twice."""
    moved = refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-200)
    fake.on("sendMessage", first({"x": [moved]}))
    await queue(db, say(-100, "x"), say(-100, "y"))
    await said(fake, sender, db)
    assert [call.params["chat_id"] for call in fake.calls] == [-100, -200, -200]
    assert await states(db) == ["sent", "sent"]


async def test_an_edit_that_changes_nothing_counts_as_done(fake: FakeApi, sender: Sender, db: Database) -> None:
    """It shows what it should show."""
    fake.answers("editMessageText", [refused(400, "Bad Request: message is not modified: specified new message")])
    params = {"chat_id": 7, "message_id": 3, "text": "x"}
    await queue(db, Outgoing(7, REPLY, "editMessageText", params, not_before=START))
    await said(fake, sender, db)
    assert await states(db) == ["sent"]


async def test_many_chats_are_spoken_to_side_by_side(
    fake: FakeApi, api: BotApi, db: Database, clock: JumpingClock
) -> None:
    """As many calls at once as may be, and never two of one chat."""
    under_way: Counter[int] = Counter()
    most, full = [0], asyncio.Event()

    async def hold(params: Params, request: web.Request) -> web.Response:
        under_way[params["chat_id"]] += 1
        most[0] = max(most[0], under_way.total())
        assert max(under_way.values()) == 1
        if under_way.total() == 20:
            full.set()
        await full.wait()
        under_way[params["chat_id"]] -= 1
        return ok({"message_id": 1})

    fake.on("sendMessage", hold)
    await queue(db, *(say(chat, str(n)) for n in range(2) for chat in range(1, 41)))
    sender = Sender(api, db, clock, in_flight=20)
    assert sorted(await said(fake, sender, db)) == sorted(["0", "1"] * 40)
    assert most == [20]


async def test_what_a_killed_process_had_under_way_is_settled_at_the_start(
    fake: FakeApi, api: BotApi, db: Database
) -> None:
    """A reply goes again, what is unasked is uncertain, an answer to a press is too late."""
    sender = Sender(api, db, JumpingClock())
    await queue(db, say(1, "reply"), say(2, "unasked", OUTREACH), answer(3))
    async with db.work() as work:
        assert len(await take(work, db.owner + 1, START, 10)) == 3
    assert await said(fake, sender, db) == ["reply"]
    assert await states(db) == ["sent", "uncertain", "failed"]


async def test_stopping_lets_calls_under_way_end(fake: FakeApi, sender: Sender, db: Database) -> None:
    """What arrived is written down, and nothing new is begun."""
    release = asyncio.Event()

    async def held(params: Params, request: web.Request) -> web.Response:
        await release.wait()
        return ok({"message_id": 5})

    fake.on("sendMessage", held)
    await queue(db, say(1, "a"), say(1, "b"))
    async with running(sender.run()) as run:
        await fake.until(lambda: bool(fake.calls))
        run.cancel()
        asyncio.get_running_loop().call_soon(release.set)
    assert (await states(db), fake.texts()) == (["sent", "pending"], ["a"])


@pytest.mark.parametrize("step", ["taken", "attempting"])
async def test_what_is_taken_when_it_stops_still_goes_out(
    fake: FakeApi, sender: Sender, db: Database, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """On disk it is under way: left uncalled, it would be in doubt at the next start."""
    await queue(db, say(1, "reply"))
    async with running(sender.run()) as run:
        monkeypatch.setattr(steps, "reached", lambda here: here == step and run.cancel())
        await asyncio.wait([run])
    assert (await states(db), fake.texts()) == (["sent"], ["reply"])


async def test_a_database_that_is_away_for_a_while_ends_nothing(fake: FakeApi, api: BotApi, db: Database) -> None:
    """It is tried again after ever longer waits, and what is then in the outbox is said."""
    clock = JumpingClock()
    sender = Sender(api, db, clock)
    async with db.work() as work:
        await work.connection.exec_driver_sql("ALTER TABLE outbox RENAME TO away")
    async with running(sender.run()), asyncio.timeout(5):
        while len(clock.slept) < 3:
            await asyncio.sleep(0.001)
        async with db.work() as work:
            await work.connection.exec_driver_sql("ALTER TABLE away RENAME TO outbox")
        await queue(db, say(1, "a"))
        sender.wake.set()
        while await states(db) != ["sent"]:
            await asyncio.sleep(0.001)
    assert clock.slept[:3] == [1, 2, 4]


async def test_a_row_of_ours_that_cannot_be_sent_does_not_come_back(
    fake: FakeApi, sender: Sender, db: Database
) -> None:
    """The one row fails; the chat goes on."""
    fake.answers("sendMessage", [ok({"message_id": 1})])
    async with db.work() as work:
        await work.enqueue(say(7, "x"), say(7, "y"))
        broken = outbox.update().where(outbox.c.id == 1).values(payload="[1]")
        await work.connection.execute(broken)
    assert await said(fake, sender, db) == ["y"]
    assert await states(db) == ["failed", "sent"]
