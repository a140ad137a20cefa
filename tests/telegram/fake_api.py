"""A scripted Bot API on loopback: answers as told, keeps what was asked, and fails the test on anything unexpected."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.telegram.api import BotApi
from bot.telegram.transport import AiohttpRequest

TOKEN = "123456789:AAdevelopment-secret_of_this_bot_01"  # noqa: S105 - a made-up one
Params = dict[str, Any]
Answer = web.Response | Awaitable[web.Response]


@dataclass(frozen=True)
class Call:
    """One request: the method and its parameters, JSON parsed; a file is its name and content."""

    method: str
    params: Params


def ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def refused(code: int, description: str, **parameters: int) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=code)


def cut(request: web.Request) -> web.Response:
    """Drop the connection without an answer, as after applying the call."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@dataclass
class FakeApi:
    """`on` scripts a method; without a script every method but getUpdates answers with a message id."""

    calls: list[Call] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    scripts: dict[str, Callable[[Params, web.Request], Answer]] = field(default_factory=dict)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def on(self, method: str, script: Callable[[Params, web.Request], Answer]) -> None:
        self.scripts[method] = script

    def answers(self, method: str, answers: list[web.Response]) -> None:
        """These answers in order; asking once more is unexpected."""
        left = deque(answers)
        self.on(method, lambda params, request: left.popleft())

    def texts(self) -> list[str]:
        """The texts sent so far, in the order they arrived."""
        return [call.params["text"] for call in self.calls if call.method == "sendMessage"]

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait for a call that makes it so; fails the test after five seconds."""
        async with asyncio.timeout(5):
            while not met():
                self._changed.clear()
                await self._changed.wait()

    async def handle(self, request: web.Request) -> web.Response:
        if request.method != "POST" or request.match_info["token"] != f"bot{TOKEN}":
            self.unexpected.append(f"{request.method} {request.path}")
            return refused(404, "Not Found")
        call = Call(request.match_info["method"], await _params(request))
        self.calls.append(call)
        self._changed.set()
        try:
            answer = self.scripts.get(call.method, self._message)(call.params, request)
            return answer if isinstance(answer, web.Response) else await answer
        except (IndexError, KeyError, AssertionError) as error:
            self.unexpected.append(f"{call}: {error!r}")
            return refused(400, "Bad Request: unexpected by the script")

    def _message(self, params: Params, request: web.Request) -> web.Response:
        return ok({"message_id": len(self.calls), "chat": {"id": params["chat_id"]}} if "chat_id" in params else True)


async def _params(request: web.Request) -> Params:
    if request.content_type == "application/json":
        params: Params = await request.json()
        return params
    return {name: _parsed(name, value) for name, value in (await request.post()).items()}


def _parsed(name: str, value: Any) -> Any:
    if isinstance(value, web.FileField):
        return value.filename, value.file.read()
    try:
        return value if name == "text" else json.loads(value)
    except ValueError:
        return value


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[FakeApi, BotApi]]:
    """A running fake and a caller for it; on leaving, nothing unexpected may have been asked."""
    fake, application = FakeApi(), web.Application()
    application.router.add_route("*", "/{token}/{method}", fake.handle)
    async with TestServer(application) as server, AiohttpRequest(read=2.0) as request:
        yield fake, BotApi(request, str(server.make_url("/")), TOKEN)
    assert fake.unexpected == []
