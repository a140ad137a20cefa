"""A result as a file to keep: a table, a page, or a picture for a beamer."""

from dataclasses import dataclass
from typing import NamedTuple

from bot.trainers.drawing import Drawing
from bot.trainers.exporting import as_csv, file_name, table
from bot.trainers.mirror_words import Mirrored
from bot.trainers.sheets import IN_TREND, Sheets
from storage import File


class FileKind(NamedTuple):
    """What a file is, how its name ends and how it begins."""

    mime: str
    ending: str
    what: str = "spiegel"


KINDS = {
    "csv": FileKind("text/csv", "csv"),
    "xlsx": FileKind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "pdf": FileKind("application/pdf", "pdf"),
    "png": FileKind("image/png", "png"),
    "verloop": FileKind("image/png", "png", "verloop"),
}
#: Those that show the kenmerken: there are none where a round did not ask for them.
_PICTURES = {"pdf": "page", "png": "beamer", "verloop": "trend_beamer"}


def kinds_of(mirrored: Mirrored) -> list[str]:
    """The files that there are of this result; through the rounds only where there is something to compare with."""
    kinds = [kind for kind in KINDS if mirrored.lines or kind not in _PICTURES]
    return [kind for kind in kinds if kind != "verloop" or mirrored.compared(IN_TREND - 1)]


@dataclass(frozen=True)
class Files:
    """Makes files, with these words and pictures."""

    sheets: Sheets
    drawing: Drawing

    async def make(self, kind: str, mirrored: Mirrored) -> File:
        """The file of one of `kinds_of`."""
        mime, ending, what = KINDS[kind]
        return File(file_name(mirrored, ending, what), mime, await self._content(kind, mirrored))

    async def _content(self, kind: str, mirrored: Mirrored) -> bytes:
        if kind in _PICTURES:
            return await self.drawing.draw(_PICTURES[kind], self.sheets.of(mirrored))
        rows = table(mirrored, self.sheets.words)
        if kind == "csv":
            return as_csv(rows)
        from bot.trainers.workbook import as_xlsx  # noqa: PLC0415 - loads its library

        return as_xlsx(rows, "Spiegel")
