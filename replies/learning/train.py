"""Learns the weights that are shipped from all hands: `make train` (minutes), the same bytes each time."""

import hashlib
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import dialogues.reading
from dialogues.reading.weights import LARGEST, Bars, Weights, dump
from replies.learning import bars
from replies.learning.corpus import BESIDE, REPLIES, Reply, corpus
from replies.learning.ridge import Array, Fitted, design, fit, left_out

FOLDER = Path(dialogues.reading.__file__).parent / "nl"
_READING = ("features.py", "words.py", "weights.py", "nl/words.toml")
_LEARNING = ("bars.py", "corpus.py", "ridge.py", "train.py")


def shipped(fitted: Fitted, scores: Array, replies: Sequence[Reply]) -> Weights:
    """The table of bytes, and the bars."""
    unit = np.abs(fitted.weights).max(axis=0) / LARGEST
    table = np.rint(fitted.weights / unit).astype(np.int8).tobytes()
    made_of = source(hashlib.sha256(table).hexdigest())
    return Weights(array("b", table), fitted_bars(fitted.base, unit, scores, replies, made_of))


def fitted_bars(base: Array, unit: Array, scores: Array, replies: Sequence[Reply], made_of: str) -> Bars:
    """What goes with the weights, from the scores of hands left out."""
    true = bars.true_phases(replies)
    sharp = bars.sharpness(scores, true)
    heard = (true >= 0) & (bars.silence(scores) < bars.nothing(scores, true))
    return Bars(
        base=tuple(round(float(value), 6) for value in base),
        unit=tuple(float(f"{value:.6g}") for value in unit),
        sharpness=sharp,
        certain=bars.certain(bars.probabilities(scores[heard], sharp), true[heard]),
        nothing=bars.nothing(scores, true),
        light_asked=bars.light(scores, replies, asked=True),
        light_other=bars.light(scores, replies, asked=False),
        source=made_of,
    )


def source(table: str) -> str:
    """The digest of all that the weights follow from, and of the table, given as a digest."""
    read = [FOLDER.parent / name for name in _READING] + [Path(__file__).parent / name for name in _LEARNING]
    read += [*sorted((REPLIES / "hands").iterdir()), *sorted((REPLIES / "labels").iterdir())]
    read += [REPLIES / f"{name}.jsonl" for name in BESIDE]
    return hashlib.sha256(b"".join(path.read_bytes() for path in read) + table.encode()).hexdigest()


def main() -> None:
    """Write the two files."""
    replies = corpus()
    matrix = design(replies)
    table, kept = dump(shipped(fit(replies, matrix), left_out(replies, matrix), replies))
    (FOLDER / "weights.bin").write_bytes(table)
    (FOLDER / "weights.json").write_text(kept, "utf-8")
    sys.stdout.write(f"learnt from {len(replies)} replies\n{kept}")


if __name__ == "__main__":
    main()
