"""The learnt weights of the reader and the bars it holds to: two files of the language folder, made by `make train`."""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from dialogues.model import LifePhase, WarningLight
from dialogues.reading.features import SIZE, Found

#: What is scored: the phases, that nothing is said, and the lights (shown above 0, spoken against below it).
HEADS = (*LifePhase, "nothing", *WarningLight)
FOLDER: Traversable = files("dialogues.reading") / "nl"
#: Rows of the table: for all questions, then for each.
ROWS = 2 * SIZE
#: The largest weight of a head in the table.
LARGEST = 127
#: How much what speaks for the likeliest phase takes from silence.
RIVAL = 0.6


@dataclass(frozen=True)
class Bars:
    """What goes with the table; all of it is fitted on hands that were left out.

    `base` is where each head starts, `unit` what 1 in the table is worth. `sharpness` makes probabilities of scores.
    `certain` is the probability of a certain reading, `nothing` the silence from which a reply says nothing,
    `light_asked` and `light_other` are scores: for the light of the kenmerk, and for another one. `source` is the
    digest of all it was learnt from and with, and of the table.
    """

    base: tuple[float, ...]
    unit: tuple[float, ...]
    sharpness: float
    certain: float
    nothing: float
    light_asked: float
    light_other: float
    source: str


@dataclass(frozen=True)
class Weights:
    """A linear model over hashed features: a row of signed bytes a place, a byte a head."""

    table: "array[int]"
    bars: Bars

    def score(self, found: Iterable[Found]) -> list[float]:
        """Per head, what these features add."""
        scores = [0.0] * len(HEADS)
        for some in found:
            sums = map(sum, zip(*map(self._row, some.places), strict=True))
            scores = [score + some.worth * added for score, added in zip(scores, sums, strict=True)]
        return [score * unit for score, unit in zip(scores, self.bars.unit, strict=True)]

    def _row(self, place: int) -> Sequence[int]:
        return self.table[place * len(HEADS) : (place + 1) * len(HEADS)]


def load(folder: Traversable = FOLDER) -> Weights:
    """The shipped weights."""
    return Weights(array("b", (folder / "weights.bin").read_bytes()), bars(folder))


def bars(folder: Traversable = FOLDER) -> Bars:
    """The shipped bars."""
    kept: Mapping[str, object] = json.loads((folder / "weights.json").read_text("utf-8"))
    return Bars(**{name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()})  # type: ignore[arg-type]


def dump(weights: Weights) -> tuple[bytes, str]:
    """The two files: the same weights are the same bytes."""
    return weights.table.tobytes(), json.dumps(asdict(weights.bars), indent=1) + "\n"
