"""The chats as the page shows them; shapes in `page_api`."""

from bot.playground.html_view import html_of
from bot.playground.methods_settings import offered
from bot.playground.state import Button, Chat, Message, Person
from bot.playground.wire import Json
from bot.playground.world import World

SHOWN = 300


def person_view(person: Person) -> Json:
    return {"id": person.id, "first_name": person.first_name, "role": person.role}


def chat_view(world: World, chat: Chat) -> Json:
    """A whole chat, its last 300 messages."""
    person = world.state.people.get(chat.id)
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "members": chat.members,
        "started": person is None or person.started,
        "blocked": person is not None and person.blocked,
        "typing": world.typing(chat),
        "commands": [c.model_dump() for c in offered(world, chat)],
        "messages": [_message_view(m) for m in chat.messages[-SHOWN:]],
    }


def state_view(world: World) -> Json:
    """The bot, the people and the chats; a group that became a supergroup is left out."""
    return {
        "bot": {"id": world.bot_id, **world.state.profile.model_dump()},
        "people": [person_view(p) for p in world.state.people.values()],
        "chats": [chat_view(world, c) for c in world.state.chats.values() if c.migrated_to is None],
    }


def _message_view(it: Message) -> Json:
    url = f"/playground/file/{it.file}" if it.file else None
    return {
        "id": it.id,
        "from": "bot" if it.sender is None else it.sender,
        "date": it.date.isoformat(),
        "edited": it.edited_at is not None,
        "kind": it.kind,
        "html": html_of(it.text, it.entities),
        "photo": url if it.kind == "photo" else None,
        "document": {"name": it.file_name or "", "url": url} if it.kind == "document" and url else None,
        "buttons": [[_button_view(b) for b in row] for row in it.buttons],
    }


def _button_view(it: Button) -> Json:
    return {"text": it.text} | it.leads_to
