"""A table as XLSX. Import it where one is asked for: the library takes 20 MB, and most bots are seldom asked."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot.trainers.exporting import FORMULA, Row

_WIDEST = 40


def as_xlsx(rows: Sequence[Row], title: str) -> bytes:
    """A sheet with a heading that stays in sight; every cell is text."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title, sheet.freeze_panes = title, "A2"
    for y, row in enumerate(rows, 1):
        for x, text in enumerate(row, 1):
            _write(sheet.cell(y, x), text, heading=y == 1)
    for x, column in enumerate(zip(*rows, strict=True), 1):
        sheet.column_dimensions[get_column_letter(x)].width = min(_WIDEST, max(map(len, column)) + 2)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell: Cell | MergedCell, text: str, *, heading: bool) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type, cell.quotePrefix = "s", text.startswith(FORMULA)  # text, also after somebody edits it
    if heading:
        cell.font = Font(bold=True)
