"""Figures of how well replies are read, from the scores that left-out hands got."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dialogues.model import LifePhase, WarningLight
from dialogues.reading.weights import HEADS, Bars
from replies.learning import bars as fitting
from replies.learning.corpus import Reply
from replies.learning.ridge import NOTHING, Array, Flags, Numbers

_BINS = 10


@dataclass(frozen=True)
class Read:
    """Replies, their scores when their hand was left out, and the bars they are held to."""

    replies: Sequence[Reply]
    scores: Array
    bars: Bars

    @property
    def true(self) -> Numbers:
        """What the writers meant, as numbers; -1 where nothing is said."""
        return fitting.true_phases(self.replies)

    @property
    def given(self) -> Array:
        """Probabilities of the phases."""
        return fitting.probabilities(self.scores, self.bars.sharpness)

    @property
    def silent(self) -> Flags:
        """Which are taken for saying nothing."""
        return np.asarray(fitting.silence(self.scores) >= self.bars.nothing)

    @property
    def right(self) -> Flags:
        """Which have their phase read; a real reply taken for silent is wrong."""
        return np.asarray((self.given.argmax(axis=1) == self.true) & ~self.silent)

    @property
    def certain(self) -> Flags:
        """Which are certain."""
        return np.asarray((self.given.max(axis=1) >= self.bars.certain) & ~self.silent)

    def of(self, chosen: Flags) -> "Read":
        """Only these replies."""
        return Read(
            [reply for reply, kept in zip(self.replies, chosen, strict=True) if kept], self.scores[chosen], self.bars
        )


def confusion(read: Read) -> NDArray[np.int_]:
    """What was meant (rows; the last: nothing) against what is read (columns)."""
    count = len(LifePhase)
    table = np.zeros((count + 1, count + 1), int)
    said = np.where(read.silent, count, read.given.argmax(axis=1))
    np.add.at(table, (np.where(read.true < 0, count, read.true).astype(int), said), 1)
    return table


def calibration_error(likely: Array, right: Flags) -> float:
    """How far the highest probability is from the share that is right, over ten bins, weighted by their size."""
    bins = np.minimum((likely * _BINS).astype(int), _BINS - 1)
    gaps = [abs(likely[bins == b].sum() - right[bins == b].sum()) for b in range(_BINS)]
    return float(sum(gaps) / len(likely))


def pairs(read: Read) -> Flags:
    """Per pair, whether both are right."""
    both: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for reply, right in zip(read.replies, read.right, strict=True):
        if reply.pair is not None:
            both[reply.hand, reply.pair].append(bool(right))
    return np.array([all(found) for found in both.values()])


def directions(read: Read) -> dict[WarningLight, Flags]:
    """Per light, of the replies that show it or speak against it, whether the score has the right sign."""
    found: dict[WarningLight, Flags] = {}
    for light in WarningLight:
        shown = [light in reply.lights for reply in read.replies]
        either = [light in reply.lights | reply.against for reply in read.replies]
        found[light] = np.asarray((read.scores[:, HEADS.index(light)] > 0) == shown)[np.array(either, bool)]
    return found


def lit(read: Read, light: WarningLight) -> tuple[Flags, Flags]:
    """Whether each reply shows a light, and whether that is said of it."""
    column = HEADS.index(light)
    asked = fitting.of_the_kenmerk(read.replies)[:, column - NOTHING - 1]
    said = (read.scores[:, column] >= np.where(asked, read.bars.light_asked, read.bars.light_other)) & ~read.silent
    return np.array([light in reply.lights for reply in read.replies], bool), np.asarray(said)
