"""Has pictures drawn in another process, so that the bot goes on talking and is no heavier for what it seldom does.

The process is started when there is something to draw, and goes again after a while without. The plotting library is
loaded there alone.
"""

import asyncio
import multiprocessing
import os
import tempfile
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self

from bot.trainers.sheet import Sheet

#: Seconds after which a process that has nothing to draw goes.
IDLE = 60.0


def _prepare() -> None:
    """In the new process: it goes with the bot, and loads the library once, from which nothing stays on the disk."""
    threading.Thread(target=_go_with_the_bot, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MPLCONFIGDIR"] = folder
        import bot.trainers.pictures  # noqa: F401, PLC0415 -- only here


def _go_with_the_bot() -> None:
    if (bot := multiprocessing.parent_process()) is not None:
        bot.join()
        os._exit(0)


def _draw(picture: str, sheet: Sheet) -> bytes:
    from bot.trainers.pictures import Picture, draw  # noqa: PLC0415 -- only in the other process

    return draw(Picture(picture), sheet)


class Drawing:
    """Draws, one picture after the other; an async context that has the process end with it."""

    def __init__(self, idle: float = IDLE) -> None:
        """`idle`: seconds after which the process goes when there is nothing to draw."""
        self._idle = idle
        self._pool: ProcessPoolExecutor | None = None
        self._under_way = 0
        self._end: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()

    @property
    def is_resting(self) -> bool:
        """Whether there is no process."""
        return self._pool is None

    async def draw(self, picture: str, sheet: Sheet) -> bytes:
        """The picture (`pictures.Picture`); drawn again once where the process was ended from outside."""
        self._under_way += 1
        self._stay()
        try:
            try:
                return await self._drawn(picture, sheet)
            except BrokenProcessPool:
                self.rest()
                return await self._drawn(picture, sheet)
        finally:
            self._under_way -= 1
            self._rest_later()

    async def _drawn(self, picture: str, sheet: Sheet) -> bytes:
        if self._pool is None:
            fresh = multiprocessing.get_context("spawn")  # a fork would take the bot's connections along
            self._pool = ProcessPoolExecutor(max_workers=1, mp_context=fresh, initializer=_prepare)
        return await asyncio.get_running_loop().run_in_executor(self._pool, _draw, picture, sheet)

    def _rest_later(self) -> None:
        if not self._under_way:
            self._end = asyncio.get_running_loop().call_later(self._idle, self.rest)

    def _stay(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def rest(self) -> None:
        """The process goes, now."""
        self._stay()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
