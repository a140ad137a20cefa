"""The counts of what helped are read once an hour."""

from datetime import timedelta

from bot.experience import COUNT_EVERY, Experience
from dialogues.effects import RecordPlan
from dialogues.model import LifePhase
from dialogues.model.helping import Tried
from storage import Database
from tests.storage.conftest import NOW

PLAN = RecordPlan(1, 1, "openheid", "buren", 1, 2, "done", "startend")


async def test_what_helped_is_known_within_the_hour(db: Database) -> None:
    """What is told meanwhile counts from the next hour on."""
    experience = Experience()
    seen = []
    for late in (timedelta(0), COUNT_EVERY - timedelta(minutes=1), COUNT_EVERY):
        now = NOW + late
        async with db.work() as work:
            seen.append(dict(await experience.helped(work, now)))
            if now == NOW:
                for chat in range(900, 905):
                    await work.record(await work.add_person(chat, chat, NOW), PLAN, NOW)
    assert seen == [{}, {}, {("buren", LifePhase.STARTEND): Tried(people=5, helped=5)}]
