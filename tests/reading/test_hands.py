"""The corpus of hands is what its data card says."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dialogues.model import KENMERKEN, LifePhase

REPLIES = Path(__file__).parents[2] / "replies"
HANDS = sorted(path.stem for path in (REPLIES / "hands").iterdir())
#: Hands that came later wrote less, as the data card says.
LATER = frozenset({"amina", "hilde", "mieke", "nadine", "ronny", "tomasz", "wouter"})


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _hand(hand: str) -> list[dict[str, Any]]:
    return _lines(REPLIES / "hands" / f"{hand}.jsonl")


@pytest.mark.parametrize("hand", HANDS)
def test_every_hand_covers_the_model(hand: str) -> None:
    """Each question in each phase has twelve replies (eight by later hands), ids of their own, no text twice."""
    lines = _hand(hand)
    counts = Counter((line["question"], line["phase"]) for line in lines)
    assert min(counts[kenmerk.id, phase] for kenmerk in KENMERKEN for phase in LifePhase) >= (
        8 if hand in LATER else 12
    )
    assert len({line["text"] for line in lines}) == len({line["id"] for line in lines}) == len(lines)
    assert {line["id"].rpartition("-")[0] for line in lines} == {hand}


@pytest.mark.parametrize("hand", HANDS)
def test_every_pair_turns_the_phase(hand: str) -> None:
    """Fifteen pairs a hand (ten of the later ones), of two replies of two phases."""
    pairs: dict[int, set[str]] = {}
    for line in _hand(hand):
        if "pair" in line:
            pairs.setdefault(line["pair"], set()).add(line["phase"])
    assert [len(phases) for phases in pairs.values()] == [2] * (10 if hand in LATER else 15)


@pytest.mark.parametrize("hand", HANDS)
def test_only_replies_have_a_phase(hand: str) -> None:
    """What says nothing, says no phase and shows no light."""
    silent = [line for line in _hand(hand) if line["kind"] != "reply"]
    assert all(line["phase"] is None and not line["lights"] for line in silent)
    assert len(silent) >= (38 if hand in LATER else 55)


@pytest.mark.parametrize("labeller", ["one", "two"])
def test_labels_are_of_these_replies(labeller: str) -> None:
    """Everything labelled once, and nothing else."""
    ids = [line["id"] for line in _lines(REPLIES / "labels" / f"{labeller}.jsonl")]
    assert sorted(ids) == sorted(line["id"] for hand in HANDS for line in _hand(hand))


def test_what_says_nothing_has_examples_of_every_kind() -> None:
    """The lines beside the hands have ids and texts of their own, and none of them says anything."""
    lines = _lines(REPLIES / "nothing.jsonl")
    assert len({line["text"].casefold() for line in lines}) == len({line["id"] for line in lines}) == len(lines)
    assert {line["kind"] for line in lines} == {"empty", "offtopic", "abusive"}
    assert all(line["phase"] is None and not line["lights"] for line in lines)
