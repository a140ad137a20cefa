"""What a person typed: made safe to keep, seen as blank or not, and as a command or not."""

import re
import unicodedata
from dataclasses import dataclass

# As Telegram's own server finds commands (td, MessageEntity.cpp), here at the start of a text only.
_COMMAND = re.compile(r"/([a-z0-9_]{1,64})(?:@([a-z0-9_]{3,32}))?(?![\w/<>@])", re.IGNORECASE | re.ASCII)
_BLANK_SIGNS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs by class, nothing to the eye
_INVISIBLE = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})


@dataclass(frozen=True)
class TypedCommand:
    """`/name@bot argument`; `name` and `bot` in lower case, `bot` empty where none is named."""

    name: str
    bot: str
    argument: str


def clean(text: str) -> str:
    """`text` without what no database keeps: NUL signs and halves of surrogate pairs."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")


def blank(text: str) -> bool:
    """Whether there is nothing to see."""
    return all(sign in _BLANK_SIGNS or unicodedata.category(sign) in _INVISIBLE for sign in text)


def command(text: str) -> TypedCommand | None:
    """The command a text starts with, None for any other text."""
    found = _COMMAND.match(text)
    if found is None:
        return None
    return TypedCommand(found[1].lower(), (found[2] or "").lower(), text[found.end() :].strip())
