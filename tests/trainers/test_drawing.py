"""The process that draws: it is there while there is something to draw, and never longer than the bot."""

import asyncio
import subprocess
import sys

import psutil
import pytest

from bot.trainers.drawing import Drawing
from bot.trainers.sheets import Sheets
from tests.trainers.mirrors import PULSE, WORDS, mirrored

SHEET = Sheets(WORDS).of(mirrored(PULSE))
PNG = b"\x89PNG"


def _children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


async def test_pictures_come_from_another_process() -> None:
    """One draws them all; afterwards it is gone."""
    before = _children()
    async with Drawing() as drawing:
        pictures = await asyncio.gather(drawing.draw("phone", SHEET), drawing.draw("beamer", SHEET))
        children = [child for child in _children() if child not in before]
    gone, alive = await asyncio.to_thread(psutil.wait_procs, children, 20)
    assert ([picture[:4] for picture in pictures], len(gone), alive) == ([PNG, PNG], 1, [])


def test_the_bot_never_loads_the_plotting_library() -> None:
    """So that it starts as fast and is as light as without pictures."""
    loads = "import sys, bot.app, bot.trainers.results, bot.trainers.sheets, bot.trainers.drawing"
    command = [sys.executable, "-c", f"{loads}; print('matplotlib' in sys.modules)"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.strip() == b"False"  # noqa: S603 - our own


async def test_without_work_the_process_goes() -> None:
    """And comes back when there is some."""
    async with Drawing(idle=0) as drawing:
        first = await drawing.draw("phone", SHEET)
        while not drawing.is_resting:
            await asyncio.sleep(0)
        again = await drawing.draw("phone", SHEET)
    assert first == again


async def test_a_process_that_was_ended_draws_again() -> None:
    """Where the machine ends it (for want of memory), the picture is drawn all the same."""
    async with Drawing() as drawing:
        first = await drawing.draw("phone", SHEET)
        for child in _children():
            child.kill()
        assert await drawing.draw("phone", SHEET) == first


async def test_what_cannot_be_drawn_is_an_error_here() -> None:
    """A trend of one round: the error arrives, and the process goes on."""
    async with Drawing() as drawing:
        with pytest.raises(ValueError, match="no earlier result"):
            await drawing.draw("trend_phone", SHEET)
        assert (await drawing.draw("phone", SHEET))[:4] == PNG


_BOT = """
import asyncio, psutil
from bot.trainers.drawing import Drawing
from tests.trainers.test_drawing import SHEET

async def main():
    drawing = Drawing()
    await drawing.draw("phone", SHEET)
    print(*[child.pid for child in psutil.Process().children()], flush=True)
    await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_the_process_does_not_outlive_the_bot() -> None:
    """`kill -9` of the bot ends the process that draws for it."""
    with subprocess.Popen([sys.executable, "-c", _BOT], stdout=subprocess.PIPE) as bot:  # noqa: S603 - our own
        assert bot.stdout is not None
        children = [psutil.Process(int(pid)) for pid in bot.stdout.readline().split()]
        bot.kill()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert (len(children) > 0, alive) == (True, [])
