"""The body of `bruis read`: JSON lines in, JSON lines out, one for one and in order."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from dialogues.reading import Reader, Reading


class BadLineError(ValueError):
    """A line that is no reply; its text says what is wrong and repeats nothing of the line."""


def read_lines(reader: Reader, lines: Iterable[str], write: Callable[[str], object]) -> int:
    """Read each line `{"question": ..., "text": ...}` and write its reading at once; 0, or 1 if any line was bad.

    A bad line gives `{"error": ...}` in its place. What is written ends with a newline.
    """
    status = 0
    for line in lines:
        try:
            answer = _answer(reader, *_reply(line))
        except BadLineError as error:
            answer, status = {"error": str(error)}, 1
        write(json.dumps(answer) + "\n")
    return status


def _reply(line: str) -> tuple[str, str]:
    """Question and text of a line; BadLineError where it has none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLineError("not a line of JSON") from None
    if not isinstance(row, dict):
        raise BadLineError("not a JSON object")
    return _string(row, "question"), _string(row, "text")


def _string(row: dict[str, Any], field: str) -> str:
    value = row.get(field)
    if not isinstance(value, str):
        raise BadLineError(f'"{field}" is missing or no string')
    return value


def _answer(reader: Reader, question: str, text: str) -> dict[str, object]:
    reading: Reading = reader.read(question, text)
    return {
        "question": question,
        "phase": reading.phase,
        "probabilities": {phase.value: round(p, 4) for phase, p in reading.probabilities.items()},
        "lights": list(reading.lights),
        "evidence": [text[start:end] for start, end in reading.evidence],
        "certain": reading.certain,
    }
