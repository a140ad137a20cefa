"""Draws the mirror of a group: for a phone in portrait, for a beamer, on a page. Only a worker process imports this."""

from enum import StrEnum

from bot.trainers import blocks
from bot.trainers.blocks import Area
from bot.trainers.canvas import QUIET, Canvas
from bot.trainers.sheet import Sheet, Trend

#: Pixels. A phone shows 1080 of them on 390 points, so letters of 32 are as high there as those of the chat.
PHONE, BEAMER, PAGE = 1080, (1920, 1080), (1240, 1754)
_EDGE = 60


class Picture(StrEnum):
    """What can be drawn of a sheet."""

    PHONE = "phone"
    BEAMER = "beamer"
    TREND_PHONE = "trend_phone"
    TREND_BEAMER = "trend_beamer"
    PAGE = "page"


def draw(picture: Picture, sheet: Sheet) -> bytes:
    """A PNG, or for the page a PDF. ValueError for a trend that the sheet does not have."""
    canvas = drawn(picture, sheet)
    return canvas.pdf() if picture is Picture.PAGE else canvas.png()


def drawn(picture: Picture, sheet: Sheet) -> Canvas:
    """The same, before it is a file."""
    match picture:
        case Picture.PHONE:
            return _phone(sheet)
        case Picture.BEAMER:
            return _beamer(sheet)
        case Picture.TREND_PHONE:
            return _trend_phone(sheet, _trend(sheet))
        case Picture.TREND_BEAMER:
            return _trend_beamer(sheet, _trend(sheet))
        case Picture.PAGE:
            return _page(sheet)


def _trend(sheet: Sheet) -> Trend:
    if sheet.trend is None:
        raise ValueError("there is no earlier result to compare with")
    return sheet.trend


def _head(canvas: Canvas, sheet: Sheet, wide: float, size: float, lead: str) -> float:
    """Title, subtitle and a sentence or two; returns where they end."""
    y: float = _EDGE
    y += canvas.text(_EDGE, y, sheet.title, size, wide=wide, weight="bold").height + size * 0.35
    y += canvas.text(_EDGE, y, sheet.subtitle, size * 0.58, wide=wide, color=QUIET).height + size * 0.5
    return y + canvas.text(_EDGE, y, lead, size * 0.62, wide=wide).height + size * 0.5


def _phone(sheet: Sheet) -> Canvas:
    """As high as it needs to be: first the head alone is written, to know how high that is."""
    each, wide = 150, PHONE - 2 * _EDGE
    top = _head(Canvas(PHONE, PHONE), sheet, wide, 56, sheet.whole)
    apart = 110 if any(row.at is None for row in sheet.rows) else 30
    canvas = Canvas(PHONE, round(top) + 480 + apart + 130 + each * len(sheet.rows) + 150)
    _head(canvas, sheet, wide, 56, sheet.whole)
    blocks.curve(canvas, sheet, Area(_EDGE, top, wide, 470, 34))
    blocks.apart(canvas, sheet, Area(_EDGE, top + 490, wide, 60, 34))
    y = top + 480 + apart
    canvas.text(_EDGE, y, sheet.strip, 42, weight="bold")
    blocks.phases(canvas, sheet, Area(_EDGE, y + 74, wide, 40, 32))
    blocks.strip(canvas, sheet, Area(_EDGE, y + 130, wide, each * len(sheet.rows), 34))
    canvas.text(_EDGE, y + 145 + each * len(sheet.rows), sheet.note, 32, wide=wide, color=QUIET)
    return canvas


def _beamer(sheet: Sheet) -> Canvas:
    canvas, half = Canvas(*BEAMER), 860
    y = _head(canvas, sheet, half, 54, sheet.whole)
    blocks.curve(canvas, sheet, Area(_EDGE, y, half, 890 - y, 32))
    blocks.apart(canvas, sheet, Area(_EDGE, 915, half, 60, 32))
    right, wide = _EDGE + half + 80, BEAMER[0] - half - 80 - 2 * _EDGE
    blocks.phases(canvas, sheet, Area(right, _EDGE - 20, wide, 40, 30))
    blocks.strip(canvas, sheet, Area(right, _EDGE + 36, wide, min(930, 160 * len(sheet.rows)), 31))
    canvas.text(_EDGE, BEAMER[1] - 54, sheet.note, 26, color=QUIET)
    return canvas


def _trend_phone(sheet: Sheet, trend: Trend) -> Canvas:
    each, wide = 190, PHONE - 2 * _EDGE
    top = _head(Canvas(PHONE, PHONE), sheet, wide, 56, trend.heading)
    canvas = Canvas(PHONE, round(top) + 70 + each * len(trend.rows) + 150)
    _head(canvas, sheet, wide, 56, trend.heading)
    blocks.trend(canvas, trend, Area(_EDGE, top, wide, 70 + each * len(trend.rows), 34), names=0)
    canvas.text(_EDGE, top + 80 + each * len(trend.rows), trend.note, 32, wide=wide, color=QUIET)
    return canvas


def _trend_beamer(sheet: Sheet, trend: Trend) -> Canvas:
    canvas, wide = Canvas(*BEAMER), BEAMER[0] - 2 * _EDGE
    y = _head(canvas, sheet, wide, 48, trend.heading)
    height = min(1005 - y, 58 + 100 * len(trend.rows))
    blocks.trend(canvas, trend, Area(_EDGE, y, wide, height, 29), names=520)
    canvas.text(_EDGE, BEAMER[1] - 54, trend.note, 26, color=QUIET)
    return canvas


def _page(sheet: Sheet) -> Canvas:
    canvas, wide, each = Canvas(*PAGE), PAGE[0] - 2 * _EDGE, 82
    y = _head(canvas, sheet, wide, 44, sheet.whole)
    blocks.curve(canvas, sheet, Area(_EDGE, y, wide, 300, 26))
    blocks.apart(canvas, sheet, Area(_EDGE, y + 315, wide, 50, 26))
    blocks.phases(canvas, sheet, Area(_EDGE, y + 380, wide, 30, 24))
    blocks.strip(canvas, sheet, Area(_EDGE, y + 420, wide, each * len(sheet.rows), 25))
    y += 440 + each * len(sheet.rows)
    y += canvas.text(_EDGE, y, sheet.topics_title, 26, weight="bold").height + 14
    for topic in sheet.topics:
        y += canvas.text(_EDGE, y, topic, 24, wide=wide).height + 12
    canvas.text(_EDGE, PAGE[1] - 70, sheet.note, 22, wide=wide, color=QUIET)
    return canvas
