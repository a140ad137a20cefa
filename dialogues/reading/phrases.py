"""Turns of phrase, from a TOML file of the language folder, found clause by clause."""

import re
from dataclasses import dataclass
from functools import cache

from dialogues.reading.words import Clause, data


@dataclass(frozen=True)
class Phrases:
    """The phrases of one phase or light. `turned`: what they say in a negated clause, if anything."""

    name: str
    said: re.Pattern[str]
    whole: re.Pattern[str]
    turned: str | None

    def heard_in(self, clause: Clause) -> str | None:
        """What the clause says by these phrases: their name, what it turns into, or None."""
        if self.whole.search(str(clause)):
            return self.name
        if clause.past or not self.said.search(str(clause)):
            return None
        return self.turned if clause.negated else self.name


@cache
def phrases(file: str) -> tuple[Phrases, ...]:
    """All phrases of `cues` or `lights`."""
    return tuple(
        Phrases(name, _whole_words(entry["said"]), _whole_words(entry["whole"]), entry.get("turned"))
        for name, entry in data(file).items()
    )


def _whole_words(patterns: list[str]) -> re.Pattern[str]:
    either = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"\b(?:{either})\b")
