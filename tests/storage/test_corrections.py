"""What people corrected is counted per kenmerk; what was chosen with a button is no reading."""

import json
from datetime import UTC, datetime
from typing import Literal

from bot.reading_report import hand, table
from dialogues.effects import KeepLesson, RecordAnswer
from storage import Database
from storage.corrections import Corrections, Lesson

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _answer(
    reflection: int, how: Literal["text", "button"], phase: str | None, corrected: str | None, *, certain: bool
) -> RecordAnswer:
    return RecordAnswer(reflection, "taken", how, phase, (0.25,) * 4, (), certain, corrected)


async def test_corrections_are_counted(db: Database) -> None:
    """Certain and right, certain and wrong, asked and named, nothing read and named, and a button."""
    async with db.work() as work:
        person = await work.add_person(1, 1, NOW)
        for answer in (
            _answer(1, "text", "routineus", None, certain=True),
            _answer(2, "text", "routineus", "autonoom", certain=True),
            _answer(3, "text", "routineus", "routineus", certain=False),
            _answer(4, "text", None, "startend", certain=False),
            _answer(5, "button", "autonoom", None, certain=True),
        ):
            await work.record(person, answer, NOW)
        counted = await work.corrections()
    assert counted == [Corrections("taken", read=4, certain=2, corrected=2, certain_corrected=1)]
    assert table(counted).splitlines()[1].split() == ["taken", "4", "2", "2", "1"]


async def test_lessons_are_kept_without_who(db: Database) -> None:
    """One a kenmerk of a reflection; by kenmerk and text, with what was read and meant; gone with the person."""
    taken, waarom = KeepLesson(1, "taken", 3, "routineus", "autonoom"), KeepLesson(1, "waarom", 4, None, "startend")
    async with db.work() as work:
        person = await work.add_person(1, 1, NOW)
        await work.keep_lesson(person, waarom, "voor _")
        await work.keep_lesson(person, taken, "iedereen poetst")
        await work.keep_lesson(person, taken, "iedereen doet mee")
        kept = await work.lessons()
        await work.forget(person, NOW)
        left = await work.lessons()
    expected = [
        Lesson("taken", "iedereen doet mee", "routineus", "autonoom"),
        Lesson("waarom", "voor _", None, "startend"),
    ]
    assert (expected, []) == (kept, left)


def test_lessons_are_exported_as_a_hand() -> None:
    """A line of the corpus, with what was read."""
    line = json.loads(next(hand([Lesson("waarom", "voor _", None, "startend")])))
    assert line == {
        "id": "people-001",
        "question": "waarom",
        "text": "voor _",
        "kind": "reply",
        "phase": "startend",
        "read": None,
        "lights": [],
        "opposite": [],
        "tags": [],
    }


def test_nothing_to_report_is_said() -> None:
    """A new installation."""
    assert table([]) == "Nobody has answered in their own words yet."
