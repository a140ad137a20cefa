"""Text and entities as HTML that a page may set as it is: all text escaped, only the tags named here."""

from collections.abc import Sequence
from html import escape

from bot.playground.entities import utf16_length
from bot.playground.state import Entity

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
}
_SCHEMES = ("http://", "https://", "tg://")


def html_of(text: str, entities: Sequence[Entity]) -> str:
    """HTML of `text`; `entities` sorted, outermost first. Overlapping ends are cut off at the outer one's end."""
    units = text.encode("utf-16-le", "surrogatepass")
    return _inside(units, 0, utf16_length(text), list(entities))


def _inside(units: bytes, begin: int, end: int, entities: list[Entity]) -> str:
    """HTML of the code units from `begin` to `end`; takes the entities that begin there off the list."""
    pieces = []
    while entities and entities[0].offset < end:
        entity = entities.pop(0)
        start, stop = max(begin, entity.offset), min(end, entity.offset + entity.length)
        if start >= stop:
            continue
        opening, closing = _tags(entity, _plain(units, start, stop))
        pieces += [_plain(units, begin, start), opening, _inside(units, start, stop, entities), closing]
        begin = stop
    return "".join([*pieces, _plain(units, begin, end)])


def _plain(units: bytes, begin: int, end: int) -> str:
    return escape(units[2 * begin : 2 * end].decode("utf-16-le", "replace"))


def _tags(entity: Entity, escaped: str) -> tuple[str, str]:
    if entity.type not in ("text_link", "url"):
        return _TAGS.get(entity.type, ("", ""))
    address = escape(entity.url) if entity.url else escaped
    safe = address.lower().startswith(_SCHEMES)
    return (f'<a href="{address}" rel="noreferrer">', "</a>") if safe else ("", "")
