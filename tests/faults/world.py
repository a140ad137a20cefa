"""The bot in this process, against a Bot API of its own that fails when told, until everything is settled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import text

from bot.app import App
from bot.clock import Clock, MovableClock
from bot.playground.faults import Fault
from bot.playground.limits import Limits
from bot.playground.server import Playground
from bot.settings import Settings
from bot.telegram.transport import AiohttpRequest

TOKEN = "4242:faults"  # noqa: S105 - a token of this machine only
READ = 1.5  # seconds until a call that hangs is given up


class World:
    """`app` is the bot, `api` the people. Time passes only while something waits for it."""

    def __init__(self, playground: Playground, clock: MovableClock, app: App) -> None:
        self.playground, self.api, self.clock, self.app = playground, playground.api, clock, app

    def fail(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next calls of the method meet this fault."""
        self.playground.faults.next(method, fault, times)

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        async with self.app.database.work() as work:
            return [tuple(row) for row in await work.connection.execute(text(query))]

    async def settled(self) -> None:
        """Come back once all that was said is confirmed, handled and answered; TimeoutError after half a minute."""
        async with asyncio.timeout(30):
            while self.api.world.updates.waiting or await self._open():
                await self.passes(1)

    async def passes(self, seconds: float) -> None:
        """So much time, and a moment for what waited for it."""
        self.clock.advance(timedelta(seconds=seconds))
        await asyncio.sleep(0.01)

    async def _open(self) -> bool:
        return bool(
            await self.rows("SELECT 1 FROM inbox WHERE handled_at IS NULL")
            or await self.rows("SELECT 1 FROM outbox WHERE finished_at IS NULL")
        )


def settings(url: str, database_url: str) -> Settings:
    """Those of a bot at this Bot API; nothing is asleep."""
    return Settings(token=SecretStr(TOKEN), telegram_url=url, database_url=database_url)


@asynccontextmanager
async def running(database_url: str, folder: Path, clock: Clock | None = None) -> AsyncIterator[World]:
    """With another `clock` than one that is moved, `settled` waits for it."""
    people_clock = MovableClock()
    people_clock.advance(datetime.now(UTC).replace(hour=10, minute=0) + timedelta(days=1) - people_clock.now())
    playground = Playground(people_clock, TOKEN, folder / "playground.json", limits=Limits.none())
    url = f"http://127.0.0.1:{await playground.start()}"
    bot_clock = clock or people_clock
    app = App(settings(url, database_url), bot_clock, listen=False, request=AiohttpRequest(read=READ))
    life = asyncio.create_task(app.run())
    try:
        yield World(playground, people_clock, app)
    finally:
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)
        await playground.stop()
