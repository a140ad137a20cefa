"""The updates that wait for the bot: numbered, confirmed by offset, kept until then."""

import asyncio
from typing import Any

from bot.playground.errors import ApiError
from bot.playground.limits import Limits
from bot.playground.state import State

KINDS = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
]
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
_HAMMER_SECONDS = 0.5


class UpdateQueue:
    """One poller at a time; whoever comes second ends the first one's wait with a 409."""

    def __init__(self, state: State, limits: Limits) -> None:
        self._state = state
        self._limits = limits
        self._poll: asyncio.Future[None] | None = None
        self._last_poll = (0, float("-inf"))
        self.arrived = asyncio.Event()
        self.polled = asyncio.Event()  # set as long as a poller waits

    @property
    def waiting(self) -> list[dict[str, Any]]:
        return self._state.updates

    def allow(self, kinds: list[str]) -> None:
        """Remembered from call to call; [] means all but the three that must be asked for."""
        self._state.allowed_updates = [kind for kind in kinds if kind in KINDS]

    def put(self, kind: str, body: dict[str, Any]) -> None:
        """Queue an update, unless its kind is not wanted now; later changes of mind leave it alone."""
        wanted = self._state.allowed_updates
        if kind not in wanted if wanted else kind in _NOT_BY_DEFAULT:
            return
        self._state.last_update_id += 1
        self.waiting.append({"update_id": self._state.last_update_id, kind: body})
        self.arrived.set()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def get(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """What waits, oldest first; where nothing waits, the first that comes within `seconds`, or []."""
        self.conflict("other getUpdates request; make sure that only one bot instance is running")
        if self._hammered(offset):
            limit = 1
        if not self.waiting and seconds > 0:
            await self._arrival(seconds)
        return self.waiting[:limit]

    def drop(self, update_id: int) -> None:
        """A webhook took this one."""
        self.waiting[:] = [u for u in self.waiting if u["update_id"] != update_id]

    def conflict(self, by: str) -> None:
        """End the wait of a poller, if there is one."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(ApiError(409, f"Conflict: terminated by {by}"))

    def confirm(self, offset: int) -> bool:
        """Forget all before `offset` (negative: all but so many of the last). Whether there were any."""
        before = len(self.waiting)
        if offset < 0:
            del self.waiting[:offset]
        else:
            self.waiting[:] = [u for u in self.waiting if u["update_id"] >= offset]
        return len(self.waiting) < before

    def _hammered(self, offset: int) -> bool:
        """Whether the same offset came again too soon (Client.cpp:15713)."""
        now = asyncio.get_running_loop().time()
        before, self._last_poll = self._last_poll, (offset, now)
        return self._limits.hammering and before[0] == offset and now < before[1] + _HAMMER_SECONDS

    async def _arrival(self, seconds: float) -> None:
        self._poll = mine = asyncio.get_running_loop().create_future()
        self.polled.set()
        try:
            async with asyncio.timeout(seconds):
                await mine
        except TimeoutError:
            pass
        finally:
            if self._poll is mine:
                self._poll = None
                self.polled.clear()
