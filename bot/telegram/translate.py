"""Turns a raw update into what the dialogues understand; nothing a client sends can make it raise."""

import html
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Message

from bot.telegram import typed
from bot.telegram.keyboards import parse_callback
from dialogues.inputs import Command, Edited, Pressed, Said, Unreadable, UnreadableKind

_MOST = 2**63 - 1  # of the number columns
_KINDS: dict[str, UnreadableKind] = {
    "voice": "voice",
    "video_note": "voice",
    "audio": "voice",
    "video": "video",
    "photo": "photo",
    "sticker": "sticker",
    "document": "document",
    "location": "location",
    "contact": "contact",
    "poll": "poll",
}
# Messages that Telegram writes in a private chat, not the person.
_SERVICE = ("pinned_message", "message_auto_delete_timer_changed", "chat_background_set", "write_access_allowed")

#: An update of our own: what became of asking Telegram what somebody is in a group. None that comes in has it: it is
#: not among what is kept of those (`trimming`).
ASKED_MEMBER = "asked_member"
Raw = dict[str, Any]
Arrived = Said | Edited | Pressed | Command | Unreadable


@dataclass(frozen=True)
class Arrival:
    """An update, free of Telegram's shapes. `input` is None where there is nothing to answer.

    `blocked`: the person closed (True) or reopened (False) their chat with the bot. `migrated_to`: the new id of the
    group `chat_id`. `pressed_html`: the text of the message whose button was pressed, as HTML. `bot_status`: what the
    bot is in the group now. `asked_status`: what the user is there, as Telegram answered us. `title`: the group's name.
    """

    user_id: int
    chat_id: int
    private: bool
    input: Arrived | None = None
    callback_id: str | None = None
    button_key: str | None = None
    pressed_message_id: int | None = None
    pressed_html: str | None = None
    blocked: bool | None = None
    migrated_to: int | None = None
    bot_status: str | None = None
    asked_status: str | None = None
    title: str = ""


def arrival(raw: Raw, received_at: datetime, *, username: str = "") -> Arrival | None:
    """What an update brings; None where it brings nothing, or nothing from a person.

    In a group only commands become input; with the bot's `username` given, not those for another bot.
    """
    if message := _part(raw, "message"):
        return _of_message(message, received_at, username.lower())
    if message := _part(raw, "edited_message"):
        return _of_edit(message, received_at)
    if query := _part(raw, "callback_query"):
        return _of_press(query, received_at)
    if change := _part(raw, "my_chat_member"):
        return _of_membership(change)
    if answer := _part(raw, ASKED_MEMBER):
        return _of_answer(answer)
    return None


def sender_of(raw: Raw) -> int:
    """Whose updates are handled one after the other: the user's id, the chat's for group chatter, 0 for none."""
    for kind in ("message", "edited_message", "callback_query", "my_chat_member"):
        if part := _part(raw, kind):
            chat, user = _part(part, "chat"), _number(_part(part, "from"), "id")
            personal = kind == "callback_query" or _private(chat) or typed.command(_text(part) or "") is not None
            return (user if personal else _number(chat, "id")) or 0
    return 0


def _of_message(message: Raw, at: datetime, username: str) -> Arrival | None:
    chat, user = _part(message, "chat"), _part(message, "from")
    chat_id, user_id, moved = _number(chat, "id"), _number(user, "id"), _number(message, "migrate_to_chat_id")
    if chat_id is None or (user_id is None and moved is None):
        return None
    said = None if user.get("is_bot") else _said(message, at, _private(chat), username)
    return Arrival(user_id or 0, chat_id, _private(chat), said, migrated_to=moved, title=_title(chat))


def _said(message: Raw, at: datetime, private: bool, username: str) -> Arrived | None:
    text = _text(message)
    found = None if text is None or "forward_origin" in message else typed.command(text)
    if found is not None:
        ours = found.bot in ("", username) or not username
        return Command(found.name, at, found.argument) if private or ours else None
    if not private or any(name in message for name in _SERVICE):
        return None
    if "forward_origin" in message:
        return Unreadable("forwarded", at)
    if text is None:
        kind: UnreadableKind = next((kind for name, kind in _KINDS.items() if name in message), "other")
        return Unreadable(kind, at, _text(message, "caption") or "")
    if typed.blank(text):
        return Unreadable("empty", at)
    return Said(text, at, _number(message, "message_id") or 0)


def _of_edit(message: Raw, at: datetime) -> Arrival | None:
    chat, user = _part(message, "chat"), _part(message, "from")
    chat_id, user_id = _number(chat, "id"), _number(user, "id")
    if chat_id is None or user_id is None:
        return None
    text, ref = _text(message), _number(message, "message_id")
    edited = Edited(text, at, ref) if _private(chat) and text is not None and ref is not None else None
    return Arrival(user_id, chat_id, _private(chat), edited)


def _of_press(query: Raw, at: datetime) -> Arrival | None:
    user, message, data = _part(query, "from"), _part(query, "message"), query.get("data")
    user_id, chat = _number(user, "id"), _part(message, "chat")
    if user_id is None:
        return None
    key, asked, choice = (parse_callback(data) if isinstance(data, str) else None) or (None, -1, "")
    chat_id, callback_id = _number(chat, "id"), query.get("id")
    return Arrival(
        user_id,
        user_id if chat_id is None else chat_id,
        chat_id in (None, user_id) or _private(chat),
        Pressed(asked, choice, at),
        callback_id=callback_id if isinstance(callback_id, str) else None,
        button_key=key,
        pressed_message_id=_number(message, "message_id"),
        pressed_html=_as_html(message),
        title=_title(chat),
    )


def _of_membership(change: Raw) -> Arrival | None:
    chat, user = _part(change, "chat"), _part(change, "from")
    chat_id, user_id = _number(chat, "id"), _number(user, "id")
    if chat_id is None or user_id is None:
        return None
    status = _part(change, "new_chat_member").get("status")
    if not isinstance(status, str):
        return Arrival(user_id, chat_id, _private(chat))
    if _private(chat):
        return Arrival(user_id, chat_id, True, blocked={"kicked": True, "member": False}.get(status))
    return Arrival(user_id, chat_id, False, bot_status=status, title=_title(chat))


def _of_answer(answer: Raw) -> Arrival:
    """What Telegram answered when we asked what somebody is in a group; we wrote it down ourselves."""
    return Arrival(answer["user_id"], answer["chat_id"], False, asked_status=answer["status"])


def _as_html(message: Raw) -> str | None:
    text = _text(message)
    if text is None:
        return None
    try:
        return Message.de_json(message, None).text_html
    except Exception:  # the library trusts what it parses; whatever is odd about this one, its plain text will do
        return html.escape(text)


def _part(raw: Raw, name: str) -> Raw:
    part = raw.get(name)
    return part if isinstance(part, dict) else {}


def _number(raw: Raw, name: str) -> int | None:
    value = raw.get(name)
    fits = isinstance(value, int) and not isinstance(value, bool) and -_MOST <= value <= _MOST
    return value if fits else None


def _text(message: Raw, name: str = "text") -> str | None:
    text = message.get(name)
    return typed.clean(text) if isinstance(text, str) else None


def _title(chat: Raw) -> str:
    return _text(chat, "title") or ""


def _private(chat: Raw) -> bool:
    return chat.get("type") == "private"
