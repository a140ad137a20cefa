"""Prints how well replies are read: `make reading` (minutes). Weights that read a reply never saw its hand."""

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from dialogues.model import LifePhase, WarningLight
from dialogues.reading import load_reader
from dialogues.reading.reading import Reader
from dialogues.reading.weights import bars
from replies.learning import asking, measure
from replies.learning import bars as fitting
from replies.learning import groups as whole
from replies.learning.corpus import BESIDE, REPLIES, Reply, corpus, rows
from replies.learning.measure import Read
from replies.learning.ridge import FOLDS, Flags, Matrix, design, left_out, of_hands, taught

#: From so many hands the learning curve is drawn, and from three quarters of all.
CURVE = (1, 2, 4, 8, 16)
_QUARTERS = 4


def share(hits: Iterable[bool]) -> str:
    """`.620 (595 of 960)`."""
    counted = [bool(hit) for hit in hits]
    return f"{sum(counted) / max(len(counted), 1):.3f} ({sum(counted)} of {len(counted)})"


def report() -> Iterator[str]:
    """All figures, a line each."""
    replies = corpus()
    matrix = design(replies)
    read = Read(replies, left_out(replies, matrix), bars())
    yield from phases(read)
    yield from hands(read)
    yield from silence(read)
    yield from lights(read)
    yield from whole.figures(read)
    yield from asking.figures(read)
    yield from agreement(replies)
    yield from first_study(load_reader())
    yield from curve(replies, matrix)


def phases(read: Read) -> Iterator[str]:
    """How often the phase is right."""
    some = read.of(read.true >= 0)
    names = {reply.hand for reply in read.replies}
    yield f"## Replies that say something; {len(names)} hands, left out in {FOLDS} folds"
    yield f"right                     {share(some.right)}"
    two = np.argsort(-some.given, axis=1)[:, :2]
    yield f"among the two likeliest   {share((two == some.true[:, None]).any(axis=1) & ~some.silent)}"
    yield f"certain                   {share(some.certain)}"
    yield f"right when certain        {share(some.right[some.certain])}"
    error = measure.calibration_error(some.given.max(axis=1)[~some.silent], some.right[~some.silent])
    yield f"calibration error         {error:.3f}"
    yield f"both of a pair right      {share(measure.pairs(some))}"
    yield f"{'is / read as':14}" + "".join(f"{name:>13}" for name in (*LifePhase, "nothing"))
    for name, line in zip((*LifePhase, "nothing"), measure.confusion(read), strict=True):
        yield f"{name:14}" + "".join(f"{count:13}" for count in line)


def hands(read: Read) -> Iterator[str]:
    """How strangers differ."""
    yield "\n## Each hand, left out: right, certain, right when certain"
    some = read.of(read.true >= 0)
    for hand in sorted({reply.hand for reply in some.replies}):
        own = some.of(np.array([reply.hand == hand for reply in some.replies]))
        yield f"{hand:14}{own.right.mean():7.3f}{own.certain.mean():7.3f}{own.right[own.certain].mean():7.3f}"


def silence(read: Read) -> Iterator[str]:
    """How replies that say nothing are met."""
    yield "\n## Replies that say nothing"
    beside = of_hands(read.replies, BESIDE)
    kinds = np.where(beside, "", [reply.kind for reply in read.replies])
    for kind in ("empty", "offtopic", "abusive"):
        yield f"{kind:26}{share(read.silent[kinds == kind])}"
    yield f"all of the hands          {share(read.silent[(read.true < 0) & ~beside])}"
    yield f"those of nothing.jsonl    {share(read.silent[(read.true < 0) & beside])}"
    yield f"real ones taken for that  {share(read.silent[read.true >= 0])}"


def lights(read: Read) -> Iterator[str]:
    """Which way a reply points, and whether a light that is said is there."""
    yield "\n## Lights: direction right, right where said, found"
    every: list[Flags] = []
    for light, direction in measure.directions(read).items():
        shown, said = measure.lit(read, light)
        every.append(direction)
        yield f"{light:14}{share(direction)}, {share(shown[said])}, {share(said[shown])}"
    yield f"{'all':14}{share(np.concatenate(every))}"


def agreement(replies: Sequence[Reply]) -> Iterator[str]:
    """The ceiling: how far two who labelled blind agree."""
    both = [reply for reply in replies if len(reply.heard) > 1]
    meant = [reply for reply in both if reply.phase is not None]
    yield "\n## Agreement of the two who labelled blind"
    yield f"phase, all lines          {share(reply.heard[0] == reply.heard[1] for reply in both)}"
    for number in (0, 1):
        yield f"with the writer, {('one', 'two')[number]:9}{share(r.heard[number] == r.phase for r in meant)}"
    same = ((light in r.lights_heard[0]) == (light in r.lights_heard[1]) for r in both for light in WarningLight)
    yield f"lights                    {share(same)}"


def first_study(reader: Reader) -> Iterator[str]:
    """The sentences of the first study, from which nothing is learnt."""
    yield "\n## Not learnt from: sentences of the first study"
    for name in ("empty", "empty_fresh"):
        silent = (reader.read("waarom", row["text"]).phase is None for row in rows(REPLIES / f"{name}.jsonl"))
        yield f"{name:26}{share(silent)}"
    for name in ("negations", "negations_fresh"):
        found = [_pair(reader, row) for row in rows(REPLIES / f"{name}.jsonl")]
        plain, turned = (share(half) for half in zip(*found, strict=True))
        yield f"{name:26}plain {plain}, negated {turned}, both {share(map(all, found))}"


def _pair(reader: Reader, row: dict[str, Any]) -> tuple[bool, bool]:
    plain, turned = (reader.read(row["question"], row[key]).phase for key in ("text", "turned"))
    return plain in row["phases"], turned in row["turned_phases"]


def curve(replies: Sequence[Reply], matrix: Matrix) -> Iterator[str]:
    """What more hands bring: a quarter of the hands at a time, read by what some of the others taught."""
    names = sorted({reply.hand for reply in replies} - set(BESIDE))
    most = len(names) - math.ceil(len(names) / _QUARTERS)
    yield "\n## Learning curve: hands learnt from, right (where something is said)"
    for count in (*(count for count in CURVE if count < most), most):
        right = [_quarter(replies, matrix, names[q:] + names[:q], count) for q in range(_QUARTERS)]
        yield f"{count:3} {share(np.concatenate(right))}"


def _quarter(replies: Sequence[Reply], matrix: Matrix, names: Sequence[str], count: int) -> Flags:
    """Which replies of every fourth hand are right, learnt from `count` of the others."""
    apart = names[::_QUARTERS]
    learnt = [name for name in names if name not in apart][:count]
    true = fitting.true_phases(replies)
    asked = of_hands(replies, apart) & (true >= 0)
    scores = taught(replies, matrix, of_hands(replies, learnt)).scores(matrix[asked])
    return np.asarray(fitting.phases(scores).argmax(axis=1) == true[asked])


if __name__ == "__main__":
    for line in report():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
