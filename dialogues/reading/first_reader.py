"""The first reader: learnt weights of words and characters, helped by turns of phrase, clause by clause."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from dialogues.model import LifePhase, WarningLight
from dialogues.reading.features import features, stem_feature
from dialogues.reading.phrases import phrases
from dialogues.reading.reading import Reading
from dialogues.reading.weights import Weights, softmax
from dialogues.reading.words import Clause, clauses, marks

# Figures chosen by cross-validation on the first 960 replies; docs/reading.md says what they give.
_CUE = 1.0  # what a turn of phrase adds to its phase
_SPEAKING = 1  # known words with content, from which a reply says something
_SURE = 0.75  # the probability of a certain reading, so also at least .50 ahead of the next
_DECIDING = 0.5  # a clause that brings this share of the strongest one's weight is evidence too

_PHASES = tuple(LifePhase)
_UNIFORM = dict.fromkeys(_PHASES, 1 / len(_PHASES))


@dataclass(frozen=True)
class FirstReader:
    """Reads with weights learnt from replies to all questions together (one per question did worse)."""

    weights: Weights

    def read(self, question: str, text: str) -> Reading:
        """See Reader."""
        said = clauses(text)
        scores = self._scores(said)
        lights = _lights(said)
        if not self._speaks(said, heard_something=bool(lights) or _has_cue(said)):
            return Reading(None, dict(_UNIFORM), lights, (), certain=False)
        given = softmax([math.fsum(column) for column in zip(*scores, strict=True)])
        phase = given.index(max(given))
        spans = _deciding(said, scores, phase)
        return Reading(_PHASES[phase], dict(zip(_PHASES, given, strict=True)), lights, spans, given[phase] >= _SURE)

    def _scores(self, said: Sequence[Clause]) -> list[list[float]]:
        """Per clause, per phase, what it adds."""
        known = [self.weights.known(features(clause)) for clause in said]
        scale = 1 / math.sqrt(sum(map(len, known)) or 1)
        return [
            [scale * w + _CUE * (p in cues) for p, w in zip(_PHASES, self.weights.sum(found), strict=True)]
            for found, cues in zip(known, map(_cues, said), strict=True)
        ]

    def _speaks(self, said: Sequence[Clause], *, heard_something: bool) -> bool:
        """Whether it says anything about a phase: the count of known words shows it, the probability does not."""
        words = (
            word for word in chain.from_iterable(clause.words for clause in said) if word.form not in marks("empty")
        )
        content = {feature for word in words if (feature := stem_feature(word)) in self.weights.rows}
        return heard_something or len(content) >= _SPEAKING


def _cues(clause: Clause) -> set[str | None]:
    return {cue.heard_in(clause) for cue in phrases("cues")}


def _has_cue(said: Sequence[Clause]) -> bool:
    return any(_cues(clause) - {None} for clause in said)


def _lights(said: Sequence[Clause]) -> tuple[WarningLight, ...]:
    shown = {light.heard_in(clause) for light in phrases("lights") for clause in said}
    return tuple(light for light in WarningLight if light in shown)


def _deciding(said: Sequence[Clause], scores: Sequence[Sequence[float]], phase: int) -> tuple[tuple[int, int], ...]:
    """Spans of the clauses that spoke most for the phase."""
    lead = [score[phase] - math.fsum(score) / len(score) for score in scores]
    least = _DECIDING * max(lead)
    return tuple(clause.span for clause, led in zip(said, lead, strict=True) if led >= max(least, 0))
