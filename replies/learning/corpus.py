"""The corpus as the learner wants it: every reply of every hand, with what the blind labellers heard in it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dialogues.model import LifePhase, WarningLight

REPLIES = Path(__file__).parents[1]
#: Hands that do not cover the whole model, nor were labelled blind.
BESIDE = ("first", "nothing")


@dataclass(frozen=True)
class Reply:
    """One labelled reply. `phase` None: it says nothing; `heard`: the phases the blind labellers gave it, if any did.

    `lights` are shown by the words, `against` are those they speak against. `pair`: the number of its pair in the hand.
    """

    hand: str
    question: str
    text: str
    phase: LifePhase | None
    lights: frozenset[WarningLight]
    against: frozenset[WarningLight]
    kind: str = "reply"
    pair: int | None = None
    heard: tuple[LifePhase | None, ...] = ()
    lights_heard: tuple[frozenset[WarningLight], ...] = ()


def corpus(folder: Path = REPLIES) -> list[Reply]:
    """All hands in order of name, the hand of the first study, and the one that says nothing."""
    labels = [{row["id"]: row for row in rows(path)} for path in sorted((folder / "labels").iterdir())]
    hands = sorted((folder / "hands").iterdir())
    replies = [_reply(path.stem, row, [by[row["id"]] for by in labels]) for path in hands for row in rows(path)]
    return replies + [_reply(name, row, []) for name in BESIDE for row in rows(folder / f"{name}.jsonl")]


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _reply(hand: str, row: dict[str, Any], labels: Sequence[dict[str, Any]]) -> Reply:
    return Reply(
        hand,
        row["question"],
        row["text"],
        _phase(row["phase"]),
        _lights(row["lights"]),
        _lights(row["opposite"]),
        row.get("kind", "reply"),
        row.get("pair"),
        tuple(_phase(label["phase"]) for label in labels),
        tuple(_lights(label["lights"]) for label in labels),
    )


def _phase(name: str | None) -> LifePhase | None:
    return None if name is None else LifePhase(name)


def _lights(names: Iterable[str]) -> frozenset[WarningLight]:
    return frozenset(map(WarningLight, names))
