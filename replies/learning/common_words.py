"""Writes the list of words that may stay in a reply that is kept to learn from (`dialogues/anonymous.py`)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

#: So many hands use a word that is common.
HANDS = 4
#: A word with a capital inside a sentence more often than this is a name.
CAPITALS = 0.05

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?…:\n\"“«(]\s*)$")


def common_words(texts: Mapping[str, Iterable[str]]) -> list[str]:
    """The common words of the texts of each hand, sorted."""
    hands: dict[str, set[str]] = defaultdict(set)
    capitals: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    for hand, lines in texts.items():
        for text in lines:
            for found in _WORD.finditer(text):
                word = found.group().casefold().replace("’", "'")
                all_of[word] += 1
                if found.group().islower():
                    hands[word].add(hand)
                elif not _BEGINS.search(text[: found.start()]):
                    capitals[word] += 1
    return sorted(w for w, by in hands.items() if len(by) >= HANDS and capitals[w] <= CAPITALS * all_of[w])


def write(texts: Mapping[str, Iterable[str]], path: Path) -> None:
    """The list, a word a line."""
    path.write_text("\n".join(common_words(texts)) + "\n", encoding="utf-8")
