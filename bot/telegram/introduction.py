"""How the bot introduces itself at Telegram when it starts: its commands, its webhook or none, and its own name.

Nothing here is needed to talk, so nothing here stops the bot: what fails is said in one line and tried again.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram.error import NetworkError

from bot.clock import Clock
from bot.telegram.api import ApiError, BotApi
from bot.telegram.poller import ALLOWED
from bot.telegram.waiting import growing

MOST_TRIES = 6
_LOG = logging.getLogger(__name__)


Call = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Introduction:
    """What people see of the bot before they write: `about` in the empty chat, `about_short` in its profile, and the
    menu of `commands` (description by name). Without a `webhook_url` updates are polled for.
    """

    about: str
    about_short: str
    commands: Mapping[str, str]
    webhook_url: str = ""
    webhook_secret: str = ""

    def calls(self) -> list[Call]:
        """The calls that make the introduction, the webhook first: without it nothing is received."""
        listed = [{"command": name, "description": text} for name, text in self.commands.items()]
        return [
            ("setWebhook", self.webhook) if self.webhook_url else ("deleteWebhook", {}),
            ("setMyCommands", {"commands": listed, "scope": {"type": "all_private_chats"}}),
            ("setMyDescription", {"description": self.about}),
            ("setMyShortDescription", {"short_description": self.about_short}),
        ]

    @property
    def webhook(self) -> dict[str, Any]:
        """What `setWebhook` is called with."""
        return {"url": self.webhook_url, "secret_token": self.webhook_secret, "allowed_updates": ALLOWED}


async def introduce(api: BotApi, clock: Clock, introduction: Introduction, named: Callable[[str], object]) -> None:
    """Make the calls; `named` hears the bot's own username."""
    me = await _insist(api, clock, "getMe", {})
    if isinstance(me, dict) and isinstance(me.get("username"), str):
        named(me["username"])
    for method, params in introduction.calls():
        await _insist(api, clock, method, params)


async def _insist(api: BotApi, clock: Clock, method: str, params: dict[str, Any]) -> Any:
    for tries in range(1, MOST_TRIES + 1):
        try:
            return await api.call(method, params)
        except (ApiError, NetworkError) as error:
            refused = isinstance(error, ApiError) and error.code in (400, 401, 403, 404)
            _LOG.warning("%s: %s.", method, error if isinstance(error, ApiError) else error.message)
            if refused:
                return None
            await clock.sleep_until(clock.now() + growing(tries))
    return None
