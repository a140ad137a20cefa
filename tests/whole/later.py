"""The bot as a program, by a clock that runs ahead: `python -m tests.whole.later SECONDS`."""

import asyncio
import sys
from datetime import timedelta

from bot.app import App
from bot.clock import MovableClock
from bot.settings import read_settings

if __name__ == "__main__":
    ahead = MovableClock(timedelta(seconds=float(sys.argv[1])))
    asyncio.run(App(read_settings(), ahead).run())
