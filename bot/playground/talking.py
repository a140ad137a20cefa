"""Talking to the bot from Python: people by their ids, and waiting for what the bot says, for whole-program tests."""

from collections.abc import Callable
from typing import Any

from bot.playground.faults import Faults
from bot.playground.people import CannotDo, People
from bot.playground.state import Chat, Kind, Message, Role
from bot.playground.world import World

PATIENCE = 10.0


class Talking:
    """What people do and hear. `faults` makes calls of the bot go wrong; all waits end in TimeoutError."""

    def __init__(self, world: World, people: People, faults: Faults) -> None:
        self.world = world
        self.people = people
        self.faults = faults
        self._heard: dict[int, int] = {}

    def add(self, first_name: str, role: Role = "coordinator", group: int | None = None) -> int:
        """A newcomer, perhaps in a group; their id."""
        return self.people.add_person(first_name, role, group).id

    def say(self, person: int, text: str, chat: int | None = None) -> Message:
        """Write in the private chat, or in the group `chat`."""
        return self.people.say(person, chat or person, text)

    def edit(self, person: int, message: int, text: str, chat: int | None = None) -> Message:
        return self.people.edit(person, chat or person, message, text)

    def attach(self, person: int, kind: Kind, chat: int | None = None) -> Message:
        return self.people.attach(person, chat or person, kind)

    def press(self, person: int, data: str, message: int | None = None, chat: int | None = None) -> str:
        """Press a button of `message`, or of the newest message that has buttons. The id of the query."""
        where = self.chat(chat or person)
        target = message or next((m.id for m in reversed(where.messages) if m.buttons), None)
        if target is None:
            raise CannotDo("no buttons here")
        return self.people.press(person, where.id, target, data)

    def tap(self, person: int, label: str, chat: int | None = None) -> str:
        """Press the newest button that shows `label`. The id of the query."""
        where = self.chat(chat or person)
        for message in reversed(where.messages):
            for button in (b for row in message.buttons for b in row if b.text == label and b.data):
                return self.people.press(person, where.id, message.id, str(button.data))
        raise CannotDo("no such button here")

    def block(self, person: int, blocked: bool = True) -> None:
        self.people.block(person, blocked)

    def deactivate(self, person: int) -> None:
        """The account is gone; nothing tells the bot but its next call."""
        self.people.person(person).deactivated = True

    def remove_bot(self, chat: int, *, kicked: bool = True) -> None:
        """The bot is no longer in the group."""
        self.chat(chat).bot = "kicked" if kicked else "left"

    def migrate(self, chat: int) -> int:
        """The group becomes a supergroup; its new id."""
        return self.people.migrate(chat).id

    def chat(self, chat: int) -> Chat:
        return self.world.state.chats[chat]

    def said(self, chat: int) -> list[Message]:
        """All the bot has said there and not deleted, oldest first."""
        return [m for m in self.chat(chat).messages if m.sender is None]

    def file(self, message: Message) -> bytes:
        """What is in the file that the bot sent with this message."""
        path = self.world.keeper.file(message.file or "")
        if path is None:
            raise LookupError("no file came with this message")
        return path.read_bytes()

    async def next_message(self, chat: int, seconds: float = PATIENCE) -> Message:
        """The bot's next message there that was not given out yet; waits for it."""
        heard = self._heard.get(chat, 0)
        await self.until(lambda: any(m.id > heard for m in self.said(chat)), seconds)
        message = next(m for m in self.said(chat) if m.id > heard)
        self._heard[chat] = message.id
        return message

    async def answer(self, query: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """How the bot answered a press: {"person", "text", "alert"}."""
        await self.until(lambda: query in self.world.answers, seconds)
        return self.world.answers[query]

    async def confirmed(self, seconds: float = PATIENCE) -> None:
        """Come back once the bot has taken every update that waits."""
        await self.until(lambda: not self.world.updates.waiting, seconds)

    async def until(self, condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Come back once `condition()` holds; it is looked at after every change."""
        await self.world.hub.until(condition, seconds)

    async def quiet(self, seconds: float = 0.3, patience: float = PATIENCE) -> None:
        """Come back once the bot has taken every update and nothing has changed for `seconds`."""
        await self.confirmed(patience)
        while True:
            try:
                await self.world.hub.changed(seconds)
            except TimeoutError:
                return
