"""Promises 1 to 3: `kill -9` in the middle of a backlog loses no update, no effect of one, and mixes nothing up."""

from bot.playground.server import Playground
from tests.whole.backlog import Backlog
from tests.whole.conftest import BotProcess

KILL_AFTER = (1, 120, 300)  # messages of the bot


async def test_a_backlog_of_500_survives_kills(playground: Playground, bot: BotProcess, database_url: str) -> None:
    """520 updates of 40 people, killed three times: each is one turn, answered, with nothing lost or mixed up."""
    backlog = Backlog(playground, 40)
    for messages in KILL_AFTER:
        await bot.start()
        await backlog.answered(messages)
        await bot.kill()
    await bot.start()
    await backlog.all_answered()
    assert await bot.stop() == 0
    await backlog.nothing_lost(database_url)
