"""The page at an address of this machine, for browsers."""

import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.trainers.drawing import Drawing
from storage import Database
from tests.telegram.clocks import JumpingClock
from tests.trainers.page.estate import OWNER, built, signed


class Site:
    """Of an estate; its clock stands still. `address`: where the page is."""

    def __init__(self, address: str, clock: JumpingClock) -> None:
        self.address, self._clock, self._openings = address, clock, 0

    def opening(self, background: str = "") -> str:
        """The address as Telegram opens it for the owner, another one each time; `background`: of Telegram's theme."""
        self._openings += 1
        init_data = signed(OWNER, self._clock.now(), query_id=str(self._openings))
        theme = f"&tgWebAppThemeParams={quote(json.dumps({'bg_color': background}))}" if background else ""
        return f"{self.address}#tgWebAppData={quote(init_data)}&tgWebAppVersion=10.0&tgWebAppPlatform=web{theme}"


@asynccontextmanager
async def site_on(database: Path) -> AsyncIterator[Site]:
    """On this SQLite file, which is filled first."""
    db, clock = Database.open(f"sqlite:///{database}"), JumpingClock()
    await db.migrate()
    estate = await built(db, clock)
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/trainer"
    async with Drawing() as drawing:
        application = web.Application()
        application.add_routes(estate.page(drawing, address).routes())
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        yield Site(address, clock)
        await runner.cleanup()
    await db.dispose()
