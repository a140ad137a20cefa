"""The chats as they are now, and the few ways in which they change; every change is marked, told and queued here."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.playground.hub import Hub
from bot.playground.keeping import Keeper
from bot.playground.limits import Limits, Pace
from bot.playground.state import Chat, Message
from bot.playground.updates import UpdateQueue

TYPING = timedelta(seconds=5)


class World:
    """Shared by the Bot API (what the bot does) and the page (what people do)."""

    def __init__(self, clock: Clock, keeper: Keeper, limits: Limits, bot_id: int) -> None:
        self.clock = clock
        self.keeper = keeper
        self.state = keeper.state
        self.limits = limits
        self.bot_id = bot_id
        self.pace = Pace(limits, clock)
        self.updates = UpdateQueue(self.state, limits)
        self.hub = Hub()
        self.view: Callable[[Chat], dict[str, Any]] = lambda chat: chat.model_dump(mode="json")
        self.answers: dict[str, dict[str, Any]] = {}  # by query id: what the bot answered to a press
        self._typing: dict[int, datetime] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, chat: Chat, message: Message) -> Message:
        """Put a message in the chat, under the next number; `message.id` is filled in."""
        if chat.type == "supergroup":
            chat.last_id += 1
            message.id = chat.last_id
        else:
            self.state.last_message_id += 1
            message.id = self.state.last_message_id
        chat.messages.append(message)
        if message.sender is None:
            self._typing.pop(chat.id, None)
        self.changed(chat)
        return message

    def changed(self, chat: Chat) -> None:
        """Something in this chat is otherwise than before."""
        self.keeper.mark()
        self.hub.publish("chat", chat.id, lambda: self.view(chat))

    def queue(self, kind: str, body: dict[str, Any]) -> None:
        """Let the bot know."""
        self.updates.put(kind, body)
        self.keeper.mark()
        self.hub.wake()

    def typing(self, chat: Chat) -> bool:
        return self._typing.get(chat.id, datetime.min.replace(tzinfo=self.clock.now().tzinfo)) > self.clock.now()

    def start_typing(self, chat: Chat) -> None:
        """Show it for five seconds, or until the bot's next message."""
        self._typing[chat.id] = self.clock.now() + TYPING
        self.changed(chat)
        self.spawn(self._typing_ends(chat))

    async def _typing_ends(self, chat: Chat) -> None:
        await self.clock.sleep_until(self.clock.now() + TYPING)
        self.changed(chat)

    def spawn(self, work: Any) -> None:
        """Do something beside, until it ends or the playground stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """End what goes on beside, and save."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.keeper.save()
