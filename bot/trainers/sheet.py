"""What a picture of a group's mirror shows: words and shades, ready to draw, and nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetRow:
    """One kenmerk.

    `at`: where it is among the phases, from 0 to 3, None where people differ. `nearly_all`: that they are, or "".
    `shades`: how dark each phase is, from 0 to 1.
    """

    number: int
    kenmerk: str
    name: str
    said: str
    nearly_all: str
    shades: tuple[float, ...]
    at: float | None


@dataclass(frozen=True)
class Tile:
    """What was said of a kenmerk in one round; `new`: something else than before. `shades` as in a row."""

    said: str
    shades: tuple[float, ...]
    new: bool


@dataclass(frozen=True)
class TrendRow:
    """A kenmerk through the rounds, None where a round did not ask it."""

    number: int
    name: str
    tiles: tuple[Tile | None, ...]


@dataclass(frozen=True)
class Trend:
    """The rounds, by the day they closed, the last one now."""

    heading: str
    dates: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    note: str


@dataclass(frozen=True)
class Sheet:
    """Everything on a picture. `trend`: None where there is nothing to compare with."""

    title: str
    subtitle: str
    whole: str
    phases: tuple[str, ...]
    curve: str
    apart: str
    strip: str
    rows: tuple[SheetRow, ...]
    note: str
    topics_title: str
    topics: tuple[str, ...]
    trend: Trend | None
