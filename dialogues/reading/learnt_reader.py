"""The reader that learnt from the hands: adds up what each clause brings, and says nothing where that is nothing."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogues.model import KENMERKEN, LifePhase, WarningLight
from dialogues.reading.features import features
from dialogues.reading.reading import Reading
from dialogues.reading.weights import RIVAL, Bars, Weights
from dialogues.reading.words import Clause, clauses

#: A clause that brings this share of what the strongest one brings is evidence too.
DECIDING = 0.7

_PHASES = tuple(LifePhase)
_COUNT = len(_PHASES)
_LIGHT_OF = {kenmerk.id: kenmerk.light for kenmerk in KENMERKEN}
_UNIFORM = dict.fromkeys(_PHASES, 1 / _COUNT)


@dataclass(frozen=True)
class LearntReader:
    """Reads with learnt weights; all its figures come with them (docs/reading.md)."""

    weights: Weights

    def read(self, question: str, text: str) -> Reading:
        """See Reader."""
        said, bars = clauses(text), self.weights.bars
        brought = [self.weights.score(found) for found in features(question, said)]
        scores = [math.fsum(column) for column in zip(bars.base, *brought, strict=True)]
        phases, nothing = scores[:_COUNT], scores[_COUNT]
        if not said or nothing - RIVAL * max(phases) >= bars.nothing:
            return Reading(None, dict(_UNIFORM), (), (), certain=False)
        given = softmax([bars.sharpness * score for score in phases])
        phase = given.index(max(given))
        return Reading(
            _PHASES[phase],
            dict(zip(_PHASES, given, strict=True)),
            tuple(_lit(question, scores[_COUNT + 1 :], bars)),
            _deciding(said, brought, phase),
            given[phase] >= bars.certain,
        )


def _lit(question: str, scores: Sequence[float], bars: Bars) -> Iterator[WarningLight]:
    """The lights that the words show; that of the kenmerk is expected, so less is needed for it."""
    for light, score in zip(WarningLight, scores, strict=True):
        if score >= (bars.light_asked if _LIGHT_OF.get(question) is light else bars.light_other):
            yield light


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as probabilities."""
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = math.fsum(powers)
    return [power / total for power in powers]


def _deciding(said: Sequence[Clause], brought: Sequence[Sequence[float]], phase: int) -> tuple[tuple[int, int], ...]:
    """Spans of the clauses that spoke most for the phase, at least one."""
    lead = [scores[phase] - math.fsum(scores[:_COUNT]) / _COUNT for scores in brought]
    least = DECIDING * max(lead) if max(lead) > 0 else max(lead)
    return tuple(clause.span for clause, led in zip(said, lead, strict=True) if led >= least)
