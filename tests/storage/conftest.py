"""What the tests of the storage start from."""

from datetime import UTC, datetime

import pytest

from storage import Database, Person

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHAT = 501


@pytest.fixture
async def ann(db: Database) -> Person:
    """A person in a private chat."""
    async with db.work() as work:
        return await work.add_person(telegram_id=CHAT, chat_id=CHAT, now=NOW)
