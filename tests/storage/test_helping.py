"""What is counted of tips: people, not plans, and only where enough of them told how it went."""

from dialogues.effects import RecordPlan
from dialogues.model import LifePhase
from dialogues.model.helping import Tried
from storage import Database
from tests.storage.conftest import NOW

R = "routineus"


def _told(n: int, outcome: str | None, *, tip: str = "buren", phase: str | None = R) -> RecordPlan:
    return RecordPlan(n, 1, "openheid", tip, 1, 2, outcome, phase)


async def _record(db: Database, *people: tuple[RecordPlan, ...]) -> None:
    async with db.work() as work:
        for chat, plans in enumerate(people, 900):
            who = await work.add_person(chat, chat, NOW)
            for plan in plans:
                await work.record(who, plan, NOW)


async def test_people_are_counted_once(db: Database) -> None:
    """Whoever tried a tip twice counts as one, and as helped where one of the times it helped."""
    twice = (_told(1, "not_done"), _told(2, "partly"))
    await _record(
        db, twice, (_told(1, "done"),), (_told(1, "different"),), (_told(1, "not_done"),), (_told(1, "done"),)
    )
    async with db.work() as work:
        assert await work.helped() == {("buren", LifePhase.ROUTINEUS): Tried(people=5, helped=3)}


async def test_few_people_are_not_counted(db: Database) -> None:
    """Four who told, one who did not tell yet, one in another phase and one of no known phase make no five."""
    told = [(_told(1, "done"),)] * 4
    others = [(_told(1, None),), (_told(1, "done", phase="startend"),), (_told(1, "done", phase=None),)]
    await _record(db, *told, *others)
    async with db.work() as work:
        assert await work.helped() == {}


async def test_who_is_forgotten_is_not_counted(db: Database) -> None:
    """After /wis the counts are those of the others."""
    await _record(db, *[(_told(1, "done"),)] * 5)
    async with db.work() as work:
        one = await work.person(900)
        assert one is not None
        await work.forget(one, NOW)
    async with db.work() as work:
        assert await work.helped() == {}
