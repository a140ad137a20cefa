"""Hears words of distress, about oneself or about others, before anything else is done with a message.

It only hears; what is then said, and the telephone numbers, are in the texts. Its words are data
(`reading/nl/distress.toml`), each subtle choice with its reason beside it.
"""

import re
from enum import StrEnum
from functools import cache

from dialogues.reading.words import data, plain

#: A clause ends at a mark, at the end of the text, or before the word that starts the next one.
_END = (
    r"\b(?= (?:\.|(?:en|want|omdat|maar|dus|ik|zo|echt|sorry|help|sinds|hoor|zenne|jong|ze$)\b(?! \w+ mogelijk))"
    r"| mijn (?:man|vrouw|moeder|vader|kind)\b| ?$)"
)


class Distress(StrEnum):
    """What is heard, the most urgent first."""

    SUICIDE = "suicide"
    VIOLENCE = "violence"
    ABUSE = "abuse"
    EXHAUSTION = "exhaustion"


def hears_distress(text: str) -> Distress | None:
    """The most urgent distress in the text, or None. Any text is fine; nothing of it is kept."""
    heard = _pattern("harmless").sub("-", _spoken(plain(text)))
    return next((kind for kind in Distress if _pattern(kind).search(heard)), None)


def _spoken(said: str) -> str:
    """Dialect, chat and missing spaces as the words that the patterns use."""
    for written, usual in _usual():
        said = written.sub(usual, said)
    return " ".join(said.split())


@cache
def _usual() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_whole(written), usual) for written, usual in data("distress")["spoken"])


def _whole(written: str) -> re.Pattern[str]:
    """On whole words; what looks ahead says itself where it ends."""
    return re.compile(rf"\b(?:{written})" + (r"\b" if "(?=" not in written else ""))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """All patterns of one kind as one, on whole words."""
    spoken = data("distress")
    either = "|".join(f"(?:{p})" for p in spoken["kinds"].get(kind) or spoken[kind])
    for name, part in spoken["parts"].items():
        either = either.replace(name, part)
    return re.compile(rf"\b(?:{either})\b".replace(" END", _END).replace(" ?END", _END))
