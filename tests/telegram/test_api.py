"""Calling the Bot API, and what is known after it went wrong."""

import asyncio
import traceback
from io import BytesIO

import pytest
import telegram
from aiohttp import web
from telegram.error import NetworkError, TimedOut

from bot.telegram.api import ApiError, BotApi
from bot.telegram.transport import AiohttpRequest, NotSent
from storage import File
from tests.telegram.fake_api import TOKEN, Call, FakeApi, Params, cut, ok, refused


async def test_a_call_carries_its_parameters_and_brings_the_raw_result(fake: FakeApi, api: BotApi) -> None:
    """Text goes as text, all else as JSON, and what comes back is untouched."""
    fake.on("sendMessage", lambda params, request: ok({"message_id": 5, "new_field": [1]}))
    sent = {"chat_id": -7, "text": "Dag & één", "reply_markup": {"inline_keyboard": []}, "silent": True}
    assert await api.call("sendMessage", sent) == {"message_id": 5, "new_field": [1]}
    assert fake.calls == [Call("sendMessage", sent)]


async def test_a_file_goes_along(fake: FakeApi, api: BotApi) -> None:
    """Beside the parameters, with its name, and byte for byte."""
    file = File("mijn-gegevens.json", "application/json", bytes(range(256)))
    await api.call("sendDocument", {"chat_id": 1, "caption": "kijk"}, files={"document": file})
    arrived = {"chat_id": 1, "caption": "kijk", "document": (file.name, file.content)}
    assert fake.calls == [Call("sendDocument", arrived)]


async def test_a_refusal_keeps_code_description_and_parameters(fake: FakeApi, api: BotApi) -> None:
    """Nothing of it is lost or altered."""
    fake.answers("sendMessage", [refused(429, "Too Many Requests: retry after 3", retry_after=3)])
    with pytest.raises(ApiError) as caught:
        await api.call("sendMessage", {"chat_id": 1})
    error = caught.value
    assert (error.code, error.description) == (429, "Too Many Requests: retry after 3")
    assert (error.number("retry_after"), error.number("migrate_to_chat_id")) == (3, None)


async def test_without_a_connection_nothing_was_sent(unused_tcp_port: int) -> None:
    """A refused connection is told apart from what nobody knows, and hides the token."""
    async with AiohttpRequest() as request:
        with pytest.raises(NotSent) as caught:
            await BotApi(request, f"http://127.0.0.1:{unused_tcp_port}", TOKEN).call("getMe")
    assert TOKEN not in "".join(traceback.format_exception(caught.value)) + repr(caught.value.__context__)


async def test_without_a_free_connection_nothing_was_sent(fake: FakeApi, api: BotApi) -> None:
    """Waiting in vain for a place among the open connections is no doubt either."""
    release = asyncio.Event()

    async def held(params: Params, request: web.Request) -> web.Response:
        await release.wait()
        return ok(True)

    fake.on("first", held)
    async with AiohttpRequest(connections=1, connect=0.05) as request:
        narrow = BotApi(request, api.base_url, TOKEN)
        first = asyncio.create_task(narrow.call("first"))
        await fake.until(lambda: bool(fake.calls))
        with pytest.raises(NotSent):
            await narrow.call("second")
        release.set()
        assert await first is True
    assert fake.calls == [Call("first", {})]


async def test_a_dropped_connection_leaves_it_open_what_happened(fake: FakeApi, api: BotApi) -> None:
    """The server may have carried it out; the error hides the token."""
    fake.on("sendMessage", lambda params, request: cut(request))
    with pytest.raises(NetworkError) as caught:
        await api.call("sendMessage", {"chat_id": 1})
    assert not isinstance(caught.value, (NotSent, TimedOut))
    assert TOKEN not in "".join(traceback.format_exception(caught.value)) + repr(caught.value.__context__)


async def test_an_answer_that_does_not_come_in_time_leaves_it_open(fake: FakeApi, api: BotApi) -> None:
    """The time-out of one call is that call's own."""
    release = asyncio.Event()

    async def held(params: Params, request: web.Request) -> web.Response:
        await release.wait()
        return ok(True)

    fake.on("sendMessage", held)
    with pytest.raises(TimedOut):
        await api.call("sendMessage", {"chat_id": 1}, read=0.05)
    release.set()


@pytest.mark.parametrize(
    "body", ["<html>Bad gateway</html>", "[]", '{"result": 1}', '{"ok": 1}', "[" * 100_000, "\xff"]
)
async def test_what_is_no_bot_api_decides_nothing(fake: FakeApi, api: BotApi, body: str) -> None:
    """A proxy's page, whatever its status, is no refusal by Telegram."""
    fake.on("sendMessage", lambda params, request: web.Response(text=body, status=403))
    with pytest.raises(NetworkError, match="HTTP 403 that is no answer of a Bot API"):
        await api.call("sendMessage", {"chat_id": 1})


async def test_the_library_itself_works_over_the_transport(fake: FakeApi, api: BotApi) -> None:
    """`telegram.Bot` sends parameters and files through it."""
    shown = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
    fake.on("setMyCommands", lambda params, request: ok(True))
    fake.on("sendDocument", lambda params, request: ok(shown))
    async with AiohttpRequest() as request:
        bot = telegram.Bot(TOKEN, base_url=f"{api.base_url}/bot", request=request)
        assert await bot.set_my_commands([telegram.BotCommand("start", "Begin")])
        assert (await bot.send_document(1, BytesIO(b"x"), filename="a.txt")).message_id == 1
    commands, document = fake.calls
    assert commands == Call("setMyCommands", {"commands": [{"command": "start", "description": "Begin"}]})
    assert document == Call("sendDocument", {"chat_id": 1, "document": ("a.txt", b"x")})
