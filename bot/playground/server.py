"""The playground as one part: a Bot API, a page and its API, on one port of this machine's own address."""

from pathlib import Path

from aiohttp import web

from bot.clock import MovableClock
from bot.playground.bot_api import BotApi
from bot.playground.faults import Faults
from bot.playground.inside import TurnLog
from bot.playground.keeping import Keeper
from bot.playground.limits import Limits
from bot.playground.page_api import NextPlanned, PageApi
from bot.playground.page_events import stream
from bot.playground.page_files import guard, only_this_machine, page_file
from bot.playground.page_view import chat_view
from bot.playground.people import People
from bot.playground.talking import Talking
from bot.playground.webhook import WebhookDelivery
from bot.playground.world import World

ADDRESS = "127.0.0.1"
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
    ) -> None:
        keeper = Keeper(state_file)
        if keeper.state.clock_offset > clock.offset:
            clock.advance(keeper.state.clock_offset - clock.offset)
        self._world = World(clock, keeper, limits or Limits(), int(token.split(":", maxsplit=1)[0]))
        self._world.view = lambda chat: chat_view(self._world, chat)
        self.faults = Faults()
        people = People(self._world)
        self.log = TurnLog(self._noted)
        self.api = Talking(self._world, people, self.faults)
        self._bot_api = BotApi(self._world, token, self.faults)
        self._page_api = PageApi(self._world, people, clock, self.log, next_planned)
        self._runner: web.AppRunner | None = None

    @property
    def trainers(self) -> frozenset[int]:
        """Ids of the people who are trainers now."""
        return frozenset(p.id for p in self._world.state.people.values() if p.role == "trainer")

    async def start(self, port: int = 0) -> int:
        """Listen; 0 takes any free port. The port it listens on; OSError where it is taken."""
        self._runner = web.AppRunner(self._app(), access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, ADDRESS, port).start()
        self._world.spawn(WebhookDelivery(self._world).run())
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Close what is open, and keep the state."""
        if self._runner:
            await self._runner.cleanup()
        await self._world.stop()

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[only_this_machine], client_max_size=LARGEST_REQUEST)
        app.on_response_prepare.append(guard)
        self._bot_api.add_to(app)
        self._page_api.add_to(app)
        app.router.add_get("/playground/events", self._events)
        app.router.add_get("/", page_file)
        app.router.add_get("/{path:.+}", page_file)
        return app

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await stream(request, self._world.hub)

    def _noted(self, person: int) -> None:
        self._world.hub.publish("inside", person, lambda: {"person": person})
        self._page_api.tell_clock()
