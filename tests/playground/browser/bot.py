"""The other side of the chat: a test that speaks for the bot, over the playground's Bot API."""

import asyncio
from typing import Any

from aiohttp import ClientSession

PATIENCE = 10  # seconds; what a person does arrives at once


class Bot:
    """Calls methods by name, and reads what people did."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self._session = session
        self._url = url
        self._offset = 0

    async def __call__(self, method: str, **parameters: Any) -> Any:
        """The result of a method; AssertionError with the server's reason where it refuses."""
        async with self._session.post(f"{self._url}/{method}", json=parameters) as response:
            answer = await response.json()
        assert answer["ok"], answer["description"]
        return answer["result"]

    async def update(self, kind: str) -> Any:
        """What the next update of this kind holds; earlier ones of another kind are passed over. TimeoutError: none."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for update in await self("getUpdates", offset=self._offset, limit=1, timeout=PATIENCE):
                    self._offset = update["update_id"] + 1
                    if kind in update:
                        return update[kind]

    @staticmethod
    def keys(*labels: str) -> dict[str, Any]:
        """A keyboard of one row, each label its own data."""
        return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in labels]]}
