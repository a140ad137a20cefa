"""Prometheus reads how the bot is doing, and neither the figures nor the log say anything of anybody."""

import io
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.clock import MovableClock
from bot.logs import handler
from bot.metrics import Metrics
from bot.telegram.redact import RedactToken
from storage import Database
from tests.whole.world import World, running

AN = 7_000_000_001
TALK = ["/start", "[Ja, ik begin]", "De Buurttafel", "[Nee, we staan op onszelf]", "Zaterdag was het buurtontbijt."]


@pytest.fixture
def address(unused_tcp_port: int) -> str:
    return f"127.0.0.1:{unused_tcp_port}"


@pytest.fixture
async def world(database_url: str, tmp_path: Path, address: str) -> AsyncIterator[World]:
    async with running(database_url, tmp_path, listen=address) as world:
        yield world


async def _shown(address: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"http://{address}/metrics") as answer:
        return await answer.text()


async def _figures(address: str) -> dict[tuple[str, ...], float]:
    """By name, and the values of the labels in the order of their names."""
    samples = [s for family in text_string_to_metric_families(await _shown(address)) for s in family.samples]
    return {(s.name, *(s.labels[name] for name in sorted(s.labels))): s.value for s in samples}


async def test_what_the_bot_does_is_counted(world: World, address: str) -> None:
    """Updates, turns and calls by outcome; nothing waits in the end."""
    await world.turn(AN, *TALK)
    await world.until_row("SELECT count(*) FROM inbox WHERE handled_at IS NULL", [(0,)])
    figures = await _figures(address)
    assert figures["bruis_updates_total", "handled"] == len(TALK)
    assert figures["bruis_turn_seconds_count",] == figures["bruis_update_wait_seconds_count",] == len(TALK)
    assert figures["bruis_calls_total", "reply", "sendMessage", "sent"] >= len(TALK)
    assert figures["bruis_inbox_waiting",] == figures["bruis_outbox_waiting", "reply"] == 0
    assert figures["bruis_polling",] == 1


async def test_the_reading_and_what_was_planned_are_counted(world: World, address: str) -> None:
    """Per kenmerk, with certainty and corrections; per kind of contact with state and reason."""
    await world.turn(AN, *TALK, "Iedereen weet waarom we samenkomen.")
    async with world.app.database.work() as work:
        (read,) = [row for row in await work.corrections() if row.kenmerk == "waarom"]
    figures = await _figures(address)
    both = [figures["bruis_readings", certain, "waarom"] for certain in ("yes", "no")]
    assert (both, sum(both)) == ([read.certain, read.read - read.certain], 1)
    assert figures["bruis_readings_corrected", "yes", "waarom"] == 0


async def test_no_figure_tells_of_anybody(world: World, address: str) -> None:
    """No id, no name, none of the words."""
    await world.turn(AN, *TALK)
    text = await _shown(address)
    assert [told for told in (str(AN), "Buurttafel", "buurtontbijt") if told in text] == []


async def test_a_database_that_is_away_is_no_figure(empty_database_url: str) -> None:
    """Whoever asks gets an error of the engine and not half an answer."""
    db = Database.open(empty_database_url)
    with pytest.raises(Exception, match="inbox"):
        await Metrics().text(db, MovableClock())
    await db.dispose()


def test_a_line_of_the_log_is_an_object() -> None:
    """With the token hidden, in the message and in the error."""
    stream = io.StringIO()
    to = handler("json")
    assert isinstance(to, logging.StreamHandler)
    to.setStream(stream)
    to.addFilter(RedactToken("4242:geheim"))
    log = logging.getLogger("tests.log")
    log.addHandler(to)
    try:
        raise ValueError("4242:geheim")
    except ValueError:
        log.exception("kan %s niet", "4242:geheim")
    log.removeHandler(to)
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "tests.log", "kan <token> niet")
    assert ("geheim" in line, "ValueError: <token>" in told["exc_info"]) == (False, True)
