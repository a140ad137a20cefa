"""What people do in the app: write, edit, press, attach, block; each becomes an update where the bot would see it."""

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from bot.playground import wire
from bot.playground.entities import found
from bot.playground.page_view import person_view
from bot.playground.population import settle
from bot.playground.state import Chat, Kind, Message, Person, Query, Role
from bot.playground.world import World

TEXT_LENGTH = 4096
NAME_LENGTH = 64
ATTACHMENTS: tuple[Kind, ...] = ("photo", "voice", "sticker", "forwarded", "location", "document")
_FORWARDED = "Doorgestuurd bericht: wie komt er zaterdag helpen?"
_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class CannotDo(ValueError):
    """Something the app would not let a person do; the message says what, for the one who drives the page."""


class People:
    def __init__(self, world: World) -> None:
        self._world = world

    def person(self, person_id: int) -> Person:
        person = self._world.state.people.get(person_id)
        if person is None:
            raise CannotDo("unknown person")
        return person

    def chat_of(self, person: Person, chat_id: int) -> Chat:
        """A chat this person is in."""
        chat = self._world.state.chats.get(chat_id)
        if chat is None or person.id not in chat.members or chat.migrated_to is not None:
            raise CannotDo("unknown chat")
        return chat

    def say(self, person_id: int, chat_id: int, text: str) -> Message:
        """Send text. Writing to a bot one has blocked unblocks it."""
        if not 1 <= len(text) <= TEXT_LENGTH:
            raise CannotDo(f"a text has 1 to {TEXT_LENGTH} characters")
        message = Message(id=0, sender=person_id, date=self._now(), text=text, entities=found(text))
        return self._send(person_id, chat_id, message)

    def attach(self, person_id: int, chat_id: int, kind: Kind) -> Message:
        if kind not in ATTACHMENTS:
            raise CannotDo("unknown kind")
        text = _FORWARDED if kind == "forwarded" else ""
        return self._send(person_id, chat_id, Message(id=0, sender=person_id, date=self._now(), kind=kind, text=text))

    def edit(self, person_id: int, chat_id: int, message_id: int, text: str) -> Message:
        """Change one's own text; the same text again is no edit."""
        chat = self.chat_of(self.person(person_id), chat_id)
        message = chat.find(message_id)
        if message is None or message.sender != person_id or message.kind != "text":
            raise CannotDo("unknown message")
        if not 1 <= len(text) <= TEXT_LENGTH:
            raise CannotDo(f"a text has 1 to {TEXT_LENGTH} characters")
        if text != message.text:
            message.text, message.entities, message.edited_at = text, found(text), self._now()
            self._world.changed(chat)
            self._tell("edited_message", chat, message)
        return message

    def press(self, person_id: int, chat_id: int, message_id: int, data: str) -> str:
        """Press a button; any data goes, as with a client one cannot trust. The id of the query."""
        person = self.person(person_id)
        chat = self.chat_of(person, chat_id)
        message = chat.find(message_id)
        if message is None or message.sender is not None:
            raise CannotDo("unknown message")
        state = self._world.state
        state.last_query_id += 1
        query_id = str(state.last_query_id)
        state.queries[query_id] = Query(person=person_id, date=self._now())
        body = {"id": query_id, "from": wire.user(person), "chat_instance": str(chat.id), "data": data}
        self._world.queue("callback_query", body | {"message": wire.message(self._world, chat, message)})
        return query_id

    def block(self, person_id: int, blocked: bool) -> None:
        """Block or unblock the bot; doing it twice is doing it once."""
        person = self.person(person_id)
        if person.blocked == blocked:
            return
        person.blocked = blocked
        chat = self._world.state.chats[person_id]
        self._world.changed(chat)
        self._membership(person, chat, "member" if blocked else "kicked", "kicked" if blocked else "member")

    def add_person(self, first_name: str, role: Role, group: int | None = None) -> Person:
        """A newcomer, with a private chat nobody has written in; perhaps in a group."""
        name = first_name.strip()
        if not 1 <= len(name) <= NAME_LENGTH:
            raise CannotDo(f"a name has 1 to {NAME_LENGTH} characters")
        person = Person(id=max(self._world.state.people) + 1, first_name=name, role=role)
        chat = settle(self._world.state, person)
        if group is not None:
            self._join(person, group)
        people = list(self._world.state.people.values())
        self._world.hub.publish("people", "all", lambda: [person_view(p) for p in people])
        self._world.changed(chat)
        return person

    def _join(self, person: Person, group: int) -> None:
        chat = self._world.state.chats.get(group)
        if chat is None or chat.type == "private":
            raise CannotDo("unknown group")
        chat.members.append(person.id)
        self._world.changed(chat)

    def follow(self, person_id: int, link: str) -> Message:
        """Follow a link to the bot with a start code, and press Start."""
        bot, code = _linked(link)
        if bot.lower() != self._world.state.profile.username.lower() or not _CODE.fullmatch(code):
            raise CannotDo("not a link to this bot with a start code")
        return self.say(person_id, person_id, f"/start {code}")

    def migrate(self, chat_id: int) -> Chat:
        """Make a supergroup of a group: a new id, a service message on both sides, message ids from 1."""
        old = self._world.state.chats[chat_id]
        new = Chat(id=-1_000_000_000_000 + old.id, type="supergroup", title=old.title, members=list(old.members))
        self._world.state.chats[new.id] = new
        old.migrated_to = new.id
        author = old.members[0]
        for chat, service in ((old, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": old.id})):
            text = "Deze groep is nu een supergroep."
            note = Message(id=0, sender=author, date=self._now(), kind="service", text=text, service=service)
            self._tell("message", chat, self._world.add(chat, note))
        return new

    def _now(self) -> datetime:
        return self._world.clock.now()

    def _send(self, person_id: int, chat_id: int, message: Message) -> Message:
        person = self.person(person_id)
        chat = self.chat_of(person, chat_id)
        if chat.type == "private":
            self.block(person_id, False)
            person.started = True
        self._world.add(chat, message)
        if chat.type == "private" or self._addressed(message):
            self._tell("message", chat, message)
        return message

    def _addressed(self, message: Message) -> bool:
        """Privacy mode: in a group the bot hears commands and mentions of its name."""
        return message.text.startswith("/") or f"@{self._world.state.profile.username}" in message.text

    def _tell(self, kind: str, chat: Chat, message: Message) -> None:
        self._world.queue(kind, wire.message(self._world, chat, message))

    def _membership(self, person: Person, chat: Chat, before: str, after: str) -> None:
        body: wire.Json = {"chat": wire.chat(chat), "from": wire.user(person), "date": int(self._now().timestamp())}
        for name, status in (("old_chat_member", before), ("new_chat_member", after)):
            until = {"until_date": 0} if status == "kicked" else {}
            body[name] = {"user": wire.bot(self._world), "status": status, **until}
        self._world.queue("my_chat_member", body)


def _linked(link: str) -> tuple[str, str]:
    """The bot's name and the start code in a link; empty where there are none."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return "", ""
    query = parse_qs(parts.query)
    name = parts.path.strip("/") if parts.hostname in ("t.me", "telegram.me") else ""
    if parts.scheme == "tg":
        name = query.get("domain", [""])[0]
    return name, query.get("start", [""])[0]
