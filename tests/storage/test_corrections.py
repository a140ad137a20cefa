"""What people corrected is counted per kenmerk; what was chosen with a button is no reading."""

from datetime import UTC, datetime
from typing import Literal

from bot.reading_report import table
from dialogues.effects import RecordAnswer
from storage import Database
from storage.corrections import Corrections

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


def test_nothing_to_report_is_said() -> None:
    """A new installation."""
    assert table([]) == "Nobody has answered in their own words yet."
