"""Words people type where a button would do."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any


def normal(text: str) -> str:
    """Small letters, no accents, no marks, single spaces: what a typed choice is compared by."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        c if c.isalnum() or unicodedata.category(c) == "So" else " " for c in decomposed if not unicodedata.combining(c)
    )
    return " ".join("".join(kept).split()) or text.strip()


class Typed:
    """What a text stands for: choices, word for word, and what it asks or begins with, by patterns.

    `patterns`: `openers`, `most_words`, and under `meant` the patterns of each meaning.
    """

    def __init__(self, words: Mapping[str, Iterable[str]], patterns: Mapping[str, Any]) -> None:
        self._most_words: int = patterns["most_words"]
        self._patterns = {
            meant: re.compile(f"{patterns['openers']}(?:{'|'.join(either)})")
            for meant, either in patterns["meant"].items()
        }
        self._meanings: dict[str, set[str]] = {}
        for choice, texts in words.items():
            for text in texts:
                self._meanings.setdefault(normal(text), set()).add(choice)

    @property
    def choices(self) -> frozenset[str]:
        """Ids of all the choices that some text stands for."""
        return frozenset().union(*self._meanings.values())

    @property
    def patterns(self) -> frozenset[str]:
        """Names of all that is known by a pattern."""
        return frozenset(self._patterns)

    def meanings(self, text: str) -> frozenset[str]:
        """Ids of the choices, and names of patterns; empty where the text is more than that."""
        return frozenset(self._meanings.get(normal(text), ())) | self._by_pattern(text)

    def _by_pattern(self, text: str) -> frozenset[str]:
        put = normal(text) + ("?" if text.rstrip().endswith("?") else "")
        if len(put.split()) > self._most_words:
            return frozenset()
        return frozenset(meant for meant, pattern in self._patterns.items() if pattern.fullmatch(put))
