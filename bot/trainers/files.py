"""A result as a file to keep: a table, a page, or a picture for a beamer."""

from dataclasses import dataclass

from bot.trainers.drawing import Drawing
from bot.trainers.exporting import as_csv, file_name, table
from bot.trainers.mirror_words import Mirrored
from bot.trainers.sheets import Sheets
from storage import File

#: What a file is, by the ending of its name.
KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
}
#: Those that show the kenmerken: there are none where a round did not ask for them.
_PICTURES = {"pdf": "page", "png": "beamer"}


def kinds_of(mirrored: Mirrored) -> list[str]:
    """The files that there are of this result."""
    return [kind for kind in KINDS if mirrored.lines or kind not in _PICTURES]


@dataclass(frozen=True)
class Files:
    """Makes files, with these words and pictures."""

    sheets: Sheets
    drawing: Drawing

    async def make(self, kind: str, mirrored: Mirrored) -> File:
        """The file of one of `kinds_of`."""
        return File(file_name(mirrored, kind), KINDS[kind], await self._content(kind, mirrored))

    async def _content(self, kind: str, mirrored: Mirrored) -> bytes:
        if kind in _PICTURES:
            return await self.drawing.draw(_PICTURES[kind], self.sheets.of(mirrored))
        rows = table(mirrored, self.sheets.words)
        if kind == "csv":
            return as_csv(rows)
        from bot.trainers.workbook import as_xlsx  # noqa: PLC0415 - loads its library

        return as_xlsx(rows, "Spiegel")
