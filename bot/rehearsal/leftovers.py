"""Where planted words are found at the end: in tables, in the file of the database, in the log."""

from collections.abc import Iterable
from pathlib import Path

from bot.rehearsal.evidence import Evidence
from bot.rehearsal.words import marks_in

#: Where words may stand: what was told, and what people let the bot learn from.
WORDS, LESSONS = "words", "lesson"


def look_for_marks(evidence: Evidence, files: Iterable[Path]) -> None:
    """Note where each mark is, but for where it may be."""
    for table, rows in evidence.at_the_end.items():
        found = marks_in(repr(rows))
        if table == LESSONS:
            evidence.learnt |= set(found)
        elif table != WORDS:
            evidence.left += [(f"table {table}", mark) for mark in found]
    for path in files:
        evidence.left += [(f"file {path.suffix}", mark) for mark in set(marks_in(path.read_bytes().decode("latin-1")))]
    evidence.left += [("log", mark) for line in evidence.log for mark in marks_in(line)]
