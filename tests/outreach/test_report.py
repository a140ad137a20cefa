"""`bruis contacts` says what became of what, and why, and nothing that anybody wrote."""

from zoneinfo import ZoneInfo

from bot.contacts_report import contacts_report
from dialogues.effects import AnswerContact, CancelContacts, PlanContact
from storage import Database
from tests.storage.conftest import CHAT, NOW, take

ZONE = ZoneInfo("Europe/Brussels")


async def _some_contacts(db: Database) -> None:
    async with db.work() as work:
        ann = await work.add_person(CHAT, CHAT, NOW)
        await work.record(ann, PlanContact("plan", 1, NOW), NOW)
        [due] = await work.contacts.due(NOW, 1)
        await work.contacts.carry(due, [], NOW, late=True)
        assert await take(work, db.owner) == []
        await work.record(ann, AnswerContact("plan", 1, "done"), NOW)
        await work.record(ann, PlanContact("again", 2, NOW), NOW)
        await work.record(ann, CancelContacts("dropped", "again"), NOW)
        await work.record(ann, PlanContact("plan", 2, NOW, nth=2), NOW)


async def test_of_one_person(db: Database, database_url: str) -> None:
    """Each contact in a line: when, what, its state, the reason and the answer."""
    await _some_contacts(db)
    assert await contacts_report(database_url, CHAT, ZONE) == "\n".join(
        [
            "wanted            what                    state      reason           answer",
            "2026-03-02 10:00  plan 1                  sending    late             done",
            "2026-03-02 10:00  again 2                 not_sent   dropped",
            "2026-03-02 10:00  plan 2, number 2        planned",
        ]
    )


async def test_of_everybody(db: Database, database_url: str) -> None:
    """Counts per kind, state and reason."""
    await _some_contacts(db)
    report = await contacts_report(database_url, None, ZONE) or ""
    assert [line.split() for line in report.splitlines()] == [
        ["kind", "state", "reason", "count"],
        ["again", "not_sent", "dropped", "1"],
        ["plan", "planned", "1"],
        ["plan", "sending", "late", "1"],
    ]


async def test_of_nobody(db: Database, database_url: str) -> None:
    """Who is not known, or has nothing planned, is told apart."""
    async with db.work() as work:
        await work.add_person(CHAT, CHAT, NOW)
    assert await contacts_report(database_url, CHAT + 1, ZONE) is None
    assert await contacts_report(database_url, CHAT, ZONE) == "Nothing was planned for them yet."
    assert await contacts_report(database_url, None, ZONE) == "Nothing was planned yet."
