"""Fits what goes with the weights on the scores of left-out hands: how sure is sure, from where a light is shown."""

from collections.abc import Sequence

import numpy as np
from scipy import optimize

from dialogues.model import LifePhase, WarningLight, kenmerk
from dialogues.reading.weights import RIVAL
from replies.learning.corpus import Reply
from replies.learning.ridge import NOTHING, Array, Flags, Numbers

#: So many of the certain readings have to be right on hands left out; more than is asked for, as strangers differ.
RIGHT_WHEN_CERTAIN = 0.925
#: So many of the replies that say something may be taken for saying nothing.
TAKEN_FOR_NOTHING = 0.016
#: So many of the lights said have to be in the words: of the kenmerk's own light, and of the others.
RIGHT_LIGHTS_ASKED, RIGHT_LIGHTS_OTHER = 0.65, 0.65

_PHASES = list(LifePhase)


def phases(scores: Array) -> Array:
    """The columns of the phases."""
    return scores[:, : len(_PHASES)]


def true_phases(replies: Sequence[Reply]) -> Numbers:
    """What the writers meant, as numbers; -1 where nothing is said."""
    return np.array([-1 if reply.phase is None else _PHASES.index(reply.phase) for reply in replies])


def probabilities(scores: Array, sharpness: float) -> Array:
    """Of the phases, a row a reply."""
    sharp = sharpness * phases(scores)
    powers = np.exp(sharp - sharp.max(axis=1, keepdims=True))
    given: Array = powers / powers.sum(axis=1, keepdims=True)
    return given


def sharpness(scores: Array, true: Numbers) -> float:
    """That which makes what was meant most likely."""
    some = true >= 0

    def surprise(value: float) -> float:
        return float(-np.log(probabilities(scores[some], value)[np.arange(some.sum()), true[some]]).mean())

    return round(float(optimize.minimize_scalar(surprise, bounds=(1, 20), method="bounded").x), 2)


def certain(given: Array, true: Numbers) -> float:
    """The lowest probability from which readings are right often enough."""
    order = np.argsort(-given.max(axis=1), kind="stable")
    right = np.cumsum(given.argmax(axis=1)[order] == true[order]) / np.arange(1, len(order) + 1)
    last = int(np.flatnonzero(right >= RIGHT_WHEN_CERTAIN)[-1])
    return round(float(given.max(axis=1)[order[last]]), 3)


def silence(scores: Array) -> Array:
    """How little each reply says."""
    return np.asarray(scores[:, NOTHING] - RIVAL * phases(scores).max(axis=1))


def nothing(scores: Array, true: Numbers) -> float:
    """The silence from which a reply says nothing."""
    return round(float(np.quantile(silence(scores)[true >= 0], 1 - TAKEN_FOR_NOTHING)), 3)


def of_the_kenmerk(replies: Sequence[Reply]) -> Flags:
    """Per reply and light, whether it is the light of the kenmerk that was asked about."""
    return np.array([[kenmerk(reply.question).light is light for light in WarningLight] for reply in replies], bool)


def light(scores: Array, replies: Sequence[Reply], *, asked: bool) -> float:
    """The lowest score from which a light that is shown is in the words often enough."""
    some = of_the_kenmerk(replies) == asked
    shown = np.array([[light in reply.lights for light in WarningLight] for reply in replies])[some]
    given = scores[:, NOTHING + 1 :][some]
    order = np.argsort(-given, kind="stable")
    right = np.cumsum(shown[order]) / np.arange(1, len(order) + 1)
    enough = RIGHT_LIGHTS_ASKED if asked else RIGHT_LIGHTS_OTHER
    return round(float(given[order[np.flatnonzero(right >= enough)[-1]]]), 3)
