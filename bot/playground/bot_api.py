"""/bot<token>/<method> over HTTP: reads a call, meets its fault if one waits, does it, writes the answer."""

import asyncio
import hmac
import inspect
from typing import Any, NoReturn

from aiohttp import web

from bot.playground import parameters
from bot.playground.errors import ApiError, too_many
from bot.playground.faults import Fault, Faults
from bot.playground.methods import METHODS
from bot.playground.world import World

_REASONS = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}
_TOO_MANY = 429


class BotApi:
    """The handler of all calls of the bot with this token."""

    def __init__(self, world: World, token: str, faults: Faults) -> None:
        self._world = world
        self._token = token
        self._faults = faults

    def add_to(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self.call)

    async def call(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
            return await self._meet(request, request.match_info["method"].lower())
        except ApiError as refusal:
            return web.json_response(refusal.body(), status=refusal.code)

    def _check_token(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            raise ApiError(401, "Unauthorized")

    async def _meet(self, request: web.Request, method: str) -> web.StreamResponse:
        """Do the call, with what goes wrong before and after it."""
        call = await parameters.read(request)
        fault = self._faults.take(method, call.number("chat_id") or None)
        if fault and fault.kind == "error":
            raise _error(fault)
        if fault and fault.kind == "hang":
            await _hang()
        if fault and fault.kind == "reset_before":
            return _cut(request)
        result = await self._do(method, call)
        await self._world.keeper.saved()
        return await _respond(request, {"ok": True, "result": result}, fault)

    async def _do(self, method: str, call: parameters.Parameters) -> Any:
        if method not in METHODS:
            raise ApiError(404, "Not Found")
        result = METHODS[method](self._world, call)
        return await result if inspect.isawaitable(result) else result


def _error(fault: Fault) -> ApiError:
    if fault.code == _TOO_MANY:
        return too_many(fault.retry_after)
    return ApiError(fault.code, _REASONS.get(fault.code, "Error"))


async def _respond(request: web.Request, answer: dict[str, Any], fault: Fault | None) -> web.StreamResponse:
    if fault and fault.kind == "reset_after":
        return _cut(request)
    if fault and fault.kind == "hang_after":
        await _hang()
    if fault and fault.kind == "bad_json":
        return web.Response(text='{"ok":true,"result":{"mess', content_type="application/json")
    return web.json_response(answer)


async def _hang() -> NoReturn:
    """Until the other side has had enough: the handler is cancelled when the connection goes."""
    await asyncio.get_running_loop().create_future()
    raise AssertionError("nobody ends this wait")


def _cut(request: web.Request) -> web.Response:
    """Drop the connection without a word; the answer has nowhere to go."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
