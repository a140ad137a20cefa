"""What the tests of the storage start from."""

from datetime import UTC, datetime

import pytest

from storage import Database, Person, Taken, UnitOfWork

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHAT = 501


@pytest.fixture
async def ann(db: Database) -> Person:
    """A person in a private chat."""
    async with db.work() as work:
        return await work.add_person(telegram_id=CHAT, chat_id=CHAT, now=NOW)


async def take(work: UnitOfWork, owner: int, now: datetime = NOW, most: int = 10) -> list[Taken]:
    """Messages to send now, under way for this owner once the unit of work is committed."""
    await work.sending.only_sender()
    taken = await work.sending.to_send(now, most, most)
    await work.sending.attempt(owner, [message.id for message in taken])
    return taken
