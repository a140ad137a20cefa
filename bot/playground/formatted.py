"""The text of a message as the server takes it: limits, parse mode, cleaning, trimming.

From Client.cpp:11307 and `fix_formatted_text` in td/telegram/MessageEntity.cpp.
"""

import json
import re

from pydantic import TypeAdapter, ValidationError

from bot.playground.entities import found, settled, utf16_length
from bot.playground.errors import bad_request
from bot.playground.html_mode import parse_html
from bot.playground.state import Entity

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
RAW_BYTES = 1 << 15
_CONTROLS = {code: " " for code in range(32) if code not in (10, 13)}
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u202e\ufeff\u00a0\u180e\u2800\u3000\ufffc]*")
_ENTITIES = TypeAdapter(list[Entity])

Formatted = tuple[str, list[Entity]]


def message_text(text: str, parse_mode: str, entities: str) -> Formatted:
    """1 to 4096 code points after parsing. ApiError 400 with the server's words."""
    if not text:
        raise bad_request("Message text is empty")
    plain, kept = _formatted(text, parse_mode, entities)
    if not _INVISIBLE.sub("", plain, count=1):
        raise bad_request("Text must be non-empty")
    if len(plain) > TEXT_LENGTH:
        raise bad_request("Message is too long")
    return plain, kept


def caption(text: str, parse_mode: str, entities: str) -> Formatted:
    """0 to 1024 code points after parsing. ApiError 400 with the server's words."""
    plain, kept = _formatted(text, parse_mode, entities)
    if len(plain) > CAPTION_LENGTH:
        raise bad_request("Message caption is too long")
    return plain, kept


def _formatted(text: str, parse_mode: str, entities: str) -> Formatted:
    if len(text.encode("utf-8", "surrogatepass")) > RAW_BYTES:
        raise bad_request("Text is too long")
    text = text.replace("\r", "").translate(_CONTROLS)
    mode = parse_mode.lower()
    if mode == "html":
        plain, kept = parse_html(text)
    elif mode in ("", "none"):
        plain, kept = text, _given(entities)
    else:  # Markdown is refused here: nobody in this house writes it, and half a parser would mislead
        raise bad_request("Unsupported parse_mode")
    plain, kept = _trimmed(plain, kept)
    return plain, settled(kept + [e for e in found(plain) if not any(_overlap(e, other) for other in kept)])


def _given(entities: str) -> list[Entity]:
    try:
        return _ENTITIES.validate_python(json.loads(entities)) if entities else []
    except (ValueError, ValidationError):
        raise bad_request("Can't parse MessageEntity") from None


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.offset + other.length and other.offset < one.offset + one.length


def _trimmed(text: str, entities: list[Entity]) -> Formatted:
    """Without white space at the end, and at the begin up to the first entity; the entities move along."""
    text = text.rstrip(" \n")
    end = utf16_length(text)
    kept = [e.model_copy(update={"length": min(e.length, end - e.offset)}) for e in entities if e.offset < end]
    margin = len(text) - len(text.lstrip(" \n"))
    cut = min([margin, *(e.offset for e in kept)])
    return text[cut:], [e.model_copy(update={"offset": e.offset - cut}) for e in kept]
