"""The first name somebody has on Telegram now: asked for where a message greets them, and never kept."""

import asyncio
from collections.abc import Iterable

from telegram.error import NetworkError

from bot.telegram.api import ApiError, BotApi

#: A longer one is no name to greet with.
LONGEST_NAME = 30
#: Seconds; who is not known by then is greeted without a name.
PATIENCE = 2.0


class FirstNames:
    """Asks Telegram."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def of(self, chat_ids: Iterable[int]) -> dict[int, str]:
        """The names of these private chats, as far as they are known."""
        wanted = list(dict.fromkeys(chat_ids))
        names = await asyncio.gather(*(self._of(chat_id) for chat_id in wanted))
        return {chat_id: name for chat_id, name in zip(wanted, names, strict=True) if name}

    async def _of(self, chat_id: int) -> str | None:
        try:
            chat = await self._api.call("getChat", {"chat_id": chat_id}, read=PATIENCE)
        except (ApiError, NetworkError):
            return None
        name = chat.get("first_name") if isinstance(chat, dict) else None
        return name if isinstance(name, str) and 0 < len(name) <= LONGEST_NAME else None
