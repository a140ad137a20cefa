"""Takes out of a reply what could tell who wrote it: every word that is not in common use, and long numbers.

What is common is the list `nl/common_words.txt`: words that at least four hands of the corpus use, and that are hardly
ever written with a capital inside a sentence. So a name, a place or an odd word goes, also one nobody thought of; and
so does whatever has a capital inside a sentence.
"""

import re
from functools import cache
from importlib.resources import files

from dialogues.privacy import private

#: What stands where a word was taken out; the reader passes over it.
TAKEN_OUT = "_"
#: A number of more digits may be a year of birth, a telephone number or a house.
_MOST_DIGITS = 2
_TOKEN = re.compile(r"\w+(?:['’]\w+)*")
_BEGINS = re.compile(r"(?:^|[.!?…:\n\"“«(])\W*$")


def anonymous(text: str) -> str | None:
    """The text without uncommon words; None where it tells of health, family or money trouble, or nothing is left."""
    if private(text) or not any(map(_common, _TOKEN.finditer(text))):
        return None
    return _TOKEN.sub(lambda token: token.group() if _common(token) else TAKEN_OUT, text)


def _common(token: re.Match[str]) -> bool:
    word = token.group()
    if word.isdecimal():
        return len(word) <= _MOST_DIGITS
    if not word.islower() and not _BEGINS.search(token.string[: token.start()]):
        return False
    return word.casefold().replace("’", "'") in _common_words()


@cache
def _common_words() -> frozenset[str]:
    return frozenset((files("dialogues.reading") / "nl" / "common_words.txt").read_text("utf-8").split())
