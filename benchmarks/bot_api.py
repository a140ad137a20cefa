"""A Bot API on loopback that is fast and lenient: it must never be what a measurement waits for."""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

TOKEN = "4242:benchmarks"  # noqa: S105 - a token of this machine only
_BOT = {"id": 4242, "is_bot": True, "first_name": "Bot", "username": "benchmark_bot"}
_SENDS = "sendmessage"
_MOST = 100  # updates in one answer, as Telegram's


@dataclass(frozen=True)
class Sent:
    """A message of the bot; `at` in seconds of `time.perf_counter`."""

    at: float
    text: str
    markup: dict[str, Any]


class BotApi:
    """Holds the updates that wait, and keeps every message the bot sends, per chat.

    `delay`: seconds each call takes, but getUpdates. `limit`: sends in any one second, over it the answer is 429.
    `heard` is called with the chat of every message.
    """

    def __init__(self, *, delay: float = 0.0, limit: int | None = None) -> None:
        self.delay = delay
        self.said: defaultdict[int, list[Sent]] = defaultdict(list)
        self.refused = self.calls = 0
        self.first_poll: float | None = None
        self.heard: Callable[[int], object] = lambda chat: None
        self._last_second: deque[float] | None = deque(maxlen=limit) if limit else None
        self._updates: deque[dict[str, Any]] = deque()
        self._next, self._come = 1, asyncio.Event()
        self._runner = web.ServerRunner(web.Server(self._handle), shutdown_timeout=0.1)
        self.url = ""

    async def start(self) -> None:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    def say(self, who: int, text: str) -> None:
        """The person writes."""
        message = self._message(who, text) | {"from": {"id": who, "is_bot": False, "first_name": "Mens"}}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self._put({"message": message})

    def tap(self, who: int, label: str) -> None:
        """The person taps a button of the last message that has it; StopIteration where there is none."""
        sent = next(sent for sent in reversed(self.said[who]) if label in str(sent.markup))
        buttons = (button for row in sent.markup["inline_keyboard"] for button in row)
        data = next(button["callback_data"] for button in buttons if button["text"] == label)
        person = {"id": who, "is_bot": False, "first_name": "Mens"}
        query = {"id": str(self._next), "from": person, "chat_instance": "1", "data": data}
        self._put({"callback_query": query | {"message": self._message(who, sent.text) | {"from": _BOT}}})

    def _message(self, who: int, text: str) -> dict[str, Any]:
        chat = {"id": who, "type": "private", "first_name": "Mens"}
        return {"message_id": self._next, "date": int(time.time()), "chat": chat, "text": text}

    def _put(self, update: dict[str, Any]) -> None:
        self._updates.append({"update_id": self._next} | update)
        self._next += 1
        self._come.set()

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        method = request.path.rpartition("/")[2].lower()
        body = (await request.read()).decode()
        params = json.loads(body) if body.startswith("{") else dict(parse_qsl(body))
        if method == "getupdates":
            return _answer(await self._get_updates(params))
        self.calls += 1
        if self.delay:
            await asyncio.sleep(self.delay)
        return self._send(params) if method == _SENDS else _answer(_BOT if method == "getme" else True)

    async def _get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.first_poll is None:
            self.first_poll = time.perf_counter()
        while self._updates and self._updates[0]["update_id"] < int(params.get("offset", 0)):
            self._updates.popleft()
        if not self._updates:
            self._come.clear()
            try:
                await asyncio.wait_for(self._come.wait(), float(params.get("timeout", 0)))
            except TimeoutError:
                return []
        return [self._updates[i] for i in range(min(len(self._updates), _MOST))]

    def _send(self, params: dict[str, Any]) -> web.Response:
        now, chat = time.perf_counter(), int(params["chat_id"])
        if self._over(now):
            self.refused += 1
            error = {"error_code": 429, "description": "Too Many Requests: retry after 1"}
            body = {"ok": False, **error, "parameters": {"retry_after": 1}}
            return web.json_response(body, status=429)
        markup = params.get("reply_markup") or {}
        buttons = markup if isinstance(markup, dict) else json.loads(markup)  # JSON or, from the peers, a form
        self.said[chat].append(Sent(now, params["text"], buttons))
        self.heard(chat)
        message = {"message_id": 1_000_000 + self.calls, "date": int(time.time()), "text": params["text"]}
        return _answer(message | {"chat": {"id": chat, "type": "private"}})

    def _over(self, now: float) -> bool:
        """Counts a send; whether it is one too many within a second."""
        last = self._last_second
        if last is None:
            return False
        if len(last) == last.maxlen and now - last[0] < 1:
            return True
        last.append(now)
        return False


def _answer(result: Any) -> web.Response:
    return web.Response(text=json.dumps({"ok": True, "result": result}), content_type="application/json")
