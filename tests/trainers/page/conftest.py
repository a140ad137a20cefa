"""The page over real HTTP, on an estate of the test's own."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.trainers.drawing import Drawing
from storage import Database
from tests.telegram.clocks import JumpingClock
from tests.trainers.page.estate import ADDRESS, Estate, built, signed

ORIGIN = {"Origin": "https://bruis.example"}
COOKIE = "__Host-bruis"


class Browser:
    """Somebody's browser: it keeps what it is given, and says where a form stood."""

    def __init__(self, client: TestClient[Any, Any], estate: Estate) -> None:
        self.client, self.estate, self.held = client, estate, ""

    async def open(self, init_data: str, headers: dict[str, str] = ORIGIN) -> ClientResponse:
        """Hand over what Telegram signed."""
        answer = await self.client.post(
            "/trainer/open",
            data={"init_data": init_data},
            headers={**headers, **self._cookie()},
            allow_redirects=False,
        )
        if (given := answer.headers.get("Set-Cookie", "")).startswith(f"{COOKIE}="):
            self.held = given.partition(";")[0].removeprefix(f"{COOKIE}=")
        return answer

    async def enter(self, who: int) -> "Browser":
        """This person opens the page now."""
        await self.open(signed(who, self.estate.clock.now(), query_id=f"{id(self)}"))
        return self

    async def get(self, path: str) -> ClientResponse:
        """A page below /trainer; where it leads further is not followed."""
        url = URL(f"/trainer{path}", encoded=True)
        return await self.client.get(url, headers=self._cookie(), allow_redirects=False)

    async def close(self) -> ClientResponse:
        """The button that closes the page."""
        headers = {**ORIGIN, **self._cookie(), "Content-Length": "0"}
        return await self.client.post("/trainer/close", headers=headers, allow_redirects=False)

    def _cookie(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self.held}"} if self.held else {}


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
async def estate(db: Database, clock: JumpingClock) -> Estate:
    return await built(db, clock)


@pytest.fixture(scope="session")
def drawing() -> Iterator[Drawing]:
    """One for all: to start its process takes longer than a test."""
    drawing = Drawing()
    yield drawing
    drawing.rest()


@asynccontextmanager
async def served(estate: Estate, drawing: Drawing) -> AsyncIterator[TestClient[Any, Any]]:
    """The page as a process that just started serves it."""
    application = web.Application()
    application.add_routes(estate.page(drawing, ADDRESS).routes())
    async with TestClient(TestServer(application)) as client:
        yield client


@pytest.fixture
async def client(estate: Estate, drawing: Drawing) -> AsyncIterator[TestClient[Any, Any]]:
    async with served(estate, drawing) as client:
        yield client


@pytest.fixture
def browser(client: TestClient[Any, Any], estate: Estate) -> Browser:
    """A browser that has opened nothing yet."""
    return Browser(client, estate)
