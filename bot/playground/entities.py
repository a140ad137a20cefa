"""Formatted stretches of text: what a closed HTML tag becomes, and which stretches may lie in one another.

Rules from `parse_html` and `fix_entities` in td/telegram/MessageEntity.cpp.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.playground.errors import bad_request
from bot.playground.state import Entity

TYPES = (
    {"i": "italic", "em": "italic", "b": "bold", "strong": "bold", "s": "strikethrough", "strike": "strikethrough"}
    | {"del": "strikethrough", "u": "underline", "ins": "underline", "tg-spoiler": "spoiler", "span": "spoiler"}
    | {"pre": "pre", "code": "code", "blockquote": "blockquote", "a": "text_link", "tg-emoji": "custom_emoji"}
    | {"tg-time": "date_time"}
)
_SPLITTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_MENTION = re.compile(r"tg://user\?id=([0-9]+)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)\]\"'])|(?<![\w@/])(?P<mention>@[A-Za-z]\w{3,31})|(?<![\w/])(?P<bot_command>/\w{1,64}(?:@\w+)?)",
    re.ASCII,
)


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def close(entities: list[Entity], tag: str, argument: str, offset: int, covered: str) -> None:
    """Add what the closed `tag` makes of `covered`; ApiError where its argument cannot be."""
    entity = Entity(type=TYPES[tag], offset=offset, length=utf16_length(covered))
    last = entities[-1] if entities and _same_range(entities[-1], entity) else None
    if tag == "pre" and last and last.type == "code" and last.language:
        last.type = "pre"
    elif tag == "code" and last and last.type == "pre" and argument:
        last.language = argument
    elif made := _with_argument(entity, argument, covered):
        entities.append(made)


def _same_range(one: Entity, other: Entity) -> bool:
    return (one.offset, one.length) == (other.offset, other.length)


def _with_argument(entity: Entity, argument: str, covered: str) -> Entity | None:
    """The entity with what its tag said besides; None where the tag is dropped in silence."""
    if entity.type == "text_link":
        return _link(entity, argument or covered)
    if entity.type == "code":
        entity.language = argument or None
    if entity.type == "blockquote" and argument:
        entity.type = "expandable_blockquote"
    if entity.type == "custom_emoji":
        if not (argument.isdecimal() and int(argument)):
            raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
        entity.custom_emoji_id = argument
    return entity if entity.type != "date_time" else None


def _link(entity: Entity, url: str) -> Entity | None:
    """A link or a mention; None for an address that cannot be one (LinkManager::get_checked_link)."""
    if mention := _MENTION.fullmatch(url):
        return entity.model_copy(update={"type": "text_mention", "user": int(mention[1])})
    checked = checked_link(url)
    return entity.model_copy(update={"url": checked}) if checked else None


def checked_link(url: str) -> str | None:
    """The address as the server keeps it (http:// where it has no scheme), or None where it is none."""
    try:
        parts = urlsplit(url if _SCHEME.match(url) else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme.lower() in ("tg", "ton", "tonsite"):
        return url
    if parts.scheme.lower() not in ("http", "https") or "." not in host.strip(".") or " " in url:
        return None
    return parts._replace(path=parts.path or "/").geturl()


def settled(entities: Sequence[Entity]) -> list[Entity]:
    """Sorted, outermost first; nothing inside code or a link but style, no style in code, no quote in a quote."""
    kept: list[Entity] = []
    for entity in sorted((e for e in entities if e.length > 0), key=lambda e: (e.offset, -e.length, e.type)):
        if not any(_excludes(other, entity) for other in kept if entity.offset < other.offset + other.length):
            kept.append(entity)
    for entity in kept:
        entity.language = entity.language if entity.type == "pre" else None
    return kept


def _excludes(outer: Entity, inner: Entity) -> bool:
    if outer.type in ("pre", "code") or outer.type == inner.type:
        return True
    if "blockquote" in outer.type:
        return "blockquote" in inner.type
    return not {outer.type, inner.type} & _SPLITTABLE


def found(text: str) -> list[Entity]:
    """What the server finds by itself: addresses, mentions, commands."""
    return [
        Entity(type=str(m.lastgroup), offset=utf16_length(text[: m.start()]), length=utf16_length(m[0]))
        for m in _FOUND.finditer(text)
    ]
