"""Who says nothing for a year is told, and then erased; who says anything stays."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from dialogues.effects import RecordConsent
from storage import Database, Person
from storage.silence import MONTH, YEAR
from storage.tables import contact, person
from tests.storage.conftest import NOW

DAY = timedelta(days=1)
#: What became of telling them (and when it closed, after they were last heard), and when they are gone.
FATES: list[tuple[str, timedelta | None, timedelta]] = [
    ("sent", YEAR - MONTH + DAY, YEAR + DAY),
    ("sent", YEAR - DAY, YEAR - DAY + MONTH),
    ("not_sent", YEAR - MONTH, YEAR + DAY),
    ("planned", None, YEAR + MONTH + DAY),
]


async def _clean(db: Database, now: datetime) -> tuple[int, int]:
    """After cleaning: how many people there are, and how many contacts that tell."""
    async with db.work() as work:
        await work.keep_clean(now, MONTH)
        people = await work.connection.scalar(select(func.count()).select_from(person))
        told = await work.connection.scalar(select(func.count()).select_from(contact).where(contact.c.kind == "silent"))
    return people or 0, told or 0


@pytest.fixture
async def agreed(db: Database, ann: Person) -> Person:
    async with db.work() as work:
        await work.record(ann, RecordConsent("talk", given=True, version="1"), NOW)
    return ann


async def test_they_are_to_be_told_after_eleven_months(db: Database, agreed: Person) -> None:
    """Once, however often is cleaned; and anew after another eleven months without a word."""
    seen = [await _clean(db, NOW + after) for after in (YEAR - MONTH, YEAR - MONTH + DAY, YEAR - MONTH + 2 * DAY)]
    assert seen == [(1, 0), (1, 1), (1, 1)]
    async with db.work() as work:
        await work.save_session(agreed, "{}", NOW + YEAR - MONTH + 3 * DAY)
    assert await _clean(db, NOW + YEAR + DAY) == (1, 1)
    assert await _clean(db, NOW + 2 * (YEAR - MONTH) + 4 * DAY) == (1, 2)


@pytest.mark.parametrize(("state", "closed", "gone"), FATES)
async def test_then_they_have_a_month(
    db: Database, agreed: Person, state: str, closed: timedelta | None, gone: timedelta
) -> None:
    """A month from being told, or at the year where they could not be; what never gets through holds up nothing."""
    await _clean(db, NOW + YEAR - MONTH + DAY)
    async with db.work() as work:
        values = {"state": state, "closed_at": closed and NOW + closed}
        await work.connection.execute(update(contact).values(values))
    days = [NOW + YEAR - MONTH + n * DAY for n in range(2, 70)]
    there = [day for day in days if (await _clean(db, day))[0]]
    assert there[-1] - NOW + DAY == gone
