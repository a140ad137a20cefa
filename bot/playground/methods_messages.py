"""Bot API: sending, editing, deleting, and answering a press."""

import json
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from bot.playground import access, formatted, wire
from bot.playground.errors import ApiError, bad_request
from bot.playground.keyboard import inline_keyboard, only_where_allowed
from bot.playground.parameters import Parameters
from bot.playground.state import Chat, Kind, Message
from bot.playground.world import World

ANSWER_LENGTH = 200
DELETABLE = timedelta(hours=48)
MEDIA_BYTES = {"photo": 10 << 20, "document": 50 << 20}
PICTURES = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
ACTIONS = frozenset(
    [
        "cancel",
        "typing",
        "record_video",
        "upload_video",
        "record_audio",
        "record_voice",
        "upload_audio",
        "upload_voice",
        "upload_photo",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def send_message(world: World, parameters: Parameters) -> wire.Json:
    text, entities = formatted.message_text(*_words(parameters, "text", "entities"))
    return _send(world, parameters, Message(id=0, sender=None, date=world.clock.now(), text=text, entities=entities))


def send_photo(world: World, parameters: Parameters) -> wire.Json:
    return _send_file(world, parameters, "photo")


def send_document(world: World, parameters: Parameters) -> wire.Json:
    return _send_file(world, parameters, "document")


def _words(parameters: Parameters, text: str, entities: str) -> tuple[str, str, str]:
    return parameters.text(text), parameters.text("parse_mode"), parameters.text(entities)


def _send(world: World, parameters: Parameters, message: Message) -> wire.Json:
    message.buttons = inline_keyboard(parameters.text("reply_markup"))
    chat = access.writable_chat(world, parameters.text("chat_id"))
    only_where_allowed(message.buttons, chat.type)
    message.reply_to = _replied(chat, parameters)
    world.pace.spend(chat.id)
    return wire.message(world, chat, world.add(chat, message))


def _replied(chat: Chat, parameters: Parameters) -> int | None:
    try:
        reply: dict[str, Any] = json.loads(parameters.text("reply_parameters") or "{}")
        wanted = int(reply.get("message_id") or parameters.number("reply_to_message_id"))
    except (ValueError, AttributeError, TypeError):
        raise bad_request("Can't parse reply parameters JSON object") from None
    if not wanted or chat.find(wanted):
        return wanted or None
    if reply.get("allow_sending_without_reply") or parameters.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _send_file(world: World, parameters: Parameters, kind: Kind) -> wire.Json:
    text, entities = formatted.caption(*_words(parameters, "caption", "caption_entities"))
    message = Message(id=0, sender=None, date=world.clock.now(), kind=kind, text=text, entities=entities)
    upload = parameters.upload(kind)
    if upload is None:
        message.file = _known_file(world, parameters.text(kind), kind)
        return _send(world, parameters, message)
    if len(upload.content) > MEDIA_BYTES[kind]:
        raise ApiError(413, "Request Entity Too Large")
    suffix = _picture_suffix(upload.content) if kind == "photo" else PurePath(upload.name).suffix
    message.file, message.file_name = world.keeper.keep_file(upload.content, suffix), upload.name
    return _send(world, parameters, message)


def _known_file(world: World, file_id: str, kind: Kind) -> str:
    if not file_id:
        raise bad_request(f"There is no {kind} in the request")
    if world.keeper.file(file_id) is None:
        raise bad_request("Wrong file identifier/HTTP URL specified")
    return file_id


def _picture_suffix(content: bytes) -> str:
    for head, suffix in PICTURES.items():
        if content.startswith(head):
            return suffix
    raise bad_request("IMAGE_PROCESS_FAILED")


def edit_message_text(world: World, parameters: Parameters) -> wire.Json:
    text, entities = formatted.message_text(*_words(parameters, "text", "entities"))
    buttons = inline_keyboard(parameters.text("reply_markup"), only_inline=True)
    chat, message = access.own_message(world, parameters)
    if message.kind != "text":
        raise bad_request("There is no text in the message to edit")
    return _edit(world, chat, message, {"text": text, "entities": entities, "buttons": buttons})


def edit_message_reply_markup(world: World, parameters: Parameters) -> wire.Json:
    buttons = inline_keyboard(parameters.text("reply_markup"), only_inline=True)
    chat, message = access.own_message(world, parameters)
    return _edit(world, chat, message, {"buttons": buttons})


def _edit(world: World, chat: Chat, message: Message, new: dict[str, Any]) -> wire.Json:
    only_where_allowed(new["buttons"], chat.type)
    if all(getattr(message, name) == value for name, value in new.items()):
        raise bad_request(NOT_MODIFIED)
    if chat.type != "private":
        world.pace.spend(chat.id)
    if "text" in new:
        message.edited_at = world.clock.now()
    for name, value in new.items():
        setattr(message, name, value)
    world.changed(chat)
    return wire.message(world, chat, message)


def delete_message(world: World, parameters: Parameters) -> bool:
    if not parameters.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    if not parameters.number("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = access.editable_chat(world, parameters.text("chat_id"))
    message = chat.find(parameters.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    too_old = world.clock.now() - message.date > DELETABLE
    if too_old or (message.sender is not None and chat.type != "private"):
        raise bad_request("Message can't be deleted for everyone" if too_old else "Message can't be deleted")
    chat.messages.remove(message)
    world.changed(chat)
    return True


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    text = parameters.text("text")
    if len(text) > ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = parameters.text("callback_query_id")
    query = world.state.queries.pop(query_id, None)
    if query is None or (world.clock.now() - query.date).total_seconds() > world.limits.answer_within:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.keeper.mark()
    toast = {"person": query.person, "text": text, "alert": parameters.flag("show_alert")}
    world.hub.publish("toast", query_id, lambda: toast)
    world.answers[query_id] = toast
    return True


def send_chat_action(world: World, parameters: Parameters) -> bool:
    if parameters.text("action").lower() not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = access.writable_chat(world, parameters.text("chat_id"))
    if parameters.text("action").lower() != "cancel":
        world.start_typing(chat)
    return True
