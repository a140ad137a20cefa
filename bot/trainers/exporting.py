"""The mirror of a group as a table for a spreadsheet, and as CSV: exactly what is published and no more.

The headings are words; the values are the ids of data and buttons (`startend`, `openheid`, …), two of them with a slash
where people are on the same side.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence

from bot.trainers.mirror_words import Mirrored, MirrorWords, of_statement
from dialogues.model.group_mirror import GroupMirror, Most
from dialogues.model.group_protection import Agreement

COLUMNS = ("group", "date", "people", "what", "name", "said", "agreement", "before")
#: What makes a spreadsheet take a text for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_NAME = 40
Row = Sequence[str]


def file_name(mirrored: Mirrored, ending: str, what: str = "spiegel") -> str:
    """`spiegel-de-buurttafel-2026-03-02.csv`: letters and digits, so that every computer takes it."""
    plain = unicodedata.normalize("NFKD", mirrored.name or "").encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    name = "-".join(words)[:_LONGEST_NAME].strip("-") or "groep"
    return f"{what}-{name}-{mirrored.result.closed_at:%Y-%m-%d}.{ending}"


def table(mirrored: Mirrored, words: MirrorWords) -> list[Row]:
    """The heading, and a row for all that is published: kenmerken, theme, plans, the trainer's own questions."""
    of_result = [mirrored.name or "", f"{mirrored.result.closed_at:%Y-%m-%d}", str(mirrored.result.mirror.at_least)]
    said = [*_lines(mirrored, words), *_besides(mirrored, words), *_own(mirrored)]
    return [[words.plain(f"table_{column}", {}) for column in COLUMNS], *([*of_result, *row] for row in said)]


def _lines(mirrored: Mirrored, words: MirrorWords) -> Iterator[Row]:
    before = _phases(mirrored.earlier[-1].mirror) if mirrored.earlier else {}
    now = _phases(mirrored.result.mirror)
    for line in mirrored.result.mirror.lines:
        name = str(words.texts.kenmerken[line.kenmerk]["name"])
        yield line.kenmerk, name, now[line.kenmerk], line.said.agreement, before.get(line.kenmerk, "")


def _phases(mirror: GroupMirror) -> dict[str, str]:
    return {line.kenmerk: "/".join(of_statement(line.said)["phases_said"]) for line in mirror.lines}


def _besides(mirrored: Mirrored, words: MirrorWords) -> Iterator[Row]:
    mirror, last = mirrored.result.mirror, mirrored.earlier[-1].mirror if mirrored.earlier else None
    if mirror.theme is not None:
        before = last.theme.answer if last is not None and last.theme is not None else None
        yield "thema", words.plain("table_theme", {}), *_most(mirror.theme), before or ""
    if mirror.plan is not None:
        before = last.plan.answer if last is not None and last.plan is not None else None
        yield "plan", words.plain("table_plan", {}), *_most(mirror.plan), before or ""


def _own(mirrored: Mirrored) -> Iterator[Row]:
    for own in mirrored.result.mirror.own:
        if (asked := mirrored.own.get(own.question)) is not None:
            answer = asked.answers.get(own.answer or "", "")
            yield "vraag", asked.question, answer, _most(own)[1], ""


def _most(most: Most) -> tuple[str, str]:
    agreement = Agreement.VERDEELD if most.answer is None else Agreement.MEESTEN
    return most.answer or "", agreement


def as_csv(rows: Sequence[Row]) -> bytes:
    """For Excel and LibreOffice as they are set in Flanders: semicolons, and marked as UTF-8."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([[_harmless(cell) for cell in row] for row in rows])
    return file.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets the mark that says it is text."""
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
