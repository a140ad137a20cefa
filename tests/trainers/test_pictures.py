"""The pictures: all that stands on them is whole, and in nobody's way, whatever the group is like."""

import struct
from itertools import combinations

import pytest

from bot.trainers.pictures import BEAMER, PHONE, Picture, draw, drawn
from bot.trainers.sheet import Sheet
from bot.trainers.sheets import Sheets
from tests.trainers.mirrors import (
    ALL_APART,
    ALL_QUIET,
    FIRST,
    LONG,
    ONE_SIDE,
    OTHER_SIDE,
    PULSE,
    SECOND,
    THIRD,
    WORDS,
    mirrored,
)

SHEETS = Sheets(WORDS)
CASES = {
    "first": mirrored(FIRST),
    "three rounds": mirrored(FIRST, SECOND, THIRD),
    "all new each time": mirrored(FIRST, ONE_SIDE, OTHER_SIDE, ONE_SIDE, name=LONG),
    "all quiet": mirrored(ALL_QUIET, name=LONG),
    "all apart": mirrored(ALL_APART, name=None),
    "polsslag after all": mirrored(FIRST, PULSE),
    "a long word": mirrored(PULSE, name="W" * 60),
}
ALL = [(name, picture) for name, case in CASES.items() for picture in Picture if case.earlier or "trend" not in picture]


def sheet(name: str) -> Sheet:
    return SHEETS.of(CASES[name])


@pytest.mark.parametrize(("name", "picture"), ALL)
def test_nothing_falls_off_or_over_another(name: str, picture: Picture) -> None:
    """Every text is inside the picture, and no two texts are in each other's way."""
    canvas = drawn(picture, sheet(name))
    boxes = canvas.written()
    off = [t for t, (x, y, x2, y2) in boxes.items() if x < 0 or y < 0 or x2 > canvas.width or y2 > canvas.height]
    over = [(a, b) for (a, one), (b, other) in combinations(boxes.items(), 2) if _meet(one, other)]
    assert (off, over) == ([], [])


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes share more than an edge of two pixels."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 2 and high > 2


@pytest.mark.parametrize(
    ("picture", "expected"),
    [(Picture.PHONE, PHONE), (Picture.BEAMER, BEAMER), (Picture.TREND_PHONE, PHONE), (Picture.TREND_BEAMER, BEAMER)],
)
def test_pictures_have_the_size_of_what_shows_them(picture: Picture, expected: int | tuple[int, int]) -> None:
    """A PNG as wide as a phone and higher than wide, or as large as a beamer."""
    png = draw(picture, sheet("three rounds"))
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG")
    if isinstance(expected, tuple):
        assert (width, height) == expected
    else:
        assert (width, height > width) == (expected, True)


def test_the_page_is_one_page_of_letters() -> None:
    """A PDF of one page."""
    pdf = draw(Picture.PAGE, sheet("three rounds"))
    assert (pdf[:5], pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")) == (b"%PDF-", 1)


def test_there_is_no_trend_of_one_round() -> None:
    """What cannot be drawn is said, and not drawn empty."""
    with pytest.raises(ValueError, match="no earlier result"):
        draw(Picture.TREND_PHONE, sheet("first"))


@pytest.mark.parametrize(("name", "picture"), ALL)
def test_every_picture_has_a_text_that_says_the_same(name: str, picture: Picture) -> None:
    """Each kenmerk on the picture is in the text, with what is said of it; and it fits below a photo (1024)."""
    shown = sheet(name)
    if "trend" in picture:
        assert shown.trend is not None
        text = SHEETS.trend_in_words(shown, shown.trend)
        said = [tile.said for row in shown.trend.rows for tile in row.tiles if tile]
    else:
        text, said = SHEETS.in_words(shown), [row.said for row in shown.rows]
    missing = [s for s in (*said, *(row.name for row in shown.rows), shown.title) if s not in text]
    assert (missing, len(text) <= 1024) == ([], True)
