"""What the program answers over HTTP."""

import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.telegram.trimming import trimmed
from bot.telegram.webhook import SECRET_HEADER, Webhook, web_app
from storage.database import Database
from tests.telegram.clocks import START, JumpingClock
from tests.telegram.updates import message

SECRET = {SECRET_HEADER: "geheim_1"}
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing here differs on the other
Client = TestClient[Any, Any]


async def _well() -> str | None:
    return None


async def _unwell() -> str | None:
    return "no update was fetched for 95 s"


@pytest.fixture
def woken() -> list[int]:
    return []


@pytest.fixture
async def client(db: Database, clock: JumpingClock, woken: list[int]) -> AsyncIterator[Client]:
    webhook = Webhook("/hook", "geheim_1", db, clock, lambda: woken.append(1))
    async with TestClient(TestServer(web_app(_well, _unwell, webhook))) as client:
        yield client


async def _kept(db: Database) -> dict[str, Any] | None:
    async with db.work() as work:
        some = await work.claim()
    return next((json.loads(claimed.payload) | {"sender": claimed.sender} for claimed in some), None)


async def test_an_update_is_on_disk_before_the_200(client: Client, db: Database, woken: list[int]) -> None:
    """And the workers are woken; the same one again changes nothing."""
    update = message(7, text="dag")
    for _ in range(2):
        assert (await client.post("/hook", json=update, headers=SECRET)).status == 200
    assert (await _kept(db), woken) == (trimmed(update) | {"sender": 7}, [1, 1])
    async with db.work() as work:
        await work.handled([7], START)
    assert await _kept(db) is None


@ON_SQLITE
@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "geheim_2"}, {SECRET_HEADER: "gehéim"}])
async def test_without_the_secret_nothing_is_kept(
    client: Client, db: Database, woken: list[int], headers: dict[str, str]
) -> None:
    """Anybody can find the address."""
    assert (await client.post("/hook", json=message(7, text="dag"), headers=headers)).status == 403
    assert (await _kept(db), woken) == (None, [])


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b"[1]", 400),
        (b"[" * 200_000, 400),
        (b'{"message": {}}', 200),
        (b'{"update_id": "7"}', 200),
        (b'{"update_id": 1, "x": "' + b"x" * 1024 * 1024 + b'"}', 413),
    ],
)
async def test_what_is_no_update_is_not_kept(client: Client, db: Database, body: bytes, status: int) -> None:
    """A JSON object without a number gets a 200, or Telegram would send it for a day."""
    assert (await client.post("/hook", data=BytesIO(body), headers=SECRET)).status == status
    assert await _kept(db) is None


async def test_an_update_that_cannot_be_kept_is_not_confirmed(client: Client, db: Database) -> None:
    """Telegram sends it again."""
    await db.dispose()
    async with db.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE inbox")
    assert (await client.post("/hook", json=message(7, text="dag"), headers=SECRET)).status == 500


async def test_health_is_one_word_or_one_line(client: Client) -> None:
    """200 and ok, or 503 and what is wrong."""
    well, unwell = await client.get("/healthz"), await client.get("/readyz")
    assert (well.status, await well.text()) == (200, "ok")
    assert (unwell.status, await unwell.text()) == (503, "no update was fetched for 95 s")


@ON_SQLITE
@pytest.mark.parametrize("path", ["/", "/metrics", "/hook/x", "/healthz/"])
async def test_nothing_else_is_served(client: Client, path: str) -> None:
    """Not even by a guess."""
    assert (await client.get(path)).status == 404


async def test_without_a_webhook_only_health_is_served() -> None:
    """As when polling."""
    async with TestClient(TestServer(web_app(_well, _well))) as client:
        assert [(await client.post("/hook")).status, (await client.get("/healthz")).status] == [404, 200]
