"""A Bot API in this process, and lives of the bot that end when told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.server import Playground
from tests.faults.dying import Lives
from tests.whole.conftest import TOKEN, playground

__all__ = ["playground"]


@pytest.fixture
async def lives(playground: Playground, database_url: str, tmp_path: Path) -> AsyncIterator[Lives]:
    """None begun yet, and surely none left in the end."""
    settings = {
        "BRUIS_TOKEN": TOKEN,
        "BRUIS_TELEGRAM_URL": f"http://127.0.0.1:{await playground.start()}",
        "BRUIS_DATABASE_URL": database_url,
        "BRUIS_LISTEN": "127.0.0.1:0",
    }
    one_after_the_other = Lives(settings, tmp_path)
    yield one_after_the_other
    one_after_the_other.kill()
