"""`bruis run` in processes that die when they reach a step.

Each is forked from a process that has imported everything, because most of a start is imports and lives here are short.
"""

import asyncio
import multiprocessing
import os
import sys
from pathlib import Path

from bot import vigil
from bot.__main__ import run
from bot.rehearsal.dying import die_at

TOGETHER = multiprocessing.get_context("forkserver")
TOGETHER.set_forkserver_preload(["bot.app", "tests.faults.dying"])
NEVER = "never"


def _live(settings: dict[str, str], log: str, fatal: str, times: int, silence: float) -> None:
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(out, sys.stdout.fileno())
    os.dup2(out, sys.stderr.fileno())
    for name in [name for name in os.environ if name.startswith("BRUIS_")]:
        del os.environ[name]
    os.environ.update(settings)
    die_at(fatal, times)
    vigil.SILENCE, vigil.EVERY = silence, 0.1
    sys.exit(run(["run"]))


class Lives:
    """One life of the bot after the other, each with the same settings."""

    def __init__(self, settings: dict[str, str], folder: Path) -> None:
        self._settings, self._log = settings, folder / "lives.log"
        self._now: multiprocessing.process.BaseProcess | None = None

    def begin(self, fatal: str = NEVER, times: int = 1, *, silence: float = vigil.SILENCE) -> None:
        """A life that ends when it reaches the step `fatal` for the `times`th time, or after so long a silence."""
        self._now = TOGETHER.Process(target=_live, args=(self._settings, str(self._log), fatal, times, silence))
        self._now.start()

    async def ended(self) -> int | None:
        """Wait for its end; the exit status, negative for a signal, None where it lives on after a minute."""
        assert self._now is not None
        await asyncio.to_thread(self._now.join, 60)
        return self._now.exitcode

    async def stop(self) -> int | None:
        """SIGTERM; the exit status."""
        assert self._now is not None
        self._now.terminate()
        return await self.ended()

    def kill(self) -> None:
        """`kill -9`, where it lives."""
        if self._now is not None:
            self._now.kill()
            self._now.join()

    @property
    def log(self) -> str:
        """What they wrote to their log."""
        return self._log.read_text()
