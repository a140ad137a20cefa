"""What helped others in the same phase is offered first, once enough of them tried it."""

import pytest

from dialogues.model import LifePhase
from dialogues.model.helping import Helped, Tried, helpful_first

NOW, OTHER = LifePhase.ROUTINEUS, LifePhase.STARTEND


@pytest.mark.parametrize(
    ("helped", "order"),
    [
        ({}, ["a", "b", "c"]),
        ({("c", NOW): Tried(5, 4)}, ["c", "a", "b"]),
        ({("c", NOW): Tried(4, 4)}, ["a", "b", "c"]),
        ({("c", OTHER): Tried(50, 50)}, ["a", "b", "c"]),
        ({("a", NOW): Tried(8, 1)}, ["b", "c", "a"]),
        ({("b", NOW): Tried(5, 5), ("c", NOW): Tried(60, 58)}, ["c", "b", "a"]),
        ({("gone", NOW): Tried(9, 9)}, ["a", "b", "c"]),
    ],
    ids=["nothing known", "helped", "too few people", "another phase", "helped few", "many weigh more", "tip is gone"],
)
def test_the_order_of_tips(helped: Helped, order: list[str]) -> None:
    """Counts of the same phase, of five people or more, move a tip up or down; all else stays in its place."""
    assert helpful_first(["a", "b", "c"], NOW, helped) == order
