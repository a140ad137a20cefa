"""A sheet of pixels to draw on with matplotlib: text, boxes, dots, lines. Only a worker process imports this."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

#: Colours that stay apart for who is colour-blind: one blue from light to dark, and orange for what is new.
PAPER, INK, QUIET, LINE, ACCENT = "#FDFBF7", "#14213D", "#5B6472", "#D9DEE5", "#D55E00"
_LIGHT, _DARK = (0xEE, 0xF3, 0xF8), (0x08, 0x45, 0x7E)
_DPI = 100
_POINTS = 72 / _DPI
rcParams.update({"font.family": "DejaVu Sans", "pdf.fonttype": 42})  # it ships with matplotlib; letters stay letters


def shade(how_dark: float) -> str:
    """The blue of a shade, from 0 to 1."""
    return "#" + "".join(f"{round(a + (b - a) * how_dark):02X}" for a, b in zip(_LIGHT, _DARK, strict=True))


class Size(NamedTuple):
    """In pixels."""

    width: float
    height: float


class Canvas:
    """Coordinates are pixels from the upper left; sizes of letters are pixels too."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=PAPER)
        self._renderer = FigureCanvasAgg(self._figure).get_renderer()  # type: ignore[no-untyped-call]
        self._axes = self._figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
        self._axes.set_axis_off()

    def text(self, x: float, y: float, text: str, size: float, *, wide: float = 0, **how: Any) -> Size:
        """Text from its upper left (or as `ha` says), at most so wide; returns how much place it takes."""
        style = {"ha": "left", "va": "top", "color": INK, "linespacing": 1.3, **how}
        written = self._axes.text(x, y, text, fontsize=size * _POINTS, parse_math=False, **style)
        if wide:
            written.set_text(self._broken(written, text, wide))
            if (too_wide := written.get_window_extent(self._renderer).width) > wide:  # one long word
                written.set_fontsize(size * _POINTS * wide / too_wide)
        extent = written.get_window_extent(self._renderer)
        return Size(extent.width, extent.height)

    def label(self, x: float, middle: float, text: str, size: float, **how: Any) -> Size:
        """One line of text around a middle: its capitals are, whatever letters hang below."""
        return self.text(x, middle + size * 0.36, text, size, va="baseline", **how)

    def _broken(self, written: Any, text: str, wide: float) -> str:
        """The text in as many lines as it takes."""
        lines: list[str] = [""]
        for word in text.split():
            written.set_text(f"{lines[-1]} {word}".strip())
            fits = written.get_window_extent(self._renderer).width <= wide
            lines = [*lines[:-1], written.get_text()] if fits or not lines[-1] else [*lines, word]
        return "\n".join(lines)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", thick: float = 0
    ) -> None:
        """A box with round corners."""
        look: dict[str, Any] = {"facecolor": fill, "edgecolor": edge or "none", "linewidth": thick * _POINTS}
        style = f"round,pad=0,rounding_size={min(10, height / 4)}"
        self._axes.add_patch(FancyBboxPatch((x, y), width, height, boxstyle=style, **look))

    def dot(self, x: float, y: float, radius: float, label: str, *, hollow: bool = False) -> None:
        """A round number."""
        look = {"facecolor": PAPER if hollow else INK, "edgecolor": INK, "linewidth": radius / 9}
        self._axes.add_patch(Circle((x, y), radius, zorder=3, **look))
        how: dict[str, Any] = {"color": INK if hollow else PAPER, "weight": "bold", "zorder": 4}
        self.label(x, y, label, radius * 1.1, ha="center", **how)

    def line(self, xs: Sequence[float], ys: Sequence[float], colour: str, thick: float) -> None:
        """A line through these points."""
        self._axes.plot(xs, ys, color=colour, linewidth=thick * _POINTS, solid_capstyle="round", zorder=1)

    def under(self, xs: Sequence[float], ys: Sequence[float], bottom: float, colour: str) -> None:
        """What is below a line."""
        self._axes.fill_between(xs, ys, bottom, color=colour, linewidth=0, zorder=0)

    def written(self) -> Mapping[str, tuple[float, float, float, float]]:
        """Every text with its box: left, top, right, bottom; a text that is there twice is numbered."""
        boxes = [(text.get_text(), text.get_window_extent(self._renderer)) for text in self._axes.texts]
        return {
            f"{text} ({n})": (box.x0, self.height - box.y1, box.x1, self.height - box.y0)
            for n, (text, box) in enumerate(boxes, 1)
        }

    def png(self) -> bytes:
        """The picture."""
        return self._saved("png")

    def pdf(self) -> bytes:
        """The same on a page, with letters that stay letters."""
        return self._saved("pdf")

    def _saved(self, kind: str) -> bytes:
        file = io.BytesIO()
        self._figure.savefig(file, format=kind, dpi=_DPI, facecolor=PAPER)
        return file.getvalue()
