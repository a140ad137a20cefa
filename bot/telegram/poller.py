"""Fetches updates by long polling: each batch is on disk before Telegram hears that we have it.

One getUpdates at a time; the offset that confirms a batch is only ever sent after the batch's commit. Whatever goes
wrong is said once, and asked again after a wait: a 401 or 404 may be a proxy's blip, and a process that stops asking is
not noticed by anybody. The first call has no offset; what Telegram then repeats, the inbox knows.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from telegram.error import NetworkError

from bot import steps
from bot.clock import Clock
from bot.telegram.api import ApiError, BotApi
from bot.telegram.incoming import received, update_id
from bot.telegram.waiting import growing
from storage.database import Database
from storage.errors import away

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")  # Telegram remembers the last list it got
HOLD = 50  # seconds; the server allows no longer poll
_MARGIN = 10.0  # seconds on top of it before we give up on an answer
_NOT_HELD = timedelta(milliseconds=200)  # least time between two that bring nothing, where a server does not hold them
_LOG = logging.getLogger(__name__)
_MEANING = {
    401: "the token is refused",
    404: "no bot is known under this address and token",
    409: "another poller or a webhook is active",
    429: "too many requests",
}


class Poller:
    """Runs until cancelled. `wake` is called whenever new updates are on disk, `heard` when Telegram has answered."""

    def __init__(
        self,
        api: BotApi,
        db: Database,
        clock: Clock,
        wake: Callable[[], object],
        heard: Callable[[], object] = lambda: None,
    ) -> None:
        self._api, self._db, self._clock, self._wake, self._heard = api, db, clock, wake, heard
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        while True:
            asked_at, offset = self._clock.now(), self._offset
            try:
                await self._keep(await self._fetch())
            except Exception as error:  # whatever it is, going on is right, and being silent is not
                await self._clock.sleep_until(self._clock.now() + self._failed(error))
            else:
                self._succeeded()
                if self._offset == offset:
                    await self._clock.sleep_until(asked_at + _NOT_HELD)

    async def _fetch(self) -> list[Any]:
        params: dict[str, Any] = {"timeout": HOLD, "limit": 100, "allowed_updates": ALLOWED}
        if self._offset is not None:
            params["offset"] = self._offset
        batch = await self._api.call("getUpdates", params, read=HOLD + _MARGIN)
        if not isinstance(batch, list):
            raise NetworkError("brought no list")
        self._heard()
        return batch

    async def _keep(self, batch: Sequence[Any]) -> None:
        if rows := received(batch):
            steps.reached("fetched")
            async with self._db.work() as work:
                await work.receive(rows, self._clock.now())
            steps.reached("received")
            self._wake()
        self._offset = next_offset(batch, self._offset)

    def _succeeded(self) -> None:
        if self._failures:
            _LOG.info("getUpdates works again.")
        self._failures = 0

    def _failed(self, error: Exception) -> timedelta:
        self._failures += 1
        if self._failures == 1:
            _LOG.warning("getUpdates: %s; it is tried again and again.", trouble(error))
        retry_after = error.number("retry_after") if isinstance(error, ApiError) else None
        return growing(self._failures) if retry_after is None else timedelta(seconds=max(retry_after, 1))


def next_offset(batch: Sequence[Any], offset: int | None) -> int | None:
    """What confirms `batch`, asked for with `offset`.

    Where not one item has a number, they are taken to follow on each other, so that they do not come back for ever.
    """
    numbers = [number for item in batch if (number := update_id(item)) is not None]
    if numbers:
        return max(numbers) + 1
    return offset if offset is None else offset + len(batch)


def trouble(error: Exception) -> str:
    """An error in one line, without anything that a person wrote (a database's error may hold it)."""
    if isinstance(error, ApiError):
        return f"{error.code}, {_MEANING.get(error.code, error.description)}"
    if isinstance(error, NetworkError):
        return error.message
    return f"not written down ({away(error) or type(error).__name__}), and so not confirmed to Telegram"
