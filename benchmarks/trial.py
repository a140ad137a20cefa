"""One trial: a fresh local Bot API and a fresh bot, measured between two moments, and checked when it has stopped."""

import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.bot_api import BotApi
from benchmarks.bots import Bot
from benchmarks.checks import faults
from benchmarks.crowd import Crowd
from benchmarks.process import BotProcess
from benchmarks.stores import Stores, migrated
from storage import Database

Prepare = Callable[[Database], Awaitable[None]]
WARM_UP = range(1, 11)  # people who talk before anything is measured: imports, caches, first statements


@dataclass
class Trial:
    """A bot at work. `people`: all who talked with it, for the check at the end. `figures`: what was measured."""

    bot: Bot
    api: BotApi
    process: BotProcess
    crowd: Crowd
    people: list[int] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    async def warm_up(self) -> None:
        """A few people talk; what comes after is measured."""
        await self.crowd.one_by_one(self.take_part(WARM_UP))
        self.crowd.latencies.clear()

    def take_part(self, people: Sequence[int]) -> Sequence[int]:
        """These talk as well."""
        self.people += people
        return people

    async def measured(self, what: Awaitable[None], updates: int) -> None:
        """Notes CPU and speed over `updates` updates."""
        cpu, start = self.process.cpu, time.perf_counter()
        await what
        self.figures["updates_per_second"] = updates / (self.crowd.last_answer - start)
        self.figures["cpu_ms_per_update"] = (self.process.cpu - cpu) * 1000 / updates


@asynccontextmanager
async def trial(
    bot: Bot,
    stores: Stores,
    *,
    api: BotApi | None = None,
    sends_per_second: int = 30,
    prepare: Prepare | None = None,
) -> AsyncIterator[Trial]:
    """`prepare` fills the database before the bot starts. On leaving, `figures["faults"]` is there."""
    api = api or BotApi()
    await api.start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = stores.sqlite(folder) if bot.database != "postgres" else await stores.postgres()
        if bot.database:
            db = await migrated(database)
            if prepare:
                await prepare(db)
            await db.dispose()
        process = BotProcess(bot.command, bot.environment(api, database, folder, sends_per_second), folder)
        try:
            async with process:
                running = Trial(bot, api, process, Crowd(api, bot.talk))
                yield running
            running.figures["faults"] = await faults(bot, api, running.people, database)
        except BaseException:
            print((folder / "bot.log").read_text()[-2000:], flush=True)
            raise
        finally:
            await api.stop()
