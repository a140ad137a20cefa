"""A Bot API in this process, and lives of the bot that end when told."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.playground.server import Playground
from tests.faults.dying import Lives
from tests.faults.server import Server
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


@pytest.fixture
def server(postgres_server: Any, database_url: str) -> Iterator[Server]:
    """The server of `database_url`, which surely answers in the end."""
    of_this_run = Server(postgres_server)
    yield of_this_run
    of_this_run.comes_back()
