"""After /wis nothing a person wrote is anywhere; and the token is nowhere, whatever happens."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select

from bot.playground.faults import Fault
from bot.playground.server import Playground
from storage.database import Database
from storage.tables import METADATA
from tests.whole.conftest import TOKEN, BotProcess
from tests.whole.world import World, running

AN, MOHAMED = 7_000_000_001, 7_000_000_002
#: Twenty words nobody says by chance, planted in all that one can write or send.
WORDS = [f"qzx{letter}jk" for letter in "abcdefghijklmnopqrst"]
_STORIES = [f"Bij ons beslist {word} alles, en zo doen we dat al jaren" for word in WORDS[2:10]]
TALK = [
    *("/start", "[Ja, ik begin]", f"Groep {WORDS[0]}", "[Nee, we staan op onszelf]", f"Gisteren kwam {WORDS[1]} langs"),
    *_STORIES,
]


async def _tell_everything(world: World) -> None:
    """A whole talk with a planted word in every text, a change of one, and what is no text."""
    await world.turn(AN, *TALK)
    texts = [m for m in world.api.chat(AN).messages if m.sender == AN and WORDS[9] in m.text]
    world.api.edit(AN, texts[0].id, f"Bij ons beslist {WORDS[12]} alles")
    await world.heard(AN)
    world.api.attach(AN, "photo")
    await world.heard(AN)
    await world.turn(AN, f"/plan {WORDS[13]}", f"/{WORDS[14]}", f"/start {WORDS[15]}", "/tips")


async def test_after_wis_nothing_is_left(database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """No table, file, page of SQLite's log or line of a log has one of twenty planted words.

    The person's number at Telegram, to which the receipt still goes, is gone within the hour.
    """
    caplog.set_level(logging.INFO)
    async with running(database_url, tmp_path) as world:
        await _tell_everything(world)
        planted = await _everything(world.app.database)
        assert len([word for word in WORDS if word in planted]) >= 8
        await world.turn(AN, f"nog iets over {WORDS[16]}", "/wis", "[Ja, wis alles]")
        left = await _everything(world.app.database) + caplog.text + _files(tmp_path)
        assert [word for word in WORDS if word in left] == []
        world.clock.advance(timedelta(hours=1))
        async with asyncio.timeout(10):
            while str(AN) in await _everything(world.app.database) + caplog.text + _files(tmp_path):
                await asyncio.sleep(0.01)


async def _everything(db: Database) -> str:
    """Every row of every table, as text."""
    async with db.work() as work:
        rows = [
            (table.name, *row)
            for table in METADATA.sorted_tables
            for row in await work.connection.execute(select(table))
        ]
    return repr(rows)


def _files(folder: Path) -> str:
    """All bytes of all files, but for those of the Bot API, which stands for Telegram."""
    ours = [path for path in folder.rglob("*") if path.is_file() and not str(path.name).startswith("playground")]
    assert ours or not list(folder.glob("bruis.db"))
    return "".join(path.read_bytes().decode("latin-1") for path in ours)


@pytest.fixture
async def talkative(
    playground: Playground, database_url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[BotProcess]:
    """A bot that logs all it can, with its token in a file elsewhere."""
    token = tmp_path_factory.mktemp("elsewhere") / "token"
    token.write_text(f"{TOKEN}\n")
    url = f"http://127.0.0.1:{await playground.start()}"
    settings = {"BRUIS_TOKEN": "", "BRUIS_TOKEN_FILE": str(token), "BRUIS_LOG_LEVEL": "DEBUG"}
    process = BotProcess(url, database_url, tmp_path, **settings)
    await process.start()
    await process.until_logged("Ready as")
    yield process
    await process.kill()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_neither_token_nor_words_are_in_what_the_program_writes(
    playground: Playground, talkative: BotProcess, tmp_path: Path
) -> None:
    """Not in its log at the most talkative level nor among its arguments, while the network fails and at its end."""
    secret = TOKEN.partition(":")[2]
    playground.faults.next("sendMessage", Fault("error", code=502))
    for who, word in ((AN, WORDS[0]), (MOHAMED, WORDS[1])):
        playground.api.say(who, f"bij ons beslist {word} alles")
        await playground.api.next_message(who, 60)
    arguments = " ".join(psutil.Process(talkative.pid).cmdline())
    await playground.stop()
    await talkative.until_logged("getUpdates:")
    assert await talkative.stop() == 0
    assert [mark for mark in (secret, *WORDS) if mark in talkative.log + arguments] == []
    assert secret not in _files(tmp_path)
