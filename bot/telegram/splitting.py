"""Texts longer than one message may be: cut where a sentence or a line ends, never inside a tag.

Telegram counts what people see: characters after its entities are parsed (Bot API, sendMessage: 1 to 4096).
"""

import re

LONGEST = 4096
_TOKEN = re.compile(r"(?P<tag><[^>]*>)|&(?:#\d+|#x[0-9a-f]+|lt|gt|amp|quot);|.", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"</?\s*([a-z-]+)", re.IGNORECASE)
# after what to cut, the best first
_PARAGRAPH, _SENTENCE, _WORD = re.compile(r"\n\s*\n"), re.compile(r"[.!?…][\"'”’»)]*\s+|\n"), re.compile(r"\s+")


def length(html: str) -> int:
    """How many characters people see of it."""
    return sum(found["tag"] is None for found in _TOKEN.finditer(html))


def parts(html: str, longest: int = LONGEST) -> list[str]:
    """The same text in messages of at most `longest` characters; what was open at a cut is open again after it."""
    if len(html) <= longest:
        return [html]
    tokens = [(found[0], found["tag"] is not None) for found in _TOKEN.finditer(html)]
    seen = "".join(token[0] for token, is_tag in tokens if not is_tag)
    return _cut(tokens, _places(seen, longest))


def _places(seen: str, longest: int) -> list[int]:
    """Where to cut a text as it is seen: the numbers of the characters that begin another message."""
    places, start = [], 0
    while len(seen) - start > longest:
        start = _place(seen, start, start + longest)
        places.append(start)
    return places


def _place(seen: str, start: int, end: int) -> int:
    half = start + (end - start) // 2  # a message is not cut short by more for the sake of a paragraph
    for kind, earliest in ((_PARAGRAPH, half), (_SENTENCE, start + 1), (_WORD, start + 1)):
        ends = [found.end() for found in kind.finditer(seen, earliest, end)]
        if ends:
            return ends[-1]
    return end


def _cut(tokens: list[tuple[str, bool]], places: list[int]) -> list[str]:
    whole: list[str] = []
    part, opened, count = "", list[str](), 0
    for token, is_tag in tokens:
        if not is_tag and count in places:
            whole.append(part.rstrip() + "".join(f"</{_name(tag)}>" for tag in reversed(opened)))
            part = "".join(opened)
        part += token
        if not is_tag:
            count += 1
        elif token.startswith("</"):
            opened.pop()
        else:
            opened.append(token)
    return [*whole, part]


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1] if found is not None else ""
