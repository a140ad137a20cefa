"""The bot in this process against a Bot API of its own, and what people say to it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import text

from bot.app import App
from bot.clock import MovableClock
from bot.playground.limits import Limits
from bot.playground.server import Playground
from bot.playground.state import Message
from bot.settings import Settings
from dialogues.public_holidays import is_holiday

TOKEN = "4242:turns"  # noqa: S105 - a token of this machine only


class World:
    """The bot in this process, against a Bot API of its own."""

    def __init__(self, playground: Playground, clock: MovableClock, start: Callable[[], App]) -> None:
        self.api, self.clock, self._start = playground.api, clock, start
        self._last: dict[int, int] = {}
        self.app = start()
        self._running = asyncio.create_task(self.app.run())

    async def restart(self) -> None:
        """The bot ends, and another one goes on from its database."""
        await self.stop()
        self.app = self._start()
        self._running = asyncio.create_task(self.app.run())

    async def stop(self) -> None:
        """The bot ends."""
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)

    async def turn(self, who: int, *told: str) -> Message:
        """Say these things, or tap `[label]`, each once the last was answered; the bot's last message."""
        for what in told:
            if what.startswith("["):
                self.api.tap(who, what[1:-1])
            else:
                self.api.say(who, what)
            await self.heard(who)
        return self.api.said(who)[-1]

    async def heard(self, who: int) -> Message:
        """Wait for the bot to have said something new, and for what belongs to it to be sent."""
        before = self._last.get(who, 0)
        async with asyncio.timeout(10):
            while not any(m.id > before for m in self.api.said(who)):
                await self._sent()
                await asyncio.sleep(0.01)
        await self._sent()
        self._last[who] = self.api.said(who)[-1].id
        return self.api.said(who)[-1]

    async def _sent(self) -> None:
        """Nobody waits for the pace of sending: it is a second later by the clock, not by the wall."""
        async with asyncio.timeout(10):
            while await self.rows("SELECT id FROM outbox WHERE state IN ('pending', 'attempting')"):
                self.clock.advance(timedelta(seconds=1))
                await asyncio.sleep(0.01)

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        async with self.app.database.work() as work:
            return [tuple(row) for row in await work.connection.execute(text(query))]

    async def until_row(self, query: str, expected: list[tuple[Any, ...]], seconds: float = 10) -> None:
        """Come back once the database says so; TimeoutError after so many seconds."""
        async with asyncio.timeout(seconds):
            while await self.rows(query) != expected:
                await asyncio.sleep(0.01)


def ordinary_tuesday(after: datetime) -> datetime:
    """Ten o'clock on a Tuesday that is no holiday, and neither is the next."""
    days = (after.replace(hour=10, minute=0) + timedelta(days=n) for n in range(1, 60))
    week = timedelta(days=7)
    return next(d for d in days if d.weekday() == 1 and not is_holiday(d.date()) and not is_holiday((d + week).date()))


@asynccontextmanager
async def running(
    database_url: str, folder: Path, *, since: datetime | None = None, page: str = "", **settings: Any
) -> AsyncIterator[World]:
    """On the first ordinary Tuesday from now on, or from `since`. `page`: where the trainers' page is reached."""
    clock = MovableClock(since - datetime.now(UTC) if since else timedelta(0))
    clock.advance(ordinary_tuesday(clock.now()) - clock.now())
    playground = Playground(clock, TOKEN, folder / "playground.json", limits=Limits.none())
    url = f"http://127.0.0.1:{await playground.start()}"
    chosen = Settings(token=SecretStr(TOKEN), telegram_url=url, database_url=database_url, **settings)
    world = World(playground, clock, lambda: App(chosen, clock, listen="listen" in settings, page=page))
    try:
        yield world
    finally:
        await world.stop()
        await playground.stop()
