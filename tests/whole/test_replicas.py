"""On PostgreSQL the same command started twice is one bot: one polls, and when it is gone the other does."""

from pathlib import Path

import pytest

from bot.playground.server import Playground
from tests.whole.conftest import BotProcess


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_when_the_poller_is_killed_the_other_answers(
    playground: Playground, bot: BotProcess, database_url: str, tmp_path: Path
) -> None:
    """Two replicas never poll at once, and the work of one that is killed goes on."""
    other = BotProcess(bot.telegram_url, database_url, _folder(tmp_path / "other"))
    who = playground.api.add("An")
    try:
        await bot.start()
        playground.api.say(who, "/start")
        await playground.api.next_message(who)
        await other.start()
        await other.until_logged("Ready as")
        await bot.kill()
        playground.api.say(who, "ja")
        await playground.api.next_message(who)
        assert await other.stop() == 0
    finally:
        await other.kill()
    assert "409" not in bot.log + other.log


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
