"""Too many messages get a 429, and calls go wrong where a test wants it."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.playground.faults import Fault
from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.playground.conftest import AN, GROUP, MOHAMED, TOKEN, Call


class TestRates:
    """One message a second in a private chat after a burst, 20 a minute in a group, 30 a second together."""

    @pytest.fixture
    def limits(self) -> Limits:
        return Limits()

    async def test_a_burst_in_private(self, call: Call, playground: Playground, clock: MovableClock) -> None:
        """Five at once, then a 429 that says how long; another chat is free, and after the wait so is this one."""
        playground.api.say(AN, "hallo")
        playground.api.say(MOHAMED, "hallo")
        sent = [(await call("sendMessage", chat_id=AN, text=str(n)))["ok"] for n in range(5)]
        refusal = await call("sendMessage", chat_id=AN, text="te veel")
        assert sent == [True] * 5
        assert refusal == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
        assert (await call("sendMessage", chat_id=MOHAMED, text="Dag"))["ok"]
        clock.advance(timedelta(seconds=1))
        assert (await call("sendMessage", chat_id=AN, text="nu wel"))["ok"]

    async def test_a_group(self, call: Call, clock: MovableClock) -> None:
        """Twenty a minute, edits counted in."""
        sent = [(await call("sendMessage", chat_id=GROUP, text=str(n))) for n in range(19)]
        edit = {"chat_id": GROUP, "message_id": sent[-1]["result"]["message_id"]}
        assert (await call("editMessageText", **edit, text="anders"))["ok"]
        refusal = await call("sendMessage", chat_id=GROUP, text="te veel")
        assert refusal["parameters"] == {"retry_after": 3}
        clock.advance(timedelta(seconds=3))
        assert (await call("sendMessage", chat_id=GROUP, text="nu wel"))["ok"]


class TestOverallRate:
    """All chats together."""

    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(private_per_second=0, overall_per_second=2)

    async def test_all_together(self, call: Call, playground: Playground) -> None:
        """The third message within a second is one too many, whoever it is for."""
        for person in (AN, MOHAMED):
            playground.api.say(person, "hallo")
        answers = [await call("sendMessage", chat_id=person, text="x") for person in (AN, MOHAMED, AN)]
        assert [a.get("error_code", 200) for a in answers] == [200, 200, 429]


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (Fault("error", 500), (500, "Internal Server Error")),
        (Fault("error", 502), (502, "Bad Gateway")),
        (Fault("error", 429, retry_after=7), (429, "Too Many Requests: retry after 7")),
    ],
)
async def test_errors(call: Call, playground: Playground, fault: Fault, answer: tuple[int, str]) -> None:
    """The next calls of this method, to this chat, meet the fault and do nothing; then all is well."""
    playground.api.say(AN, "hallo")
    playground.faults.next("sendMessage", fault, times=2, chat_id=AN)
    got = [await call("sendMessage", chat_id=AN, text="x") for _ in range(2)]
    assert [(g["error_code"], g["description"]) for g in got] == [answer] * 2
    assert (await call("sendMessage", chat_id=AN, text="Dag"))["ok"]
    assert [m.text for m in playground.api.said(AN)] == ["Dag"]


@pytest.mark.parametrize(
    ("fault", "done"),
    [("reset_before", []), ("reset_after", ["Dag"]), ("hang", []), ("hang_after", ["Dag"]), ("bad_json", ["Dag"])],
)
async def test_no_answer(http: aiohttp.ClientSession, playground: Playground, fault: str, done: list[str]) -> None:
    """No usable answer; the message is there or not, as the fault says."""
    playground.api.say(AN, "hallo")
    playground.faults.next("sendMessage", Fault(fault))  # type: ignore[arg-type]
    url, body = f"/bot{TOKEN}/sendMessage", {"chat_id": AN, "text": "Dag"}
    timeout = aiohttp.ClientTimeout(total=0.3)
    with pytest.raises((aiohttp.ClientError, TimeoutError, ValueError)):
        async with http.post(url, json=body, timeout=timeout) as response:
            await response.json()
    assert [m.text for m in playground.api.said(AN)] == done


async def test_waiting_ends_in_time(playground: Playground) -> None:
    """Who waits for a bot that says nothing gets a TimeoutError."""
    with pytest.raises(TimeoutError):
        await playground.api.next_message(AN, 0.01)


async def test_quiet_is_when_nothing_changes_any_more(call: Call, playground: Playground) -> None:
    """It waits for the bot to take what waits, and for the messages that follow."""
    playground.api.say(AN, "hallo")
    quiet = asyncio.create_task(playground.api.quiet(0.05))
    [update] = (await call("getUpdates"))["result"]
    assert not quiet.done()
    await call("getUpdates", offset=update["update_id"] + 1)
    await call("sendMessage", chat_id=AN, text="Dag")
    await quiet
    assert (await playground.api.next_message(AN)).text == "Dag"
