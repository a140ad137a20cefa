"""A life of the program in a process of its own that dies, as by `kill -9`, at a named step.

It is forked from a process that has imported everything: most of a start is imports, and lives here are short.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess

from bot import steps
from bot.clock import MovableClock
from bot.settings import Settings

#: Seconds after which a life ends that did not come to its step.
LONGEST = 15.0
_TOGETHER = multiprocessing.get_context("forkserver")
_TOGETHER.set_forkserver_preload(["bot.app", "bot.rehearsal.dying"])


def die_at(fatal: str, times: int) -> None:
    """Have this process die, as by `kill -9`, when it reaches the step for the `times`th time."""
    left = times

    def reached(step: steps.Step) -> None:
        nonlocal left
        left -= step == fatal
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    steps.reached = reached


def _live(settings: Settings, moment: datetime, fatal: steps.Step, times: int) -> None:
    from bot.app import App  # noqa: PLC0415 - imported in the process that this one is forked from

    die_at(fatal, times)
    logging.disable()
    asyncio.run(App(settings, MovableClock(moment - datetime.now(UTC)), listen=False).run())


def begin(settings: Settings, moment: datetime, fatal: steps.Step, times: int = 1) -> BaseProcess:
    """A life that begins at this moment, and ends when it reaches the step `fatal` for the `times`th time."""
    life = _TOGETHER.Process(target=_live, args=(settings, moment, fatal, times), daemon=True)
    life.start()
    return life


def end(life: BaseProcess) -> bool:
    """Wait for its end, and bring it about where it does not come; whether it came of itself."""
    life.join(LONGEST)
    died = life.exitcode is not None
    life.kill()
    life.join()
    return died
