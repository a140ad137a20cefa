"""The way from a trainer's chat to the page, over real HTTP and on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import FormData

from bot.playground.mini_apps import MiniApps
from tests.whole.test_workshops import MADE, TINE
from tests.whole.world import TOKEN, World, running

AN = 7_000_000_001


@pytest.fixture
def address(unused_tcp_port: int) -> str:
    return f"127.0.0.1:{unused_tcp_port}"


@pytest.fixture
async def world(database_url: str, tmp_path: Path, address: str) -> AsyncIterator[World]:
    trainers, page = frozenset({TINE}), f"http://{address}/trainer"
    async with running(database_url, tmp_path, trainers=trainers, listen=address, page=page) as world:
        yield world


def _opens(world: World, who: int) -> list[str | None]:
    """Where the buttons of the last message lead that open a page."""
    return [b.web_app for row in world.api.said(who)[-1].buttons for b in row if b.web_app]


async def test_a_trainer_is_led_to_the_page(world: World, address: str) -> None:
    """From the lists and the cards, and nobody else from anywhere; it shows the workshop that was just made."""
    seen = []
    for told in (MADE[:3], MADE[3:], ["/rondes"]):
        await world.turn(TINE, *told)
        seen.append(_opens(world, TINE))
    await world.turn(AN, "/start", "[Ja, ik begin]", "/workshop")
    assert (seen, _opens(world, AN)) == ([[f"http://{address}/trainer"]] * 3, [])
    shown = await _opened(MiniApps(world.api.people, world.clock, TOKEN).init_data(TINE), address)
    assert (shown.status, "Buren aan zet" in await shown.text()) == (200, True)


async def _opened(init_data: str, address: str) -> aiohttp.ClientResponse:
    """What a browser sees that hands this over."""
    jar = aiohttp.CookieJar(unsafe=True)  # of an address that is a number
    async with aiohttp.ClientSession(f"http://{address}", cookie_jar=jar) as session:
        form, origin = FormData({"init_data": init_data}), {"Origin": f"http://{address}"}
        async with session.post("/trainer/open", data=form, headers=origin) as answer:
            await answer.read()
            return answer


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_bot_that_polls_has_no_page(database_url: str, tmp_path: Path, address: str) -> None:
    """Telegram opens public https addresses only: no button, and nothing to be found."""
    async with running(database_url, tmp_path, trainers=frozenset({TINE}), listen=address) as world:
        await world.turn(TINE, *MADE[:3])
        async with aiohttp.ClientSession() as session, session.get(f"http://{address}/trainer") as answer:
            assert (_opens(world, TINE), answer.status) == ([], 404)
