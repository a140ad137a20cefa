"""What the coach says is spelled as the Dutch dictionary has it (Debian's hunspell-nl), read by spylls."""

import gc
import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from spylls.hunspell import Dictionary

from coaching_texts.plain import texts_in
from tests.texts.content import NL

HUNSPELL = Path("/usr/share/hunspell")
ALLOWED = NL / "spelling.txt"
_UNSPELLED = re.compile(r"https?://\S+|[/@]\w+")  # addresses and commands
_WORD = re.compile(r"[^\W\d_]+(?:[’\-][^\W\d_]+)*")

pytestmark = [
    pytest.mark.skipif(
        not (HUNSPELL / "nl.dic").exists() and "CI" not in os.environ,
        reason="no Dutch dictionary: apt install hunspell-nl",
    ),
    pytest.mark.xdist_group("spelling"),  # the dictionary takes seconds to load
]


@pytest.fixture(scope="module")
def dutch() -> Dictionary:
    """The dictionary; an error, in CI, where it is not there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves closing its files to Python
        dictionary = Dictionary.from_files(str(HUNSPELL / "nl"))
        gc.collect()
    return dictionary


@pytest.fixture(scope="module")
def unknown(dutch: Dictionary) -> dict[str, str]:
    """Words the dictionary does not know, each with where it stands."""
    return {word: where for where, word in _words() if not _knows(dutch, word)}


def _words() -> Iterator[tuple[str, str]]:
    for text in texts_in(NL):
        for word in _WORD.findall(_UNSPELLED.sub(" ", text.plain)):
            yield text.where, word


def _knows(dutch: Dictionary, word: str) -> bool:
    return any(dutch.lookup(way) for way in (word, word[:1].lower() + word[1:]))


def _allowed() -> set[str]:
    lines = ALLOWED.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def test_all_words_are_spelled_right(unknown: dict[str, str]) -> None:
    """A word nobody knows is a slip, or stands in coaching_texts/nl/spelling.txt."""
    assert {word: where for word, where in unknown.items() if word not in _allowed()} == {}


def test_what_is_allowed_is_needed(unknown: dict[str, str]) -> None:
    """No word stays on the list that is not said any more, or that the dictionary knows."""
    assert _allowed() - unknown.keys() == set()


@pytest.mark.parametrize("slip", ["vrijwiliger", "verantwoordelijkeid", "wordt-ie", "gebeurdt"])
def test_a_slip_is_found(dutch: Dictionary, slip: str) -> None:
    """The dictionary does know Dutch."""
    assert not _knows(dutch, slip)
