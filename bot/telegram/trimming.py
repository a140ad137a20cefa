"""Keeps of a raw update what is read of it, and masks what people write: it is done before anything is written down.

An update has to be on disk before Telegram hears that it arrived, so this is the earliest moment there is. Names,
files, places, telephone cards and quoted or forwarded messages never come further; of what a message holds besides text
stays only that it was there.
"""

from collections.abc import Callable
from typing import Any

from bot.telegram import typed
from dialogues.masking import masked

Raw = dict[str, Any]

_USER = ("id", "is_bot")
_CHAT = ("id", "type", "title")
#: Longest text of a message, in characters: more never comes from Telegram.
_LONGEST = 4096
_NUMBERS = ("message_id", "date", "edit_date", "migrate_to_chat_id")


def trimmed(update: Raw) -> Raw:
    """The update with only what is read of it; what is no update keeps nothing but its number."""
    kept = {name: trim(update[name]) for name, trim in _KINDS.items() if isinstance(update.get(name), dict)}
    return {"update_id": update["update_id"], **kept}


def _message(message: Raw) -> Raw:
    """A person's: of what is not read only the name stays."""
    kept = {name: True for name in message if name not in _NUMBERS}
    kept |= {name: message[name] for name in _NUMBERS if name in message}
    theirs = {} if "forward_origin" in message else _only(message, ("text", "caption"))
    written = {name: _masked(text[:_LONGEST]) for name, text in theirs.items() if isinstance(text, str)}
    return kept | _where(message) | written


def _masked(text: str) -> str:
    """A command's code is no number of a person, and has to arrive whole."""
    found = typed.command(text)
    return masked(text) if found is None or " " in found.argument else text


def _query(query: Raw) -> Raw:
    """A press, with the bot's own message: it is shown again as it was."""
    shown = _part(query, "message")
    own = {**_only(shown, ("text", "entities", *_NUMBERS)), **_where(shown)} if shown else {}
    pressed = {**_only(query, ("id", "data")), "from": _only(_part(query, "from"), _USER)}
    return pressed | ({"message": own} if own else {})


def _membership(change: Raw) -> Raw:
    news = {name: _only(_part(change, name), ("status",)) for name in ("old_chat_member", "new_chat_member")}
    return {**_only(change, ("date",)), **_where(change), **news}


def _where(part: Raw) -> Raw:
    """In which chat, and from whom."""
    parts = {"chat": _only(_part(part, "chat"), _CHAT), "from": _only(_part(part, "from"), _USER)}
    return {name: kept for name, kept in parts.items() if kept}


def _only(part: Raw, names: tuple[str, ...]) -> Raw:
    return {name: part[name] for name in names if name in part}


def _part(raw: Raw, name: str) -> Raw:
    part = raw.get(name)
    return part if isinstance(part, dict) else {}


_KINDS: dict[str, Callable[[Raw], Raw]] = {
    "message": _message,
    "edited_message": _message,
    "callback_query": _query,
    "my_chat_member": _membership,
}
