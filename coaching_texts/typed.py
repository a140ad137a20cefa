"""Words people type where a button would do."""

import unicodedata
from collections.abc import Iterable, Mapping


def normal(text: str) -> str:
    """Small letters, no accents, no marks, single spaces: what a typed choice is compared by."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        c if c.isalnum() or unicodedata.category(c) == "So" else " " for c in decomposed if not unicodedata.combining(c)
    )
    return " ".join("".join(kept).split()) or text.strip()


class Typed:
    """Which choices a text stands for, word for word."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._meanings: dict[str, set[str]] = {}
        for choice, texts in words.items():
            for text in texts:
                self._meanings.setdefault(normal(text), set()).add(choice)

    @property
    def choices(self) -> frozenset[str]:
        """Ids of all the choices that some text stands for."""
        return frozenset().union(*self._meanings.values())

    def meanings(self, text: str) -> frozenset[str]:
        """Ids of the choices; empty where the text is more than a choice."""
        return frozenset(self._meanings.get(normal(text), ()))
