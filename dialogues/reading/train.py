"""Learns the shipped weights from the replies: `python -m dialogues.reading.train`, by hand, the same bytes each time.

Logistic regression over four phases by stochastic gradient descent, in a fixed order.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dialogues.model import LifePhase
from dialogues.reading.features import features
from dialogues.reading.weights import TABLE, Weights, dump, softmax
from dialogues.reading.words import clauses

REPLIES = Path(__file__).parents[2] / "replies" / "first.jsonl"

_PASSES = 15
_STEP = 0.5  # of the first pass; it shrinks with every next one
_SHRINK = 1e-4  # how hard a weight is pulled to zero
_LEAST_REPLIES = 2  # a feature of one reply is a quirk
_STRIDE = 367  # prime to any number of replies it does not divide: neighbours in the file are far apart in a pass


@dataclass(frozen=True)
class Reply:
    """One labelled reply."""

    question: str
    text: str
    phase: LifePhase
    lights: frozenset[str]


def replies(path: Path = REPLIES) -> list[Reply]:
    """The labelled replies of a JSONL file."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Reply(r["question"], r["text"], LifePhase(r["phase"]), frozenset(r["lights"])) for r in rows]


def learn(learnt_from: Sequence[Reply]) -> Weights:
    """Weights for these replies."""
    seen = [set(chain.from_iterable(map(features, clauses(reply.text)))) for reply in learnt_from]
    count = Counter(chain.from_iterable(seen))
    rows = {feature: [0.0] * 4 for feature in sorted(count) if count[feature] >= _LEAST_REPLIES}
    known = [sorted(found & rows.keys()) for found in seen]
    phases = list(LifePhase)
    for number in range(_PASSES):
        step = _STEP / (1 + 0.3 * number)
        for i in _order(len(known)):
            _move(rows, known[i], phases.index(learnt_from[i].phase), step)
    return Weights(rows)


def _order(size: int) -> Iterator[int]:
    stride = _STRIDE if size % _STRIDE else _STRIDE + 2
    return (number * stride % size for number in range(size))


def _move(rows: dict[str, list[float]], known: list[str], phase: int, step: float) -> None:
    """One step down the gradient of one reply."""
    if not known:
        return
    scale = 1 / math.sqrt(len(known))
    given = softmax([scale * math.fsum(rows[feature][k] for feature in known) for k in range(4)])
    pulls = [step * scale * (p - (k == phase)) for k, p in enumerate(given)]
    for feature in known:
        rows[feature][:] = [w - pull - step * _SHRINK * w for w, pull in zip(rows[feature], pulls, strict=True)]


if __name__ == "__main__":
    Path(str(TABLE)).write_text(dump(learn(replies())), "utf-8")
