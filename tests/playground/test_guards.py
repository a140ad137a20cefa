"""Who may come near the playground, and what outlives it."""

from pathlib import Path

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.playground.keeping import UnreadableState
from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.playground.conftest import AN, TOKEN, Call

CSP = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("path", ["/", "/playground/state", "/playground/events", f"/bot{TOKEN}/getMe"])
async def test_only_this_machines_names(http: aiohttp.ClientSession, path: str) -> None:
    """A name that was pointed at this machine from outside gets nothing."""
    async with http.get(path, headers={"Host": "vzw.be:8080"}) as response:
        assert (response.status, await response.json()) == (403, {"error": "unknown host"})


@pytest.mark.parametrize("host", ["localhost", "localhost:1", "127.0.0.1:80"])
async def test_this_machine_itself(http: aiohttp.ClientSession, host: str) -> None:
    """Its own names are served, with any port."""
    async with http.get("/playground/state", headers={"Host": host}) as response:
        assert response.status == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_only_json_is_taken(http: aiohttp.ClientSession, playground: Playground, kind: str) -> None:
    """What another site's form could send is refused."""
    body = f'{{"person": {AN}, "chat": {AN}, "text": "x"}}'
    async with http.post("/playground/send", data=body, headers={"Content-Type": kind}) as response:
        assert response.status == 415
    assert playground.api.chat(AN).messages == []


@pytest.mark.parametrize(
    ("path", "kind"), [("/", "text/html"), ("/style.css", "text/css"), ("/main.js", "text/javascript")]
)
async def test_the_page(http: aiohttp.ClientSession, path: str, kind: str) -> None:
    """Its files come with their kind, and with headers that keep everything else out."""
    async with http.get(path) as response:
        assert (response.status, response.content_type) == (200, kind)
        assert response.headers["Content-Security-Policy"] == CSP
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/niets", "/..%2fserver.py", "/%2e%2e/server.py", "/playground/niets"])
async def test_nothing_but_the_page(http: aiohttp.ClientSession, path: str) -> None:
    """No other file is served."""
    async with http.get(path) as response:
        assert response.status == 404


async def test_a_restart_keeps_everything(call: Call, playground: Playground, tmp_path: Path) -> None:
    """After a restart, even a hard one, the chats, the open updates, the clock and the numbers go on."""
    playground.api.say(AN, "hallo")
    await call("sendMessage", chat_id=AN, text="Dag")
    playground.api.world.state.clock_offset = playground.api.world.clock.offset  # type: ignore[attr-defined]
    [update] = (await call("getUpdates"))["result"]
    again = Playground(MovableClock(), TOKEN, tmp_path / "speeltuin.json", limits=Limits.none())
    assert again.api.world.state == playground.api.world.state
    assert again.api.world.updates.waiting == [update]
    assert again.api.say(AN, "terug").id == 3


async def test_the_clock_goes_on_where_it_was(clock: MovableClock, tmp_path: Path) -> None:
    """A moved clock is moved as far after a restart."""
    first = Playground(clock, TOKEN, tmp_path / "s.json")
    clock_url = f"http://127.0.0.1:{await first.start()}/playground/clock"
    async with aiohttp.ClientSession() as http, http.post(clock_url, json={"advance_seconds": 604_800}) as response:
        assert response.status == 200
    await first.stop()
    later = MovableClock()
    Playground(later, TOKEN, tmp_path / "s.json")
    assert later.offset == clock.offset


def test_a_broken_state_is_said_without_showing_it(tmp_path: Path) -> None:
    """A file that is no state is one clear line, without what is in it."""
    path = tmp_path / "s.json"
    path.write_text('{"people": "geheim"}')
    with pytest.raises(UnreadableState) as failure:
        Playground(MovableClock(), TOKEN, path)
    assert str(failure.value) == f"{path} cannot be read; move it away to start the playground anew"
