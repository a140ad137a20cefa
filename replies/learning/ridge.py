"""Ridge regression over the features of the reader: the weights that are shipped, and scores for hands left out.

All heads are solved together by conjugate gradients on the dual (Golub and Van Loan, Matrix Computations, 11.3), as
scipy's take one right-hand side at a time and would read the matrix nine times as often.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from dialogues.model import LifePhase, WarningLight
from dialogues.reading.features import SIZE, features
from dialogues.reading.weights import HEADS, ROWS
from dialogues.reading.words import clauses
from replies.learning.corpus import Reply

Array = NDArray[np.float64]
Numbers = NDArray[np.int_]
Flags = NDArray[np.bool_]
#: A sparse matrix, a row a reply.
Matrix = Any

#: How hard weights are pulled to zero.
PULL = 0.5
#: What a reply of a pair counts for, beside one for any other: pairs show what a turn does.
PAIR_COUNTS = 2.0
#: What a reply that says nothing counts for where that is learnt: they are few.
NOTHING_COUNTS = 3.0
#: Of what a reply is, this much is what its writer meant; the blind labellers share the rest.
WRITER = 0.5
#: Steps of conjugate gradients; more change nothing that is measured.
STEPS = 40
#: Hands are left out in so many folds, several at a time.
FOLDS = 7
#: Where the head for what says nothing stands; it learns from what counts for all questions only.
NOTHING = HEADS.index("nothing")


@dataclass(frozen=True)
class Fitted:
    """The weights (a row a place, a column a head), and where each head starts."""

    weights: Array
    base: Array

    def scores(self, matrix: Matrix) -> Array:
        """Per reply, per head."""
        scores: Array = self.base + matrix @ self.weights
        return scores


def design(replies: Sequence[Reply]) -> Matrix:
    """The replies as a sparse matrix: a row a reply, a column a place in the table."""
    places: list[int] = []
    worth: list[float] = []
    ends = [0]
    for reply in replies:
        for clause in features(reply.question, clauses(reply.text)):
            for found in clause:
                places += found.places
                worth += [found.worth] * len(found.places)
        ends.append(len(places))
    matrix = sparse.csr_matrix((worth, places, ends), shape=(len(replies), ROWS))
    matrix.sum_duplicates()
    return matrix


def targets(replies: Sequence[Reply]) -> Array:
    """What each head should say of each reply: shares of the labels, and 1 or -1 for lights."""
    wanted = np.zeros((len(replies), len(HEADS)))
    for row, reply in zip(wanted, replies, strict=True):
        for phase, share in _shares(reply):
            row[NOTHING if phase is None else HEADS.index(phase)] += share
        for light in WarningLight:
            row[HEADS.index(light)] = (light in reply.lights) - float(light in reply.against)
    return wanted


def _shares(reply: Reply) -> Iterator[tuple[LifePhase | None, float]]:
    yield reply.phase, WRITER if reply.heard else 1.0
    for phase in reply.heard:
        yield phase, (1 - WRITER) / len(reply.heard)


def fit(replies: Sequence[Reply], matrix: Matrix) -> Fitted:
    """The weights learnt from these replies."""
    wanted = targets(replies)
    weights, base = np.zeros((ROWS, len(HEADS))), np.zeros(len(HEADS))
    others = [head for head in range(len(HEADS)) if head != NOTHING]
    for heads, places, counts in (
        (others, ROWS, [1.0 if reply.pair is None else PAIR_COUNTS for reply in replies]),
        ([NOTHING], SIZE, [1.0 if reply.phase else NOTHING_COUNTS for reply in replies]),
    ):
        base[heads] = np.average(wanted[:, heads], axis=0, weights=counts)
        weights[:places, heads] = _solve(matrix[:, :places], wanted[:, heads] - base[heads], np.array(counts))
    return Fitted(weights, base)


def left_out(replies: Sequence[Reply], matrix: Matrix) -> Array:
    """The scores of every reply, by weights that were learnt without its hand (and a few others)."""
    names = sorted({reply.hand for reply in replies})
    scores = np.zeros((len(replies), len(HEADS)))
    for fold in range(min(FOLDS, len(names))):
        apart = of_hands(replies, names[fold::FOLDS])
        scores[apart] = taught(replies, matrix, ~apart).scores(matrix[apart])
    scores[matrix.getnnz(axis=1) == 0, NOTHING] = np.inf  # no words
    return scores


def of_hands(replies: Sequence[Reply], names: Sequence[str]) -> Flags:
    """Which replies are of these hands."""
    return np.array([reply.hand in names for reply in replies], bool)


def taught(replies: Sequence[Reply], matrix: Matrix, teaching: Flags) -> Fitted:
    """The weights learnt from some of the replies."""
    return fit([reply for reply, teaches in zip(replies, teaching, strict=True) if teaches], matrix[teaching])


def _solve(rows: Matrix, wanted: Array, counts: Array) -> Array:
    """The weights of each head, a column each.

    What is rare may weigh more than what all replies have, and what only one reply has weighs nothing.
    """
    having = rows.getnnz(axis=0)
    rarity = (np.log((1 + rows.shape[0]) / (1 + having)) + 1) * (having > 1)
    rarity /= np.sqrt(np.average(rarity**2, weights=having))
    rows = (rows @ sparse.diags(rarity)).tocsr()
    columns = rows.T.tocsr()
    pull = PULL / counts[:, None]
    dual, rest = np.zeros_like(wanted), wanted.copy()
    way, length = rest.copy(), (rest**2).sum(axis=0)
    for _ in range(STEPS):
        turned = rows @ (columns @ way) + pull * way
        step = length / (way * turned).sum(axis=0)
        dual += step * way
        rest -= step * turned
        before, length = length, (rest**2).sum(axis=0)
        way = rest + length / before * way
    weights: Array = rarity[:, None] * (columns @ dual)
    return weights
