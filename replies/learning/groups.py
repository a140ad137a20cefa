"""Whole groups out of replies: how often nine replies together are read right, and how sure that may be."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from dialogues.model import KENMERKEN, LifePhase
from dialogues.model.profile import CLEAR, LEAST, TEMPERATURE
from replies.learning.measure import Read, calibration_error
from replies.learning.ridge import Array

#: Groups drawn of each hand in each phase.
DRAWN = 25
#: How many of the nine replies are of a neighbour phase: the temperature is fitted over these together.
MIXES = (1, 2, 3)
_PHASES = list(LifePhase)


@dataclass(frozen=True)
class Group:
    """Replies of one hand, a kenmerk each.

    `phase`: the number of the phase of most of them; `drawn`: the places of the replies; `logs`: the logarithms of what
    each was read as, without those that were taken for saying nothing.
    """

    phase: int
    drawn: Sequence[int]
    logs: Array


def figures(read: Read) -> Iterator[str]:
    """How groups are read, with the temperature that the talk uses, and which one would fit best."""
    yield "\n## Groups of nine replies: right; a phase named, right when named; calibration error"
    for mix in (0, *MIXES):
        drawn = list(groups(read, mix))
        given = np.array([whole(group.logs, TEMPERATURE) for group in drawn])
        right = given.argmax(axis=1) == [group.phase for group in drawn]
        likely = given.max(axis=1)
        named = likely >= CLEAR
        error = calibration_error(likely, right)
        yield f"{mix} of a neighbour: {right.mean():.3f}; {named.mean():.3f}, {right[named].mean():.3f}; {error:.3f}"
    mixed = [group for mix in MIXES for group in groups(read, mix)]
    yield f"temperature               {TEMPERATURE} (fits best: {fitting_temperature(mixed):.2f})"


def groups(read: Read, of_neighbour: int) -> Iterator[Group]:
    """Of each hand that answers all kenmerken; `of_neighbour` replies are of one neighbour phase."""
    chance = np.random.default_rng(of_neighbour)
    cells = _cells(read)
    logs, heard = np.log(np.maximum(read.given, LEAST)), ~read.silent
    questions = [kenmerk.id for kenmerk in KENMERKEN]
    for hand in sorted({hand for hand, question, _ in cells if question == "vereniging"}):
        for phase in (phase for phase in range(len(_PHASES)) for _ in range(DRAWN)):
            neighbour = int(chance.choice([p for p in (phase - 1, phase + 1) if p in range(len(_PHASES))]))
            other = set(chance.choice(questions, of_neighbour, replace=False))
            drawn = [int(chance.choice(cells[hand, q, neighbour if q in other else phase])) for q in questions]
            yield Group(phase, drawn, logs[[i for i in drawn if heard[i]]])


def _cells(read: Read) -> dict[tuple[str, str, int], list[int]]:
    cells: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for i, reply in enumerate(read.replies):
        if reply.phase is not None:
            cells[reply.hand, reply.question, _PHASES.index(reply.phase)].append(i)
    return cells


def whole(logs: Array, temperature: float) -> Array:
    """The probabilities of the group (dialogues/model/profile.py does the same with a talk)."""
    sums = logs.sum(axis=0) / temperature
    powers = np.exp(sums - sums.max())
    given: Array = powers / powers.sum()
    return given


def fitting_temperature(drawn: Sequence[Group]) -> float:
    """That which makes what the groups are most likely."""

    def surprise(temperature: float) -> float:
        return -float(np.mean([np.log(whole(group.logs, temperature)[group.phase]) for group in drawn]))

    return float(optimize.minimize_scalar(surprise, bounds=(0.5, 10), method="bounded").x)
