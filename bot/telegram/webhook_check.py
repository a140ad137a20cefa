"""Asks Telegram whether it still delivers to our webhook, and sets it again where somebody took it away."""

import logging
from datetime import timedelta
from typing import Any

from telegram.error import NetworkError

from bot.clock import Clock
from bot.telegram.api import ApiError, BotApi, Params
from bot.vigil import Pulse

EVERY = timedelta(seconds=25)
_LOG = logging.getLogger(__name__)


class WebhookCheck:
    """Runs until cancelled. `wanted`: what `setWebhook` is called with. `pulse` beats while updates can arrive.

    Call `received` whenever one does.
    """

    def __init__(self, api: BotApi, clock: Clock, wanted: Params, pulse: Pulse) -> None:
        self._api, self._clock, self._wanted, self._pulse = api, clock, wanted, pulse
        self._arrived = False
        self._said: str | None = None

    def received(self) -> None:
        """An update arrived by the webhook: it works."""
        self._arrived = True
        self._pulse.beat()

    async def run(self) -> None:
        self._pulse.beat()
        while True:
            await self._clock.sleep_until(self._clock.now() + EVERY)
            await self.check()

    async def check(self) -> None:
        """One question to Telegram; what is wrong is said once."""
        arrived, self._arrived = self._arrived, False
        try:
            wrong = await self._wrong(arrived)
        except (ApiError, NetworkError) as error:
            wrong = f"getWebhookInfo: {error if isinstance(error, ApiError) else error.message}"
        if wrong is None:
            self._pulse.beat()
        elif wrong != self._said:
            _LOG.warning("The webhook does not work: %s.", wrong)
        self._said = wrong

    async def _wrong(self, arrived: bool) -> str | None:
        info: Any = await self._api.call("getWebhookInfo")
        if not isinstance(info, dict):
            return "getWebhookInfo brought nothing"
        if info.get("url") != self._wanted["url"]:
            await self._api.call("setWebhook", self._wanted)
            return "it was not set any more, and is set again"
        if info.get("pending_update_count") and info.get("last_error_message") and not arrived:
            return f"Telegram says: {info['last_error_message']}"
        return None
