"""Which tips helped others: counts, never who and never what they wrote; and what that does to the order of tips."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dialogues.model.life import LifePhase

#: Fewer people than this who tried a tip say nothing about it, and are no counts to go round with.
ENOUGH_PEOPLE = 5


@dataclass(frozen=True)
class Tried:
    """How many different people made a plan of a tip and told how it went, and how many of them it helped."""

    people: int
    helped: int

    @property
    def share(self) -> float:
        """The share it helped, kept near a half while few tried it (rule of succession)."""
        return (self.helped + 1) / (self.people + 2) if self.people >= ENOUGH_PEOPLE else 0.5


#: What is known of a tip in a phase.
Helped = Mapping[tuple[str, LifePhase], Tried]
NOTHING_KNOWN: Helped = MappingProxyType({})


def helpful_first(fitting: Sequence[str], phase: LifePhase, helped: Helped) -> list[str]:
    """The tips that fit a phase: first what helped most people of it, last what helped few; the rest as they stood."""
    unknown = Tried(0, 0)
    return sorted(fitting, key=lambda tip: -helped.get((tip, phase), unknown).share)
