"""A playground on a free port, and ways to talk to it over HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.playground.limits import Limits
from bot.playground.server import Playground

TOKEN = "4242:speeltuin"  # noqa: S105 -- a token of this machine only
AN, MOHAMED, GODELIEVE, TINE = 7_000_000_001, 7_000_000_002, 7_000_000_003, 7_000_000_004
GROUP = -4_000_000_001

BAD = "Bad Request: "
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"

Json = dict[str, Any]
Call = Callable[..., Coroutine[Any, Any, Json]]


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def limits() -> Limits:
    """No rates, unless a test says otherwise."""
    return Limits.none()


@pytest.fixture
async def playground(tmp_path: Path, clock: MovableClock, limits: Limits) -> AsyncIterator[Playground]:
    playground = Playground(clock, TOKEN, tmp_path / "speeltuin.json", limits=limits)
    yield playground
    await playground.stop()


@pytest.fixture
async def url(playground: Playground) -> str:
    return f"http://127.0.0.1:{await playground.start(0)}"


@pytest.fixture
async def http(url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(url) as session:
        yield session


@pytest.fixture
def call(http: aiohttp.ClientSession) -> Call:
    """Call a method of the Bot API with a JSON body; the whole answer."""

    async def call(method: str, **parameters: object) -> Json:
        async with http.post(f"/bot{TOKEN}/{method}", json=parameters) as response:
            answer: Json = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    return call


@pytest.fixture
def post(http: aiohttp.ClientSession) -> Callable[..., Awaitable[tuple[int, Json]]]:
    """POST to the page API; status and answer."""

    async def post(path: str, **body: object) -> tuple[int, Json]:
        async with http.post(f"/playground/{path}", json=body) as response:
            return response.status, await response.json()

    return post


def keyboard(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def button(text: str = "Ja", **what: str) -> Json:
    return {"text": text} | (what or {"callback_data": "ja"})
