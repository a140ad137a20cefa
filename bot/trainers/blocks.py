"""The parts of a picture of a group's mirror: the curve with the kenmerken on it, the heat strip, the trend."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.trainers.canvas import ACCENT, INK, LINE, PAPER, QUIET, Canvas, shade
from bot.trainers.sheet import Sheet, SheetRow, Tile, Trend

_SMOOTH = 120
#: Dots side by side on the curve; more of them are piled up.
_ABREAST = 3
#: On a field darker than this, letters are light.
DARK = 0.5


@dataclass(frozen=True)
class Area:
    """Where on the canvas, in pixels; `letters`: how high the ordinary ones are."""

    x: float
    y: float
    width: float
    height: float
    letters: float


def _height(at: float) -> float:
    """A hill over the phases, from 0 to 1: there is no place on it that is wrong."""
    return 0.16 + 0.84 * math.exp(-(((at - 1.45) / 1.35) ** 2))


def curve(canvas: Canvas, sheet: Sheet, area: Area) -> None:
    """The life of a group as a hill, the phases below it, and on it the kenmerken by their numbers."""
    radius, bottom = area.letters * 0.78, area.y + area.height - area.letters * 1.9
    piles = {at: [row for row in sheet.rows if row.at == at] for at in (row.at for row in sheet.rows) if at is not None}
    highest = max((math.ceil(len(rows) / _ABREAST) for rows in piles.values()), default=1)
    hill = bottom - area.y - highest * radius * 2.4
    column = area.width / len(sheet.phases)
    steps = [4 * n / _SMOOTH - 0.5 for n in range(_SMOOTH + 1)]
    xs, ys = [area.x + (at + 0.5) * column for at in steps], [bottom - _height(at) * hill for at in steps]
    canvas.under(xs, ys, bottom, shade(0.12))
    canvas.line(xs, ys, shade(0.8), area.letters / 5)
    phases(canvas, sheet, Area(area.x, bottom + area.letters * 0.4, area.width, 0, area.letters), INK)
    for at, rows in piles.items():
        _pile(canvas, rows, area.x + (at + 0.5) * column, bottom - _height(at) * hill - radius * 1.3, radius)


def _pile(canvas: Canvas, rows: Sequence[SheetRow], x: float, y: float, radius: float) -> None:
    """Dots above a place on the curve."""
    step = radius * 2.25
    for n, row in enumerate(rows):
        level, place = divmod(n, _ABREAST)
        there = min(_ABREAST, len(rows) - level * _ABREAST)
        canvas.dot(x + (place - (there - 1) / 2) * step, y - level * step, radius, str(row.number))


def apart(canvas: Canvas, sheet: Sheet, area: Area) -> None:
    """The kenmerken that people see differently: they have no place on the curve."""
    rows = [row for row in sheet.rows if row.at is None]
    if not rows:
        return
    radius = area.letters * 0.78
    x = area.x + canvas.label(area.x, area.y + radius, sheet.apart, area.letters).width + radius * 2
    for n, row in enumerate(rows):
        canvas.dot(x + n * radius * 2.4, area.y + radius, radius, str(row.number), hollow=True)


def phases(canvas: Canvas, sheet: Sheet, area: Area, colour: str = QUIET) -> None:
    """The names of the phases, over or under the fields that they stand for."""
    column = area.width / len(sheet.phases)
    for n, name in enumerate(sheet.phases):
        canvas.label(
            area.x + (n + 0.5) * column, area.y + area.letters / 2, name, area.letters, ha="center", color=colour
        )


def strip(canvas: Canvas, sheet: Sheet, area: Area) -> None:
    """A row for each kenmerk: number, name, what is said, and four fields, darker where more people are."""
    each, letters = area.height / max(len(sheet.rows), 1), area.letters
    for n, row in enumerate(sheet.rows):
        y = area.y + n * each
        _named(canvas, row.number, row.name, Area(area.x, y, area.width, letters * 1.5, letters), hollow=row.at is None)
        beside = row.said if row.at is None else row.nearly_all
        canvas.label(area.x + area.width, y + letters * 0.75, beside, letters * 0.92, ha="right", color=QUIET)
        there = Area(area.x, y + letters * 1.55, area.width, each - letters * 2, letters * 0.84)
        _fields(canvas, row.shades, there, sheet.phases if row.at is not None else ())


def _named(canvas: Canvas, number: int, name: str, area: Area, *, hollow: bool = False) -> None:
    """The number and the name of a kenmerk, in the middle of a line."""
    radius, middle = area.letters * 0.68, area.y + area.height / 2
    canvas.dot(area.x + radius, middle, radius, str(number), hollow=hollow)
    canvas.label(area.x + radius * 2.7, middle, name, area.letters, weight="bold")


def _fields(canvas: Canvas, shades: Sequence[float], area: Area, names: Sequence[str] = ()) -> None:
    """A field for each phase, with its name (where there are any) in those that people named."""
    gap = area.letters * 0.18
    wide = (area.width - (len(shades) - 1) * gap) / len(shades)
    for n, dark in enumerate(shades):
        x = area.x + n * (wide + gap)
        canvas.box(x, area.y, wide, area.height, shade(dark))
        if names and dark:
            colour = PAPER if dark > DARK else INK
            canvas.label(x + wide / 2, area.y + area.height / 2, names[n], area.letters, ha="center", color=colour)


def trend(canvas: Canvas, trend: Trend, area: Area, names: float) -> None:
    """A row for each kenmerk, a column for each round. `names`: the width they have beside the row, 0 for above it."""
    letters, gap = area.letters, area.letters
    x, wide = area.x + names, (area.width - names - (len(trend.dates) - 1) * gap) / len(trend.dates)
    for n, date in enumerate(trend.dates):
        middle = x + n * (wide + gap) + wide / 2
        canvas.label(middle, area.y + letters / 2, date, letters * 0.92, ha="center", color=QUIET)
    each = (area.height - letters * 2) / max(len(trend.rows), 1)
    above = 0 if names else letters * 1.75
    for place, row in enumerate(trend.rows):
        y = area.y + letters * 2 + place * each
        line = letters * 1.5 if above else each - letters
        _named(canvas, row.number, row.name, Area(area.x, y, area.width, line, letters))
        for n, tile in enumerate(row.tiles):
            there = Area(x + n * (wide + gap), y + above, wide, each - above - letters * 0.6, letters)
            _tile(canvas, tile, there)


def _tile(canvas: Canvas, tile: Tile | None, area: Area) -> None:
    """The four fields of a round, and below them what was said."""
    middle, fields = area.x + area.width / 2, area.letters * 0.85
    if tile is None:
        canvas.line([middle - fields, middle + fields], [area.y + area.height / 2] * 2, LINE, 4)
        return
    if tile.new:
        out, thick = area.letters * 0.22, area.letters / 6
        wide, high = area.width + 2 * out, area.height + 2 * out
        canvas.box(area.x - out, area.y - out, wide, high, PAPER, edge=ACCENT, thick=thick)
    _fields(canvas, tile.shades, Area(area.x, area.y, area.width, fields, area.letters))
    below = area.y + fields + area.letters * 0.2
    canvas.text(middle, below, tile.said, area.letters * 0.8, wide=area.width, ha="center", linespacing=1.1)
