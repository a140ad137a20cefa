"""People, chats, messages and updates as the Bot API writes them."""

from typing import Any

from bot.playground.state import Button, Chat, Entity, Message, Person
from bot.playground.world import World

Json = dict[str, Any]
_STICKER = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "🙂"}


def user(person: Person) -> Json:
    return {"id": person.id, "is_bot": False, "first_name": person.first_name, "language_code": "nl"}


def bot(world: World) -> Json:
    profile = world.state.profile
    return {"id": world.bot_id, "is_bot": True, "first_name": profile.first_name, "username": profile.username}


def chat(it: Chat) -> Json:
    if it.type == "private":
        return {"id": it.id, "type": "private", "first_name": it.title}
    return {"id": it.id, "type": it.type, "title": it.title}


def message(world: World, where: Chat, it: Message) -> Json:
    """The Message object; fields that are empty are left out, as the real server does."""
    sender = bot(world) if it.sender is None else user(world.state.people[it.sender])
    answer = {"message_id": it.id, "from": sender, "chat": chat(where), "date": int(it.date.timestamp())}
    if it.edited_at:
        answer["edit_date"] = int(it.edited_at.timestamp())
    if it.reply_to and (replied := where.find(it.reply_to)):
        answer["reply_to_message"] = message(world, where, replied.model_copy(update={"reply_to": None}))
    if it.buttons:
        answer["reply_markup"] = {"inline_keyboard": [[_button(b) for b in row] for row in it.buttons]}
    return answer | _content(world, it)


def _button(it: Button) -> Json:
    if it.web_app:
        return {"text": it.text, "web_app": {"url": it.web_app}}
    return {"text": it.text} | ({"url": it.url} if it.url else {"callback_data": it.data})


def _content(world: World, it: Message) -> Json:
    if it.kind == "service":
        return dict(it.service or {})
    media = _media(it)
    words = ("caption", "caption_entities") if it.kind in ("photo", "document") else ("text", "entities")
    if it.text:
        media[words[0]] = it.text
    if it.entities:
        media[words[1]] = [entity(world, e) for e in it.entities]
    return media


def _media(it: Message) -> Json:
    """What there is besides words; a person's media are made up, only the bot's own are real files."""
    file = {"file_id": it.file or f"person-{it.id}", "file_unique_id": f"unique-{it.file or it.id}"}
    made: dict[str, Any] = {
        "photo": [file | {"width": 1280, "height": 960}],
        "voice": file | {"duration": 4, "mime_type": "audio/ogg"},
        "sticker": file | _STICKER,
        "document": file | {"file_name": it.file_name or "verslag.pdf"},
        "location": {"latitude": 51.054342, "longitude": 3.717424},
    }
    if it.kind == "forwarded":  # from someone who shows only a name
        origin = {"type": "hidden_user", "sender_user_name": "Iemand", "date": int(it.date.timestamp())}
        return {"forward_origin": origin}
    return {it.kind: made[it.kind]} if it.kind in made else {}


def entity(world: World, it: Entity) -> Json:
    answer = it.model_dump(exclude_none=True, exclude={"user"})
    if it.user is not None:
        known = world.state.people.get(it.user)
        answer["user"] = user(known) if known else {"id": it.user, "is_bot": False, "first_name": ""}
    return answer
