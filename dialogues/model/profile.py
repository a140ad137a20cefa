"""From the answers on the kenmerken to a profile: the whole, the lights that are lit, where the group is least open.

The rules and figures here are our own: the scoring of the public levensfasentool is not known to us.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dialogues.model.kenmerken import kenmerk
from dialogues.model.life import LifePhase, Pillar, Theme, WarningLight

#: What a person says of their own group with a button, or corrects, is worth this much to the phase they name.
SAID_OUTRIGHT = 0.85
#: Fewer answers than this say nothing about the whole group.
ENOUGH_ANSWERS = 4
#: Answers of one group go together, so many of them are less sure than each by itself would make them: the sum of
#: their logarithms is divided by this. Fitted on made-up groups with two of nine answers of a neighbour phase
#: (docs/reading.md).
TEMPERATURE = 2.2
#: No single answer counts a phase out.
LEAST = 0.01
#: The likeliest phase must have this probability, else the group is called mixed.
CLEAR = 0.8
#: How far from open each phase is: the last two turn inward (slides: "te nemen of te laten", "plooit naar binnen").
CLOSED = {LifePhase.STARTEND: 0.0, LifePhase.AUTONOOM: 0.0, LifePhase.ROUTINEUS: 0.7, LifePhase.VERSTILLEND: 1.0}
#: The three pillars are out of balance where the most closed leads the most open by this much.
SKEWED = 0.5

Probabilities = Mapping[LifePhase, float]


@dataclass(frozen=True)
class Heard:
    """What counts of one answer: the kenmerk, the phase that is settled, its probabilities and lights."""

    kenmerk: str
    phase: LifePhase
    probabilities: Probabilities
    lights: tuple[WarningLight, ...] = ()


@dataclass(frozen=True)
class Profile:
    """The whole of a group as one person tells it.

    `phase` is None where there is too little to say or the group is mixed; `pair`: the two likeliest.
    `because`: for each light that is lit, the kenmerken that lit it.
    """

    phase: LifePhase | None
    pair: tuple[LifePhase, LifePhase]
    enough: bool
    because: Mapping[WarningLight, tuple[str, ...]]

    @property
    def lights(self) -> tuple[WarningLight, ...]:
        """The lights that are lit."""
        return tuple(self.because)


def outright(phase: LifePhase) -> Probabilities:
    """Probabilities of a phase that the person named themself."""
    rest = (1 - SAID_OUTRIGHT) / (len(LifePhase) - 1)
    return {p: SAID_OUTRIGHT if p is phase else rest for p in LifePhase}


def pooled(answers: Sequence[Heard]) -> Probabilities:
    """The probabilities of the whole, by all answers together; uniform where there are none."""
    sums = {p: math.fsum(math.log(max(a.probabilities[p], LEAST)) for a in answers) / TEMPERATURE for p in LifePhase}
    powers = {p: math.exp(sums[p] - max(sums.values())) for p in LifePhase}
    return {p: power / math.fsum(powers.values()) for p, power in powers.items()}


def mean(answers: Sequence[Heard]) -> Probabilities:
    """The mean of the probabilities; uniform where there are no answers."""
    if not answers:
        return {p: 1 / len(LifePhase) for p in LifePhase}
    return {p: math.fsum(a.probabilities[p] for a in answers) / len(answers) for p in LifePhase}


def profile(answers: Sequence[Heard]) -> Profile:
    """The profile of these answers."""
    whole = pooled(answers)
    first, second, *_ = sorted(LifePhase, key=lambda p: -whole[p])
    enough = len(answers) >= ENOUGH_ANSWERS
    clear = enough and whole[first] >= CLEAR
    return Profile(first if clear else None, (first, second), enough, _lit(answers))


def _lit(answers: Sequence[Heard]) -> dict[WarningLight, tuple[str, ...]]:
    """A light is lit by words that show it, and by closed answers on most of the kenmerken that belong to it."""
    lit = {light: _because(answers, light) for light in WarningLight}
    return {light: because for light, because in lit.items() if because}


def _because(answers: Sequence[Heard], light: WarningLight) -> tuple[str, ...]:
    belonging = [a for a in answers if kenmerk(a.kenmerk).light is light]
    inward = [a for a in belonging if _closed(a)]
    mostly = inward if 2 * len(inward) > len(belonging) else []
    return tuple(a.kenmerk for a in answers if light in a.lights or a in mostly)


def closed(answer: Heard) -> float:
    """How little open the group is by one answer, from 0 (open) to 1."""
    return sum(CLOSED[p] * answer.probabilities[p] for p in LifePhase)


def _closed(answer: Heard) -> bool:
    return CLOSED[answer.phase] > 0


def closedness(answers: Sequence[Heard], theme: Theme) -> float:
    """How little open the group is on the kenmerken of a theme, from 0 (open) to 1; 0 where none was answered."""
    of_theme = [a for a in answers if kenmerk(a.kenmerk).theme is theme]
    return sum(CLOSED[p] * mean(of_theme)[p] for p in LifePhase) if of_theme else 0.0


def least_open_theme(answers: Sequence[Heard]) -> Theme:
    """The theme to propose: where the group is least open to its surroundings (levensfasentool, 2019)."""
    return max(Theme, key=lambda theme: closedness(answers, theme))


def phase_on(answers: Sequence[Heard], theme: Theme) -> LifePhase:
    """The phase a tip on this theme has to fit: that of the theme's kenmerken, else of the whole."""
    of_theme = [a for a in answers if kenmerk(a.kenmerk).theme is theme]
    weights = mean(of_theme or answers)
    return max(LifePhase, key=lambda p: weights[p])


def closed_by_pillar(phases: Mapping[str, LifePhase]) -> dict[Pillar, float]:
    """How closed each pillar is, from 0 to 1, by the settled phases of its kenmerken; only pillars that have any."""
    of = {pillar: [CLOSED[phase] for k, phase in phases.items() if kenmerk(k).pillar is pillar] for pillar in Pillar}
    return {pillar: math.fsum(closed) / len(closed) for pillar, closed in of.items() if closed}


def least_open_pillar(phases: Mapping[str, LifePhase]) -> Pillar | None:
    """The pillar that turns most inward; None where nothing tells them apart."""
    closed = closed_by_pillar(phases)
    if len(set(closed.values())) < 2:  # noqa: PLR2004 - two that differ
        return None
    return max(closed, key=lambda pillar: closed[pillar])


def skewed(phases: Mapping[str, LifePhase]) -> bool:
    """Whether one pillar turns inward far more than another."""
    closed = closed_by_pillar(phases).values()
    return bool(closed) and max(closed) - min(closed) >= SKEWED
