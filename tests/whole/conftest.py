"""A playground's Bot API in this process, and the bot as a process of its own that can be killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.playground.limits import Limits
from bot.playground.server import Playground

TOKEN = "4242:whole-program"  # noqa: S105 - a token of this machine only


class BotProcess:
    """`bruis run` against a Bot API on this machine."""

    def __init__(self, telegram_url: str, database_url: str, folder: Path, **settings: str) -> None:
        self.telegram_url = telegram_url
        folder.mkdir(exist_ok=True)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BRUIS_")},
            "BRUIS_TOKEN": TOKEN,
            "BRUIS_TELEGRAM_URL": telegram_url,
            "BRUIS_DATABASE_URL": database_url,
            "BRUIS_LISTEN": "127.0.0.1:0",
            **settings,
        }
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, *program: str) -> None:
        """Start it, or another `program` of the same settings; it is ready once it polls."""
        log = (self._folder / "bot.log").open("ab")
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *(program or ("bot", "run")), env=self._environment, stdout=log, stderr=log
        )
        log.close()

    async def until_logged(self, words: str) -> None:
        """Come back once its log has these words; TimeoutError after a minute."""
        async with asyncio.timeout(60):
            while words not in self.log:
                await asyncio.sleep(0.05)

    async def ended(self) -> int:
        """Wait until it ends by itself; the exit status. TimeoutError after a minute."""
        assert self._process is not None
        async with asyncio.timeout(60):
            return await self._process.wait()

    async def _end(self, number: signal.Signals) -> int:
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.send_signal(number)
        return await self._process.wait()

    async def kill(self) -> int:
        """`kill -9`."""
        return await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        return await self._end(signal.SIGTERM)

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """What it wrote to its log, over all its lives."""
        return (self._folder / "bot.log").read_text()


@pytest.fixture
async def playground(tmp_path: Path) -> AsyncIterator[Playground]:
    """A Bot API without rates: the tests here are about what is lost, not about how fast."""
    playground = Playground(MovableClock(), TOKEN, tmp_path / "playground.json", limits=Limits.none())
    yield playground
    await playground.stop()


@pytest.fixture
async def bot(playground: Playground, database_url: str, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """A bot that is not started yet, and surely stopped in the end."""
    port = await playground.start()
    process = BotProcess(f"http://127.0.0.1:{port}", database_url, tmp_path)
    yield process
    await process.kill()
