"""HTML parse mode as the real server does it: plain text and entities, or the same error at the same byte.

A port of `parse_html` and `decode_html_entity` in td/telegram/MessageEntity.cpp. Works on UTF-8 bytes, because the
errors give byte offsets, with a closing NUL that stands for the end, as in the original.
"""

import re
from dataclasses import dataclass

from bot.playground.entities import TYPES, close, settled, utf16_length
from bot.playground.errors import ApiError, bad_request
from bot.playground.state import Entity

_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACE = b" \t\r\n\0\x0b"
_TOKEN, _LETTERS = re.compile(rb"[A-Za-z0-9.-]*"), re.compile(rb"[A-Za-z]*")
_HEXADECIMAL, _DECIMAL = re.compile(rb"[0-9a-fA-F]*"), re.compile(rb"[0-9]*")
_LONGEST_REFERENCE = 10
_LAST_CODE = 0x10FFFF
_ARGUMENTS = {("a", "href"): "", ("tg-emoji", "emoji-id"): "", ("code", "class"): "language-", ("span", "class"): "tg-"}


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities, outermost first. ApiError 400 "Bad Request: can't parse entities: ..."."""
    parser = _Parser(source)
    parser.run()
    return parser.text(), settled(parser.entities)


def _fault(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


@dataclass
class _Open:
    tag: str
    argument: str
    begin: int


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source.encode("utf-8", "surrogatepass") + b"\0"
        self.at = 0
        self.out = bytearray()
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def text(self) -> str:
        try:
            return self.out.decode()
        except UnicodeDecodeError:
            raise _fault(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            ) from None

    def run(self) -> None:
        while self.at < len(self.source) - 1:
            if self._next_is(b"<"):
                self._tag()
            else:
                self.out += self._character()
        if self.open:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def _next_is(self, any_of: bytes) -> bool:
        return self.source[self.at] in any_of

    def _expect_more(self, otherwise: str) -> None:
        if self._next_is(b"\0"):
            raise _fault(otherwise)

    def _skip_to(self, any_of: bytes) -> str:
        """Step to the first byte that is in `any_of` (which holds NUL); what was passed over."""
        begin = self.at
        while not self._next_is(any_of):
            self.at += 1
        return self.source[begin : self.at].decode("utf-8", "replace")

    def _skip_space(self) -> None:
        while self._next_is(_SPACE) and not self._next_is(b"\0"):
            self.at += 1

    # -- characters

    def _character(self) -> bytes:
        """The next byte, or what a character reference stands for."""
        if self._next_is(b"&") and (decoded := self._reference()) is not None:
            return decoded.encode("utf-8", "surrogatepass")
        self.at += 1
        return self.source[self.at - 1 : self.at]

    def _reference(self) -> str | None:
        """Decode the reference at the cursor and step over it; None (and no step) where it is only text."""
        begin = self.at + 1
        if self.source[begin] in b"#":
            end, decoded = self._numeric(begin + 1)
        else:
            end = self._end_of(_LETTERS, begin)
            decoded = _NAMED.get(self.source[begin:end])
        if decoded is not None:
            self.at = end + (self.source[end] in b";")
        return decoded

    def _numeric(self, begin: int) -> tuple[int, str | None]:
        hexadecimal = self.source[begin] in b"x"
        begin += hexadecimal
        end = self._end_of(_HEXADECIMAL if hexadecimal else _DECIMAL, begin)
        short = end - self.at < _LONGEST_REFERENCE
        code = int(self.source[begin:end] or b"0", 16 if hexadecimal else 10) if short else 0
        return end, chr(code) if 0 < code < _LAST_CODE else None

    def _end_of(self, pattern: re.Pattern[bytes], begin: int) -> int:
        found = pattern.match(self.source, begin)
        return found.end() if found else begin

    # -- tags

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._next_is(b"/"):
            self._end_tag(begin)
        else:
            self._start_tag(begin)
        self.at += 1

    def _start_tag(self, begin: int) -> None:
        name = self._skip_to(_SPACE + b">").lower()
        self._expect_more(f"Unclosed start tag at byte offset {begin}")
        if name not in TYPES:
            raise _fault(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument = ""
        while not self._next_is(b">"):
            argument = self._attribute(name, begin) or argument
        if name == "span" and argument != "spoiler":
            raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(name, argument, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read one attribute; the argument it gives the tag, "" where it gives none."""
        self._skip_space()
        if self._next_is(b">"):
            return ""
        name = self._skip_to(_SPACE + b"=>/\"'")
        if not name:
            raise _fault(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        value = self._value_after_equals(tag, begin) if self._next_is(b"=") else ""
        self._expect_more(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if (tag, name) == ("blockquote", "expandable"):
            return "1"
        prefix = _ARGUMENTS.get((tag, name))
        return value.removeprefix(prefix) if prefix is not None and value.startswith(prefix) else ""

    def _value_after_equals(self, tag: str, begin: int) -> str:
        self.at += 1
        self._skip_space()
        self._expect_more(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self._next_is(b"\"'") else self._token()
        self._expect_more(f"Unclosed start tag at byte offset {begin}")
        return value

    def _quoted(self) -> str:
        quote = self.source[self.at : self.at + 1]
        self.at += 1
        value = bytearray()
        while not self._next_is(quote + b"\0"):
            value += self._character()
        self.at += self._next_is(quote)
        return value.decode("utf-8", "replace")

    def _token(self) -> str:
        begin = self.at
        self.at = self._end_of(_TOKEN, begin)
        if not self._next_is(_SPACE + b">"):
            raise _fault(f"Unexpected end of name token at byte offset {begin}")
        return self.source[begin : self.at].decode().lower()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _fault(f"Unexpected end tag at byte offset {begin}")
        name = self._skip_to(_SPACE + b">")[1:].lower()
        self._skip_space()
        if not self._next_is(b">"):
            raise _fault(f"Unclosed end tag at byte offset {begin}")
        expected = self.open[-1].tag
        if name and name != expected:
            raise _fault(f'Unmatched end tag at byte offset {begin}, expected "</{expected}>", found "</{name}>"')
        self._close(self.open.pop())

    def _close(self, tag: _Open) -> None:
        covered = self.out[tag.begin :].decode("utf-8", "surrogatepass")
        before = self.out[: tag.begin].decode("utf-8", "surrogatepass")
        if covered:
            close(self.entities, tag.tag, tag.argument, utf16_length(before), covered)
