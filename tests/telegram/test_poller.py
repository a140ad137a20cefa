"""Fetching updates: nothing is confirmed that is not on disk, and nothing stops the asking."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.telegram.api import BotApi
from bot.telegram.poller import Poller, next_offset
from storage.database import Database
from storage.work import UnitOfWork
from tests.telegram.clocks import START, JumpingClock
from tests.telegram.fake_api import FakeApi, Params, cut, ok, refused
from tests.telegram.running import running
from tests.telegram.updates import message

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing here differs on the other
Hiccup = Callable[[web.Request], web.Response]


@dataclass
class Backlog:
    """Telegram's side: keeps updates until an offset confirms them, and holds a poll that finds none.

    `hiccups` are answered first, one a call.
    """

    updates: list[Any]
    hiccups: list[Hiccup] = field(default_factory=list)
    asked: list[int | None] = field(default_factory=list)
    polls: int = 0
    most_polls: int = 0

    async def __call__(self, params: Params, request: web.Request) -> web.Response:
        self.asked.append(params.get("offset"))
        self.polls += 1
        self.most_polls = max(self.most_polls, self.polls)
        try:
            return await self._answer(params.get("offset", 0), request)
        finally:
            self.polls -= 1

    async def _answer(self, offset: int, request: web.Request) -> web.Response:
        if self.hiccups:
            return self.hiccups.pop(0)(request)
        while any(isinstance(update, dict) and update.get("update_id") == offset - 1 for update in self.updates):
            self.updates.pop(0)
        if not self.updates:
            await asyncio.Event().wait()
        return ok(self.updates[:100])

    @property
    def held(self) -> bool:
        return self.polls == 1 and not self.updates


@pytest.fixture
def poller(api: BotApi, db: Database, clock: JumpingClock) -> Poller:
    return Poller(api, db, clock, lambda: None)


def refusing(code: int, description: str, **parameters: int) -> Hiccup:
    return lambda request: refused(code, description, **parameters)


async def _kept(db: Database) -> list[int]:
    kept = []
    async with db.work() as work:
        while some := await work.claim():
            kept += (numbers := [claimed.update_id for claimed in some])
            await work.handled(numbers, START)
    return kept


async def _polled(fake: FakeApi, backlog: Backlog, poller: Poller) -> None:
    """Until everything is fetched and the next poll is held."""
    fake.on("getUpdates", backlog)
    async with running(poller.run()):
        async with asyncio.timeout(5):
            while not backlog.held:
                await asyncio.sleep(0.001)


async def test_a_backlog_is_kept_batch_by_batch(fake: FakeApi, api: BotApi, db: Database, clock: JumpingClock) -> None:
    """All of it, in order, confirmed by the next offset; workers are woken for every batch; one poll at a time."""
    backlog, woken = Backlog([message(n, text="dag") for n in range(1, 251)]), []
    await _polled(fake, backlog, Poller(api, db, clock, lambda: woken.append(1)))
    assert await _kept(db) == list(range(1, 251))
    assert (backlog.asked, len(woken), backlog.most_polls) == ([None, 101, 201, 251], 3, 1)
    assert fake.calls[0].params == {
        "timeout": 50,
        "limit": 100,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }


class FaultyOnce(Database):
    """A database whose first commit fails."""

    failed = False

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        async with super().work() as work:
            yield work
            if not self.failed:
                self.failed = True
                raise OSError("the disk is full")


async def test_what_is_not_committed_is_not_confirmed(
    fake: FakeApi, api: BotApi, clock: JumpingClock, database_url: str
) -> None:
    """After a commit that failed the same batch is asked for again, and nothing of it is lost."""
    db = FaultyOnce.open(database_url)
    backlog = Backlog([message(n, text="dag") for n in (7, 8)])
    await _polled(fake, backlog, Poller(api, db, clock, lambda: None))
    assert backlog.asked == [None, None, 9]
    assert await _kept(db) == [7, 8]
    await db.dispose()


@ON_SQLITE
@pytest.mark.parametrize(
    "poison", [None, 5, "x", [], {}, {"update_id": "8"}, {"update_id": 2**70}, {"update_id": True}]
)
async def test_a_poison_item_is_passed_over(fake: FakeApi, poller: Poller, db: Database, poison: Any) -> None:
    """What stands around it is kept, and the batch does not come back."""
    backlog = Backlog([message(7, text="dag"), poison, {"update_id": 8, "message": ["odd"]}])
    await _polled(fake, backlog, poller)
    assert (await _kept(db), backlog.asked) == ([7, 8], [None, 9])


@ON_SQLITE
@pytest.mark.parametrize(
    ("hiccup", "line"),
    [
        (refusing(401, "Unauthorized"), "getUpdates: 401, the token is refused"),
        (refusing(404, "Not Found"), "getUpdates: 404, no bot is known under this address and token"),
        (refusing(409, "Conflict: x"), "getUpdates: 409, another poller or a webhook is active"),
        (refusing(500, "restart"), "getUpdates: 500, restart"),
        (
            lambda request: web.Response(text="<html>", status=502),
            "getUpdates: HTTP 502 that is no answer of a Bot API",
        ),
        (lambda _: ok({"no": "list"}), "getUpdates: brought no list"),
        (cut, "getUpdates: ServerDisconnectedError"),
    ],
)
async def test_a_hiccup_is_said_once_and_survived(
    fake: FakeApi, poller: Poller, caplog: pytest.LogCaptureFixture, hiccup: Hiccup, line: str
) -> None:
    """A line on what is wrong, a line that it is over, and what was waiting is fetched."""
    backlog = Backlog([message(7, text="dag")], hiccups=[hiccup])
    with caplog.at_level(logging.INFO):
        await _polled(fake, backlog, poller)
    assert backlog.asked == [None, None, 8]
    said = [record.message for record in caplog.records if record.name == "bot.telegram.poller"]
    assert said == [f"{line}; it is tried again and again.", "getUpdates works again."]


async def test_waits_grow_and_end_in_health(fake: FakeApi, api: BotApi, db: Database, clock: JumpingClock) -> None:
    """1, 2, 4, ... to 30 seconds, and as long as a 429 says; only an answer is news from Telegram."""
    hiccups = [refusing(401, "Unauthorized")] * 6 + [refusing(429, "Too Many Requests", retry_after=7)]
    heard: list[float] = []
    poller = Poller(api, db, clock, lambda: None, lambda: heard.append(clock.seconds()))
    await _polled(fake, Backlog([message(7, text="dag")], hiccups=hiccups), poller)
    assert (clock.slept, heard) == ([1, 2, 4, 8, 16, 30, 7], [68])


async def test_a_server_that_does_not_hold_a_poll_is_not_hammered(
    fake: FakeApi, poller: Poller, clock: JumpingClock
) -> None:
    """At most five polls a second that bring nothing."""
    fake.on("getUpdates", lambda params, request: ok([]))
    async with running(poller.run()):
        await fake.until(lambda: len(fake.calls) == 11)
    assert clock.slept[:10] == [0.2] * 10


@pytest.mark.parametrize(
    ("batch", "offset", "expected"),
    [
        ([], None, None),
        ([], 5, 5),
        ([{"update_id": 5}, {"update_id": 9}, "x"], 5, 10),
        ([{"update_id": 9}, {"update_id": 5}], None, 10),
        (["x", "y"], 5, 7),
        (["x"], None, None),
    ],
)
def test_the_next_offset_confirms_the_batch(batch: list[Any], offset: int | None, expected: int | None) -> None:
    """Also where not one item of it can be read."""
    assert next_offset(batch, offset) == expected
