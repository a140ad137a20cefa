"""The weights of the four phases, one row a feature: learnt offline, shipped as a table."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

Row = Sequence[float]

#: The shipped table: `feature<TAB>startend<TAB>autonoom<TAB>routineus<TAB>verstillend`, hundredths.
TABLE: Traversable = files("dialogues.reading") / "nl" / "weights.tsv"


@dataclass(frozen=True)
class Weights:
    """A linear model over sets of features; what it does not know counts for nothing."""

    rows: Mapping[str, Row]

    def known(self, features: Iterable[str]) -> set[str]:
        """The features it has a row for."""
        return {feature for feature in features if feature in self.rows}

    def sum(self, features: Iterable[str]) -> list[float]:
        """Per phase, the sum of the rows of these features, each of which it must know."""
        columns = zip(*(self.rows[feature] for feature in sorted(features)), strict=True)
        return [math.fsum(column) for column in columns] or [0.0] * 4


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as probabilities."""
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = math.fsum(powers)
    return [power / total for power in powers]


def load(table: Traversable = TABLE) -> Weights:
    """The shipped weights."""
    lines = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    return Weights({feature: tuple(int(value) / 100 for value in values) for feature, *values in lines})


def dump(weights: Weights) -> str:
    """The same as a table, sorted, so that the same weights are the same bytes."""
    lines = ("\t".join((name, *(str(round(100 * w)) for w in row))) for name, row in sorted(weights.rows.items()))
    return "".join(f"{line}\n" for line in lines)
