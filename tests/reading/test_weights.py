"""The shipped weights are those the program learns from the replies it ships."""

import hashlib

import numpy as np

from dialogues.reading.weights import FOLDER, ROWS, bars, dump, load
from replies.learning.bars import phases, true_phases
from replies.learning.corpus import Reply, corpus
from replies.learning.ridge import design, of_hands, taught
from replies.learning.train import shipped, source

TEACHING = ("bart", "kevin", "luc", "olena", "rita", "zoe")
ASKED = ("amina",)


def _of(*hands: str) -> list[Reply]:
    return [reply for reply in corpus() if reply.hand in hands]


def test_the_weights_are_of_these_replies() -> None:
    """A changed reply, label, feature or way of learning asks for `make train`; a changed table for its own bars."""
    assert bars().source == source(hashlib.sha256((FOLDER / "weights.bin").read_bytes()).hexdigest())


def test_what_is_loaded_is_what_was_dumped() -> None:
    """The two files lose nothing."""
    files = (FOLDER / "weights.bin").read_bytes(), (FOLDER / "weights.json").read_text("utf-8")
    assert dump(load()) == files


def test_learning_again_gives_the_same_bytes() -> None:
    """The same replies are the same table and the same bars."""
    replies = _of("kevin", "rita")
    matrix = design(replies)
    half = np.arange(len(replies)) % 2 == 0
    scores = np.zeros((len(replies), 9))
    scores[~half] = taught(replies, matrix, half).scores(matrix[~half])
    scores[half] = taught(replies, matrix, ~half).scores(matrix[half])
    once, again = (shipped(taught(replies, matrix, half), scores, replies) for _ in range(2))
    assert dump(once) == dump(again)
    assert len(once.table) == ROWS * 9


def test_a_stranger_is_read_well_above_chance() -> None:
    """Six hands teach to read a seventh: two in three are right (chance is a quarter)."""
    replies = _of(*TEACHING, *ASKED)
    matrix, true = design(replies), true_phases(replies)
    asked = of_hands(replies, ASKED) & (true >= 0)
    scores = taught(replies, matrix, of_hands(replies, TEACHING)).scores(matrix[asked])
    assert (phases(scores).argmax(axis=1) == true[asked]).mean() > 2 / 3
