"""Random and mangled updates: nothing crashes, nothing leaks to another chat, nobody is stuck.

`make test` plays a small part, the same each time; `make fuzz` plays 20,000 updates, others each time.
"""

import asyncio
import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.clock import MovableClock
from bot.coach import Coach
from bot.playground.formatted import message_text
from bot.telegram.incoming import received
from bot.telegram.webhook import SECRET_HEADER, Webhook, web_app
from bot.trainers.desks import Desks
from coaching_texts.texts import Texts
from dialogues.engine import Engine
from dialogues.hours import BELGIUM
from dialogues.reading import load_reader
from storage import Database
from storage.queue_tables import inbox, outbox
from tests.fuzz.made_up import MARK, acts, mangled
from tests.telegram.updates import message, press

#: Examples of 20 updates each, for a coordinator and for a trainer.
FEW, WANTED = 10, int(os.environ.get("BRUIS_FUZZ", "0"))
FUZZ = settings(
    max_examples=(WANTED + 39) // 40 or FEW,
    derandomize=not WANTED,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
WITNESS = 8  # another person, who says nothing of their own


class Bot:
    """The bot without the network: what comes in is handled at once, what goes out is looked at."""

    def __init__(self, db: Database, runner: asyncio.Runner, trainers: frozenset[int]) -> None:
        texts = Texts("nl", keep_days=30, group_minimum=5)
        self.clock = MovableClock()
        self.db, self.run = db, runner.run
        desks = Desks(trainers, ZoneInfo("Europe/Brussels"))
        self._coach = Coach(Engine(load_reader(), texts, BELGIUM), texts, self.clock, username="bruis_bot", desks=desks)
        self._numbers = itertools.count(1)

    def take(self, update: dict[str, Any]) -> list[dict[str, Any]]:
        """What the bot has to say to it: the rows of the outbox."""
        numbered = {**update, "update_id": next(self._numbers)}
        return self.run(self._take(json.loads(json.dumps(numbered))))

    async def _take(self, update: dict[str, Any]) -> list[dict[str, Any]]:
        now = self.clock.now()
        async with self.db.work() as work:
            await work.receive(received([update]), now)
        async with self.db.work() as work:
            for claimed in await work.claim():
                await self._coach.handle(work, claimed)
                await work.handled([claimed.update_id], now)
        async with self.db.work() as work:
            rows = [dict(row) for row in (await work.connection.execute(outbox.select())).mappings()]
            await work.connection.execute(outbox.delete())
            waiting = (await work.connection.execute(inbox.select().where(inbox.c.payload.is_not(None)))).all()
        assert waiting == []
        return rows


@pytest.fixture(params=["coordinator", "trainer"])
def bot(request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path) -> Iterator[Bot]:
    """On a database of its own; to a trainer more is open."""
    file = tmp_path / "bruis.db"
    file.write_bytes(sqlite_template.read_bytes())
    with asyncio.Runner() as runner:
        db = Database.open(f"sqlite:///{file}")
        yield Bot(db, runner, frozenset({USER} if request.param == "trainer" else ()))
        runner.run(db.dispose())


def _checked(rows: list[dict[str, Any]]) -> list[str]:
    """Each message is one that Telegram takes, and goes where it may; the buttons of the last one."""
    buttons: list[str] = []
    for row in rows:
        params = json.loads(row["payload"])
        text = params.get("text", "")
        if row["method"] in ("sendMessage", "editMessageText"):
            message_text(text, params["parse_mode"], "")
        if row["chat_id"] != USER:
            assert MARK not in row["payload"]
        for line in params.get("reply_markup", {}).get("inline_keyboard", []):
            buttons += [button["callback_data"] for button in line]
    assert [data for data in buttons if not 1 <= len(data.encode()) <= 64] == []
    return buttons


USER = 7


@FUZZ
@given(acts=acts)
@example(acts=[message(text="/start"), 0, message(text="=1+1<b>{{x}}"), 1, 0, message(text="\ud800" * 9), 3, 2, 1, 0])
@example(acts=[message(text="/wis"), message(text="/mijngegevens"), 0, message(text="/workshop"), message(text="/wis")])
def test_no_update_breaks_it(bot: Bot, acts: list[dict[str, Any] | int]) -> None:
    """Whatever comes, in whatever order: what is said fits Telegram, stays in its chat, and /start still answers."""
    buttons: list[str] = []
    for act in acts:
        update = act if isinstance(act, dict) else press(buttons[act % len(buttons)]) if buttons else {}
        buttons = _checked(bot.take(update)) or buttons
    for who in (USER, WITNESS):
        rows = bot.take(message(text="/start", sender=who))
        _checked(rows)
        assert [row["chat_id"] for row in rows if row["method"] == "sendMessage"] != []
    bot.take(message(text="/wis"))


bodies = st.one_of(
    st.binary(max_size=200),
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=9), st.lists, max_leaves=9).map(json.dumps),
    mangled().map(json.dumps),
    mangled().map(lambda raw: json.dumps(raw)[:-2]),
    st.integers(1, 5000).map(lambda depth: "[" * depth),
).map(lambda body: body if isinstance(body, bytes) else body.encode())


@FUZZ
@given(sent=st.lists(bodies, min_size=20, max_size=20))
def test_no_body_breaks_the_webhook(bot: Bot, sent: list[bytes]) -> None:
    """Each is taken (200) or refused (400), never an error of ours; without the secret it is 403, whatever it is."""
    statuses = bot.run(_posted(bot, sent))
    assert set(statuses) <= {(200, 403), (400, 403)}


async def _posted(bot: Bot, sent: list[bytes]) -> list[tuple[int, int]]:
    async def well() -> str | None:
        return None

    webhook = Webhook("/hook", "geheim", bot.db, bot.clock, lambda: None)
    async with TestClient(TestServer(web_app(well, well, webhook))) as client:
        return [
            (
                (await client.post("/hook", data=body, headers={SECRET_HEADER: "geheim"})).status,
                (await client.post("/hook", data=body)).status,
            )
            for body in sent
        ]
