"""The bot introduces itself as far as the server lets it; what is refused is said once and does not stop it."""

import pytest
from aiohttp import web

from bot.telegram.api import BotApi
from bot.telegram.introduction import Introduction, introduce
from tests.telegram.clocks import JumpingClock
from tests.telegram.fake_api import FakeApi, Params, cut, ok, refused

ABOUT = Introduction("Wie ik ben", "Kort", {"start": "Beginnen"})
WEBHOOK = Introduction("Wie ik ben", "Kort", {}, "https://bruis.be/hook", "geheim")
METHODS = ["getMe", "deleteWebhook", "setMyCommands", "setMyDescription", "setMyShortDescription"]


async def _introduced(api: BotApi, clock: JumpingClock, introduction: Introduction) -> list[str]:
    names: list[str] = []
    await introduce(api, clock, introduction, names.append)
    return names


async def test_it_tells_who_it_is(fake: FakeApi, api: BotApi, clock: JumpingClock) -> None:
    """Name heard, webhook taken away before polling, commands and descriptions set, in that order."""
    fake.on("getMe", lambda _params, _request: ok({"id": 1, "username": "bruis_bot"}))
    assert await _introduced(api, clock, ABOUT) == ["bruis_bot"]
    assert [call.method for call in fake.calls] == METHODS
    assert fake.calls[2].params["commands"] == [{"command": "start", "description": "Beginnen"}]


async def test_a_webhook_is_set_with_its_secret(fake: FakeApi, api: BotApi, clock: JumpingClock) -> None:
    """And with the updates we want, as the server remembers the last list."""
    await _introduced(api, clock, WEBHOOK)
    assert fake.calls[1].method == "setWebhook"
    assert fake.calls[1].params == {
        "url": "https://bruis.be/hook",
        "secret_token": "geheim",
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }


async def test_what_is_refused_does_not_stop_it(
    fake: FakeApi, api: BotApi, clock: JumpingClock, caplog: pytest.LogCaptureFixture
) -> None:
    """A server without these methods still gets a bot that talks."""
    for method in METHODS:
        fake.on(method, lambda _params, _request: refused(404, "Not Found"))
    assert await _introduced(api, clock, ABOUT) == []
    assert [call.method for call in fake.calls] == METHODS
    assert len(caplog.records) == len(METHODS)


async def test_a_network_that_fails_is_tried_again(fake: FakeApi, api: BotApi, clock: JumpingClock) -> None:
    """After a wait; the second time it works."""
    tries: list[int] = []

    def second_time(_params: Params, request: web.Request) -> web.Response:
        tries.append(1)
        return cut(request) if len(tries) == 1 else ok({"username": "bruis_bot"})

    fake.on("getMe", second_time)
    assert await _introduced(api, clock, ABOUT) == ["bruis_bot"]
    assert [call.method for call in fake.calls] == ["getMe", *METHODS]
