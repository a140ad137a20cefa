"""The playground as one part: a Bot API, a page and its API, on one port of this machine's own address."""

import socket
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from aiohttp import web

from bot.clock import MovableClock
from bot.playground import keyboard
from bot.playground.bot_api import BotApi
from bot.playground.faults import Faults
from bot.playground.inside import TurnLog
from bot.playground.keeping import Keeper
from bot.playground.limits import Limits
from bot.playground.mini_apps import MiniApps
from bot.playground.page_api import NextPlanned, PageApi
from bot.playground.page_events import stream
from bot.playground.page_files import guard, only_this_machine, page_file
from bot.playground.page_view import chat_view
from bot.playground.people import People
from bot.playground.talking import Talking
from bot.playground.webhook import WebhookDelivery
from bot.playground.world import World

LARGEST_REQUEST = 52 << 20  # a document of 50 MB and what goes around it


async def nothing_planned() -> None:
    """A bot that plans nothing."""


class Playground:
    """Build it with the clock that the bot gets too: a kept state moves that clock on to where it was.

    `token` is what the bot must use ("<bot id>:<secret>"). `state_file` is made when there is something to keep.
    """

    def __init__(
        self,
        clock: MovableClock,
        token: str,
        state_file: Path,
        next_planned: NextPlanned = nothing_planned,
        limits: Limits | None = None,
        *,
        saves: bool = True,
    ) -> None:
        keeper = Keeper(state_file, saves=saves)
        if keeper.state.clock_offset > clock.offset:
            clock.advance(keeper.state.clock_offset - clock.offset)
        self._world = World(clock, keeper, limits or Limits(), int(token.split(":", maxsplit=1)[0]))
        self._world.view = lambda chat: chat_view(self._world, chat)
        self.faults = Faults()
        people = People(self._world)
        self.log = TurnLog(self._noted)
        self.api = Talking(self._world, people, self.faults)
        self._bot_api = BotApi(self._world, token, self.faults)
        self._page_api = PageApi(
            self._world, people, clock, log=self.log, plans=next_planned, mini_apps=MiniApps(people, clock, token)
        )
        self._runner: web.AppRunner | None = None
        self._socket: socket.socket | None = None

    @property
    def trainers(self) -> frozenset[int]:
        """Ids of the people who are trainers now."""
        return frozenset(p.id for p in self._world.state.people.values() if p.role == "trainer")

    def bind(self, port: int = 0) -> int:
        """Take a port, or with 0 any free one, for when it starts; the port. OSError where it is taken."""
        self._socket = socket.create_server((keyboard.ADDRESS, port))
        return int(self._socket.getsockname()[1])

    async def start(self, port: int = 0, routes: Sequence[web.RouteDef] = ()) -> int:
        """Listen, on the port that was taken or on this one; the port. `routes`: of what else is to be found there."""
        if self._socket is None:
            self.bind(port)
        self._runner = web.AppRunner(
            self._app(routes), access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        await web.SockSite(self._runner, cast(socket.socket, self._socket)).start()
        self._world.spawn(WebhookDelivery(self._world).run())
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Close what is open, and keep the state."""
        if self._runner:
            await self._runner.cleanup()
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        await self._world.stop()

    def _app(self, routes: Sequence[web.RouteDef]) -> web.Application:
        app = web.Application(middlewares=[only_this_machine], client_max_size=LARGEST_REQUEST)
        app.on_response_prepare.append(guard)
        self._bot_api.add_to(app)
        self._page_api.add_to(app)
        app.router.add_get("/playground/events", self._events)
        app.add_routes(routes)
        app.router.add_get("/", page_file)
        app.router.add_get("/{path:.+}", page_file)
        return app

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await stream(request, self._world.hub)

    def _noted(self, person: int) -> None:
        self._world.hub.publish("inside", person, lambda: {"person": person})
        self._page_api.tell_clock()
