"""Prints how well the reader reads: `python -m dialogues.reading.evaluate` (about a minute).

Figures on replies are cross-validated: each is read with weights learnt from the other four fifths. The turns of
phrase (cues, lights) were written with the replies at hand, so theirs are flattered.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dialogues.model import LifePhase, WarningLight
from dialogues.reading.first_reader import FirstReader
from dialogues.reading.reading import Reading
from dialogues.reading.train import REPLIES, Reply, learn, replies
from dialogues.reading.weights import load

_FOLDS = 5
Read = tuple[Reply, Reading]


def cross_validated(given: Sequence[Reply], folds: Sequence[Sequence[int]]) -> list[Read]:
    """Every reply with what a reader says that never saw its fold."""
    read: list[Read] = []
    for fold in folds:
        apart = set(fold)
        reader = FirstReader(learn([reply for i, reply in enumerate(given) if i not in apart]))
        read += [(given[i], reader.read(given[i].question, given[i].text)) for i in fold]
    return read


def scattered(given: Sequence[Reply]) -> list[list[int]]:
    """Five folds, each with every question and phase."""
    return [list(range(start, len(given), _FOLDS)) for start in range(_FOLDS)]


def by_question(given: Sequence[Reply]) -> list[list[int]]:
    """One fold a question: what a question without replies may expect."""
    questions = sorted({reply.question for reply in given})
    return [[i for i, reply in enumerate(given) if reply.question == question] for question in questions]


def share(hits: Iterable[bool]) -> str:
    """`.62 (595 of 960)`."""
    counted = list(hits)
    return f"{sum(counted) / max(len(counted), 1):.2f} ({sum(counted)} of {len(counted)})"


def _phase_report(read: Sequence[Read]) -> list[str]:
    sure = [(reply, reading) for reply, reading in read if reading.certain]
    lines = [
        f"right                     {share(reading.phase == reply.phase for reply, reading in read)}",
        f"right, where a phase said {share(r.phase == reply.phase for reply, r in read if r.phase)}",
        f"among the two likeliest   {share(reply.phase in r.two_likeliest() for reply, r in read if r.phase)}",
        f"certain                   {share(reading.certain for _, reading in read)}",
        f"right when certain        {share(reading.phase == reply.phase for reply, reading in sure)}",
        f"no phase said             {share(reading.phase is None for _, reading in read)}",
    ]
    counts = Counter((reply.phase, reading.phase) for reply, reading in read)
    lines.append(f"{'is / read as':14}" + "".join(f"{name:>13}" for name in (*LifePhase, "none")))
    return lines + [
        f"{true:14}" + "".join(f"{counts[true, said]:13}" for said in (*LifePhase, None)) for true in LifePhase
    ]


def _light_report(read: Sequence[Read]) -> list[str]:
    return [
        f"{light:13} right where shown {share(light in reply.lights for reply, r in read if light in r.lights)}, "
        f"found {share(light in r.lights for reply, r in read if light in reply.lights)}"
        for light in WarningLight
    ]


def _pair_report(reader: FirstReader, rows: Sequence[dict[str, Any]]) -> str:
    def right(row: dict[str, Any], turned: str = "") -> bool:
        key = "turned" if turned else "text"
        return reader.read(row["question"], row[key]).phase in row[f"{turned}phases"]

    plain, turned = [right(row) for row in rows], [right(row, "turned_") for row in rows]
    both = [a and b for a, b in zip(plain, turned, strict=True)]
    return f"plain {share(plain)}, negated {share(turned)}, both {share(both)}"


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def report() -> list[str]:
    """All figures, a line each."""
    given, shipped, folder = replies(), FirstReader(load()), REPLIES.parent
    read = cross_validated(given, scattered(given))
    lines = ["## Five folds", *_phase_report(read), "", "## Lights", *_light_report(read)]
    lines += ["", "## Leave one question out", *_phase_report(cross_validated(given, by_question(given)))]
    lines += ["", "## Replies that say nothing"]
    for name in ("empty", "empty_fresh"):
        heard = (shipped.read("", row["text"]).phase is None for row in _rows(folder / f"{name}.jsonl"))
        lines.append(f"{name}: heard as such {share(heard)}")
    lines += ["", "## Pairs, the second half negated"]
    for name in ("negations", "negations_fresh"):
        lines.append(f"{name}: {_pair_report(shipped, _rows(folder / f'{name}.jsonl'))}")
    return lines


if __name__ == "__main__":
    sys.stdout.write("\n".join(report()) + "\n")
