"""`bruis run` in processes that die when they reach a step.

Each is forked from a process that has imported everything, because most of a start is imports and lives here are short.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import vigil
from bot.__main__ import run
from bot.coach import Coach
from bot.rehearsal.dying import die_at
from storage import Claimed, UnitOfWork

TOGETHER = multiprocessing.get_context("forkserver")
TOGETHER.set_forkserver_preload(["bot.app", "tests.faults.dying"])
NEVER = "never"


def _deadly(handling: Callable[..., Coroutine[Any, Any, None]], words: str) -> Any:
    async def deadly(coach: Coach, work: UnitOfWork, claimed: Claimed) -> None:
        if words in claimed.payload:
            os.kill(os.getpid(), signal.SIGKILL)
        await handling(coach, work, claimed)

    return deadly


def _die_of(words: str, *, also_to_tell: bool) -> None:
    """Have this process die of handling an update with these words, and maybe of telling its person so."""
    Coach.handle = _deadly(Coach.handle, words)  # type: ignore[method-assign]
    if also_to_tell:
        Coach.apologise = _deadly(Coach.apologise, words)  # type: ignore[method-assign]


@dataclass(frozen=True)
class End:
    """What a life ends of; see Lives.begin."""

    fatal: str
    times: int
    silence: float
    deadly: str
    also_to_tell: bool


def _live(settings: dict[str, str], log: str, end: End) -> None:
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(out, sys.stdout.fileno())
    os.dup2(out, sys.stderr.fileno())
    for name in [name for name in os.environ if name.startswith("BRUIS_")]:
        del os.environ[name]
    os.environ.update(settings)
    die_at(end.fatal, end.times)
    if end.deadly:
        _die_of(end.deadly, also_to_tell=end.also_to_tell)
    vigil.SILENCE, vigil.EVERY = end.silence, 0.1
    sys.exit(run(["run"]))


class Lives:
    """One life of the bot after the other, each with the same settings."""

    def __init__(self, settings: dict[str, str], folder: Path) -> None:
        self._settings, self._log = settings, folder / "lives.log"
        self._now: multiprocessing.process.BaseProcess | None = None

    def begin(
        self,
        fatal: str = NEVER,
        times: int = 1,
        *,
        silence: float = vigil.SILENCE,
        deadly: str = "",
        also_to_tell: bool = False,
    ) -> None:
        """A life that ends when it reaches the step `fatal` for the `times`th time, or after so long a silence.

        Or of handling an update with the `deadly` words, and maybe of telling its person so.
        """
        end = End(fatal, times, silence, deadly, also_to_tell)
        self._now = TOGETHER.Process(target=_live, args=(self._settings, str(self._log), end))
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
