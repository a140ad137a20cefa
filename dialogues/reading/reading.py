"""What a reply says about the group, and the interface of whatever reads it."""

from dataclasses import dataclass
from typing import Protocol

from dialogues.model import LifePhase, WarningLight


@dataclass(frozen=True)
class Reading:
    """What one reply says. `phase` is None where the reply says nothing about a phase.

    `probabilities`: one per LifePhase, summing to 1 (uniform where nothing was heard).
    `lights`: what the reply itself shows, in the order of WarningLight.
    `evidence`: the person's own clauses that led to it, each a (start, end) span of the text, in order.
    `certain`: sure enough to be said back without asking; never where `phase` is None.
    """

    phase: LifePhase | None
    probabilities: dict[LifePhase, float]
    lights: tuple[WarningLight, ...]
    evidence: tuple[tuple[int, int], ...]
    certain: bool

    def two_likeliest(self) -> tuple[LifePhase, LifePhase]:
        """The likeliest phase and the runner-up."""
        first, second, *_ = sorted(LifePhase, key=lambda p: -self.probabilities[p])
        return first, second


class Reader(Protocol):
    """Reads one reply to the question of one kenmerk."""

    def read(self, question: str, text: str) -> Reading:
        """What the text says as a reply to the question (a kenmerk's id). Any text is fine; nothing of it is kept."""
