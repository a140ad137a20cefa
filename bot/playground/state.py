"""What the playground remembers, as plain data: people, chats, messages, and what the bot has set up."""

from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import BaseModel

Role = Literal["coordinator", "trainer"]
Kind = Literal["text", "photo", "voice", "sticker", "forwarded", "location", "document", "service"]


class Entity(BaseModel):
    """A stretch of formatted text; `offset` and `length` count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    user: int | None = None
    custom_emoji_id: str | None = None


class Button(BaseModel):
    """An inline button; it has `data`, `url` or `web_app` (the address of a Mini App)."""

    text: str
    data: str | None = None
    url: str | None = None
    web_app: str | None = None

    @property
    def leads_to(self) -> dict[str, str]:
        """What it has, by that name."""
        return self.model_dump(exclude={"text"}, exclude_none=True)


class Message(BaseModel):
    """`sender` None is the bot. `service` is what the Bot API says of a service message (text is what people read)."""

    id: int
    sender: int | None
    date: datetime
    kind: Kind = "text"
    text: str = ""
    entities: list[Entity] = []
    edited_at: datetime | None = None
    buttons: list[list[Button]] = []
    file: str | None = None
    file_name: str | None = None
    reply_to: int | None = None
    service: dict[str, int] | None = None


class Person(BaseModel):
    """Someone with the app. `started`: wrote to the bot at least once."""

    id: int
    first_name: str
    role: Role
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


class Chat(BaseModel):
    """A private chat has its person's id. `last_id` counts the messages of a supergroup, which has its own ids."""

    id: int
    type: Literal["private", "group", "supergroup"]
    title: str
    members: list[int]
    messages: list[Message] = []
    bot: Literal["member", "left", "kicked"] = "member"
    migrated_to: int | None = None
    last_id: int = 0

    def find(self, message_id: int) -> Message | None:
        return next((m for m in reversed(self.messages) if m.id == message_id), None)


class BotCommand(BaseModel):
    command: str
    description: str


class Profile(BaseModel):
    """How the bot presents itself."""

    first_name: str = "Bruis"
    username: str = "bruis_speeltuin_bot"
    description: str = ""
    short_description: str = ""


class Query(BaseModel):
    """A button that was pressed and not answered yet."""

    person: int
    date: datetime


class Webhook(BaseModel):
    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: str | None = None
    last_error_at: datetime | None = None


class State(BaseModel):
    """All of it, as it is kept on disk."""

    profile: Profile = Profile()
    people: dict[int, Person] = {}
    chats: dict[int, Chat] = {}
    commands: dict[str, list[BotCommand]] = {}
    queries: dict[str, Query] = {}
    updates: list[dict[str, Any]] = []
    allowed_updates: list[str] = []
    webhook: Webhook | None = None
    last_update_id: int = 100_000_000
    last_message_id: int = 0
    last_query_id: int = 4_000_000_000_000
    last_file: int = 0
    clock_offset: timedelta = timedelta(0)
