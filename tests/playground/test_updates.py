"""How updates reach the bot: confirmed by offset, one poller at a time, or by a webhook."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.playground.conftest import AN, GROUP, MOHAMED, Call, Json, button, keyboard

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def texts(answer: Json) -> list[str]:
    return [update["message"]["text"] for update in answer["result"]]


async def test_an_update_stays_until_it_is_confirmed(call: Call, playground: Playground) -> None:
    """The same updates come again until a higher offset is asked for; the numbers are one apart."""
    for text in ("een", "twee", "drie"):
        playground.api.say(AN, text)
    first = await call("getUpdates")
    ids = [u["update_id"] for u in first["result"]]
    assert ids == list(range(ids[0], ids[0] + 3))
    assert await call("getUpdates") == first
    assert texts(await call("getUpdates", limit=1)) == ["een"]
    assert texts(await call("getUpdates", offset=ids[1])) == ["twee", "drie"]
    assert texts(await call("getUpdates", offset=-1)) == ["drie"]
    assert texts(await call("getUpdates")) == ["drie"]
    assert texts(await call("getUpdates", offset=ids[2] + 1)) == []


async def test_a_long_poll_ends_when_something_comes(call: Call, playground: Playground) -> None:
    """Who waits is answered with the first update."""
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await playground.api.world.updates.polled.wait()
    playground.api.say(AN, "hallo")
    assert texts(await asyncio.wait_for(poll, 5)) == ["hallo"]


async def test_a_second_poller_ends_the_first(call: Call, playground: Playground) -> None:
    """The first gets a 409, the second goes on waiting."""
    first = asyncio.create_task(call("getUpdates", timeout=50))
    await playground.api.world.updates.polled.wait()
    second = asyncio.create_task(call("getUpdates", timeout=50))
    assert await asyncio.wait_for(first, 5) == {"ok": False, "error_code": 409, "description": CONFLICT}
    playground.api.say(AN, "hallo")
    assert texts(await asyncio.wait_for(second, 5)) == ["hallo"]


async def test_the_wanted_kinds_are_remembered(call: Call, playground: Playground) -> None:
    """A list of kinds holds until another one comes; what was queued before stays."""
    sent = playground.api.say(AN, "hallo")
    await call("getUpdates", allowed_updates=["edited_message"])
    playground.api.say(AN, "stil")
    playground.api.edit(AN, sent.id, "hallo!")
    await call("getUpdates")
    playground.api.block(AN)
    kinds = [set(u) - {"update_id"} for u in (await call("getUpdates"))["result"]]
    assert kinds == [{"message"}, {"edited_message"}]
    await call("getUpdates", allowed_updates=[])
    playground.api.block(AN, False)
    last = (await call("getUpdates"))["result"][-1]["my_chat_member"]
    assert (last["old_chat_member"]["status"], last["new_chat_member"]["status"]) == ("kicked", "member")


class TestHammering:
    """The guard of the real server against a bot that asks too often."""

    @pytest.fixture
    def limits(self) -> Limits:
        return Limits()

    async def test_the_same_offset_at_once_gives_one(self, call: Call, playground: Playground) -> None:
        """Asked again within half a second with the same offset, one update comes at a time."""
        playground.api.say(AN, "een")
        playground.api.say(AN, "twee")
        first = await call("getUpdates", offset=-5)
        assert [texts(first), texts(await call("getUpdates", offset=-5))] == [["een", "twee"], ["een"]]


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(call: Call, playground: Playground) -> None:
    """Commands and mentions, not the talk of the group."""
    playground.api.say(AN, "wie brengt koffie?", GROUP)
    playground.api.say(AN, "/start@bruis_speeltuin_bot", GROUP)
    playground.api.say(MOHAMED, "vraag het @bruis_speeltuin_bot", GROUP)
    updates = (await call("getUpdates"))["result"]
    assert [(u["message"]["from"]["id"], u["message"]["entities"][0]["type"]) for u in updates] == [
        (AN, "bot_command"),
        (MOHAMED, "mention"),
    ]


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "location", "document"])
async def test_media_carry_their_own_field(call: Call, playground: Playground, kind: Any) -> None:
    """What is no text comes under its own name, without text."""
    playground.api.attach(AN, kind)
    [update] = (await call("getUpdates"))["result"]
    assert kind in update["message"]
    assert "text" not in update["message"]


async def test_a_forwarded_message_says_so(call: Call, playground: Playground) -> None:
    """It has text, and where it came from."""
    playground.api.attach(AN, "forwarded")
    [update] = (await call("getUpdates"))["result"]
    assert {"forward_origin", "text"} <= set(update["message"])


class Hook:
    """A bot's webhook; fails the first `failures` times."""

    def __init__(self) -> None:
        self.failures = 0
        self.got: list[tuple[str | None, str]] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        body = update.get("message") or update["callback_query"]
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), body.get("text") or body["data"]))
        return web.Response()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_everything_in_order(call: Call, playground: Playground, hook: Hook) -> None:
    """What waited and what comes is delivered with the secret, tried again after failures, and then gone."""
    hook.failures = 3
    playground.api.say(AN, "een")
    await call("setWebhook", url=hook.url, secret_token="geheim")  # noqa: S106 -- of this test only
    playground.api.say(AN, "twee")
    await playground.api.confirmed()
    assert hook.got == [("geheim", "een"), ("geheim", "twee")]
    info = (await call("getWebhookInfo"))["result"]
    reason = "Wrong response from the webhook: 500 Internal Server Error"
    assert (info["url"], info["pending_update_count"], info["last_error_message"]) == (hook.url, 0, reason)


async def test_a_press_does_not_wait_behind_a_message(call: Call, playground: Playground, hook: Hook) -> None:
    """Messages and presses are delivered side by side."""
    playground.api.say(AN, "hallo")
    await call("sendMessage", chat_id=AN, text="?", reply_markup=keyboard([button(callback_data="data")]))
    playground.api.tap(AN, "Ja")
    await call("setWebhook", url=hook.url)
    await playground.api.confirmed()
    assert sorted(hook.got, key=str) == [(None, "data"), (None, "hallo")]


async def test_polling_and_a_webhook_exclude_each_other(call: Call, hook: Hook) -> None:
    """With a webhook, asking is a conflict; without it no more."""
    await call("setWebhook", url=hook.url)
    refusal = await call("getUpdates")
    assert refusal["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_setting_a_webhook_ends_a_poll(call: Call, playground: Playground, hook: Hook) -> None:
    """Who waits for updates is told why none come."""
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await playground.api.world.updates.polled.wait()
    await call("setWebhook", url=hook.url)
    assert (await asyncio.wait_for(poll, 5))["description"] == "Conflict: terminated by setWebhook request"


async def test_waiting_updates_can_be_dropped(call: Call, playground: Playground) -> None:
    """drop_pending_updates forgets what waits."""
    playground.api.say(AN, "hallo")
    await call("deleteWebhook", drop_pending_updates=True)
    assert texts(await call("getUpdates")) == []
