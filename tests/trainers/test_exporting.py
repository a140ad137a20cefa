"""The tables: what is published and no more, opening cleanly in spreadsheets, and never as a formula."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.trainers.exporting import as_csv, file_name, table
from bot.trainers.mirror_words import Mirrored, OwnQuestion
from bot.trainers.workbook import as_xlsx
from dialogues.model.group_mirror import GroupMirror, Own, Since
from storage import Frozen
from tests.trainers.mirrors import DAY, FIRST, PLACE, THIRD, WORDS, mirrored

ROWS = table(mirrored(FIRST, THIRD), WORDS)
#: What a spreadsheet would run, were it taken for a formula.
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1", '=HYPERLINK("http://x")']
NAMED = table(mirrored(FIRST, name="=1+1"), WORDS)


def test_the_table_is_what_is_published() -> None:
    """A heading and a row for each line, with the ids of the contract, and what was said the time before."""
    of_result = ["De Buurttafel", "2026-06-01", "8"]
    assert [
        ["Groep", "Datum", "Minstens zoveel mensen", "Wat", "Naam", "Wat de meesten zeggen", "Hoe eens", "Vorige keer"],
        [*of_result, "waarom", "Het waarom", "autonoom", "eens", "autonoom"],
        [*of_result, "activiteiten", "Activiteiten", "autonoom", "meesten", "routineus"],
        [*of_result, "taken", "Taken", "autonoom", "meesten", "verstillend"],
        [*of_result, "samenwerken", "Samenwerken", "startend/autonoom", "kant", "startend/autonoom"],
        [*of_result, "doorstroming", "Nieuwe mensen", "autonoom", "eens", "routineus/verstillend"],
        [*of_result, "meningsverschil", "Meningsverschillen", "", "verdeeld", ""],
        [*of_result, "afspraken", "Afspraken", "routineus", "eens", "routineus"],
        [*of_result, "vergaderen", "Vergaderen en beslissen", "autonoom", "eens", ""],
        [*of_result, "vereniging", "Jullie vereniging", "autonoom", "meesten", "autonoom"],
        [*of_result, "thema", "Thema om aan te werken", "openheid", "meesten", "openheid"],
        [*of_result, "plan", "Een plan", "gemaakt", "meesten", "gemaakt"],
    ] == ROWS


def test_the_trainers_own_question_has_its_words() -> None:
    """The question and the answer as they were written."""
    own = Own(question="1", answer="a", since=Since.EERSTE)
    case = Mirrored(
        Frozen(1, PLACE, DAY, GroupMirror(at_least=5, own=(own,))), own={"1": OwnQuestion("Komt er soep?", {"a": "Ja"})}
    )
    assert table(case, WORDS)[1:] == [["", "2026-03-02", "5", "vraag", "Komt er soep?", "Ja", "meesten", ""]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("De Buurttafel", "spiegel-de-buurttafel-2026-03-02.csv"),
        ("Café ‘t Hoekske / 3920", "spiegel-cafe-t-hoekske-3920-2026-03-02.csv"),
        ("../../etc/passwd", "spiegel-etc-passwd-2026-03-02.csv"),
        ("🌱", "spiegel-groep-2026-03-02.csv"),
        (None, "spiegel-groep-2026-03-02.csv"),
        ("x" * 60, f"spiegel-{'x' * 40}-2026-03-02.csv"),
    ],
)
def test_files_are_named_and_dated(name: str | None, expected: str) -> None:
    """Whatever the group is called, it is a name that every computer takes."""
    assert file_name(mirrored(FIRST, name=name), "csv") == expected


def test_csv_is_read_back() -> None:
    """With semicolons, marked as UTF-8, and with nothing lost."""
    data = as_csv(ROWS)
    assert (data[:3], list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))) == (
        b"\xef\xbb\xbf",
        ROWS,
    )


def test_csv_has_no_formulas() -> None:
    """What would be taken for one gets the mark of text."""
    rows = csv.reader(io.StringIO(as_csv([FORMULAS]).decode("utf-8-sig"), newline=""), delimiter=";")
    assert list(rows) == [[f"'{formula}" for formula in FORMULAS]]


def test_xlsx_is_read_back_as_text() -> None:
    """Every cell is text, also one that begins as a formula does; what a file may not hold is left out."""
    book = load_workbook(io.BytesIO(as_xlsx([*ROWS, [*FORMULAS, "a\x07b"]], "Spiegel")))
    cells = [list(row) for row in book.worksheets[0].iter_rows()]
    assert [[cell.value or "" for cell in row] for row in cells] == [*map(list, ROWS), [*FORMULAS, "ab"]]
    assert {cell.data_type for row in cells for cell in row if cell.value} == {"s"}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(("data", "ending"), [(as_csv(NAMED), "csv"), (as_xlsx(NAMED, "Spiegel"), "xlsx")])
def test_libreoffice_opens_it(tmp_path: Path, data: bytes, ending: str) -> None:
    """With the settings of a Flemish computer, all columns are there and a name like a formula is text."""
    (tmp_path / f"spiegel.{ending}").write_bytes(data)
    opened = _opened(tmp_path, ending)
    name = "'=1+1" if ending == "csv" else "=1+1"
    assert [row[0] for row in opened[1:]] == [name] * (len(NAMED) - 1)
    assert [row[1:] for row in opened] == [list(row[1:]) for row in NAMED]


def _opened(folder: Path, ending: str) -> list[Sequence[str]]:
    """What LibreOffice makes of the file: written by it as CSV with commas, as UTF-8."""
    how = ["--infilter=CSV:59,34,76"] if ending == "csv" else []
    to = ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(folder / "out")]
    env = {**os.environ, "HOME": str(folder)}
    command = ["soffice", "--headless", *how, *to, str(folder / f"spiegel.{ending}")]
    subprocess.run(command, check=True, capture_output=True, env=env)  # noqa: S603 - our own
    text = (folder / "out" / "spiegel.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))
