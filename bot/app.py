"""The composition root: the one place where parts are plugged together."""

import asyncio
import gc
import logging
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from aiohttp import web

from bot.clock import Clock, SystemClock
from bot.coach import Coach, Watch
from bot.keeping import Keeper
from bot.metrics import Metrics
from bot.outreach.first_names import FirstNames
from bot.outreach.nudges import Nudges
from bot.settings import Settings
from bot.telegram.api import BotApi
from bot.telegram.introduction import Introduction, introduce
from bot.telegram.poller import Poller
from bot.telegram.sender import Sender
from bot.telegram.transport import AiohttpRequest
from bot.telegram.webhook import Webhook, web_app
from bot.telegram.webhook_check import WebhookCheck
from bot.trainers.desks import Desks
from bot.trainers.drawing import Drawing
from bot.trainers.files import Files
from bot.trainers.live import LiveMessages
from bot.trainers.mirror_post import MirrorPost
from bot.trainers.mirror_words import MirrorWords
from bot.trainers.page.admission import Admission
from bot.trainers.page.looking import Looking
from bot.trainers.page.site import TrainersPage, address_beside
from bot.trainers.runner import RoundRunner
from bot.trainers.sheets import Sheets
from bot.vigil import Pulse, Vigil
from bot.workers import Worker
from coaching_texts.texts import Texts
from dialogues.commands import COMMANDS
from dialogues.engine import Engine
from dialogues.hours import Hours
from dialogues.reading import load_reader
from storage import Database, UnitOfWork
from storage.engines import POLLING
from storage.presence import CONTACTS, INBOX

_LOG = logging.getLogger(__name__)


def texts_for(settings: Settings) -> Texts:
    """The Dutch texts with the figures of this installation in them."""
    return Texts(
        "nl",
        keep_days=settings.keep_text_days,
        group_minimum=settings.group_minimum,
        organisation=settings.organisation,
        contact=settings.contact,
        **({"helplines": settings.helplines} if settings.helplines else {}),
    )


class App:
    """The bot. `listen`: whether to answer on BRUIS_LISTEN (the playground does without).

    `page`: where the trainers' page is reached, if not at the public address of the webhook.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        watch: Watch | None = None,
        *,
        listen: bool = True,
        request: AiohttpRequest | None = None,
        drawing: Drawing | None = None,
        page: str = "",
    ) -> None:
        self._settings, self._listen = settings, listen
        self._clock = clock or SystemClock()
        self._db = Database.open(settings.database_url)
        self._pulse = Pulse()
        self._vigil = Vigil(self._db, self._pulse)
        self._request = request or AiohttpRequest()
        self._api = BotApi(self._request, settings.telegram_url, settings.token.get_secret_value())
        texts = texts_for(settings)
        self._texts = texts
        hours = Hours(settings.zone, settings.quiet_hours)
        desks = Desks(settings.trainers, settings.zone)
        page = page or address_beside(settings.webhook_url)
        self.coach = Coach(Engine(load_reader(), texts, hours), texts, self._clock, watch=watch, desks=desks, page=page)
        self._metrics = Metrics()
        self._sender = Sender(
            self._api,
            self._db,
            self._clock,
            sends_per_second=settings.sends_per_second,
            metrics=self._metrics,
            settled=self._settled,
        )
        self.nudges = Nudges(
            self._db,
            self.coach,
            self._clock,
            FirstNames(self._api),
            hours=hours,
            sends_per_second=settings.sends_per_second,
            sent=self._sender.wake,
        )
        self._live = LiveMessages(self._db, self.coach, self._clock, self._sender.wake)
        self.runner = RoundRunner(
            self._db,
            self.coach,
            self._clock,
            minimum=settings.group_minimum,
            planned=self._db.called(CONTACTS),
            told=self._rounds_moved,
        )
        self._drawing = drawing or Drawing()
        self.page = self._page(page) if page else None
        self._mirrors = MirrorPost(self._db, texts, self._clock, self._drawing, self._sender.wake)
        self._poller = Poller(self._api, self._db, self._clock, self._received, self._pulse.beat)
        self._introduction = self._about_us()
        self._check = WebhookCheck(self._api, self._clock, self._introduction.webhook, self._pulse)

    def _page(self, address: str) -> TrainersPage:
        admission = Admission(self._settings.token.get_secret_value(), self.coach.desks, self._clock)
        looking = Looking(self._clock, lambda: self.coach.username)
        files = Files(Sheets(MirrorWords(self._texts)), self._drawing)
        return TrainersPage(address, self._db, admission, looking, files)

    @property
    def database(self) -> Database:
        """The database, for whoever looks in from outside."""
        return self._db

    async def run(self, ready: Callable[[], object] = lambda: None) -> None:
        """Until cancelled; `ready` is called once the database is.

        StorageError where it cannot be used, Unwell where the bot had better be started anew.
        """
        try:
            await self._db.migrate()
            await self._db.take_over()
            await self._request.initialize()
            gc.freeze()  # it stays; to look through it for garbage takes 60 ms, in which nobody is answered
            ready()
            async with self._drawing, asyncio.TaskGroup() as tasks:
                for part in self._parts():
                    tasks.create_task(part.run())
                tasks.create_task(self._introduce())
                if self._settings.webhook_url:
                    tasks.create_task(self._check.run())
                else:
                    tasks.create_task(self._db.keep_post(POLLING, self._poll))
                if self._listen:
                    tasks.create_task(self._serve())
        finally:
            await self._request.shutdown()
            await self._db.dispose()

    def _parts(self) -> list[Worker | Sender | Nudges | Keeper | LiveMessages | RoundRunner | MirrorPost | Vigil]:
        called = self._db.called(INBOX)
        worker = Worker(self._db, self.coach, self._clock, called, self._turns_done, metrics=self._metrics)
        keeper = Keeper(self._db, self._clock, timedelta(days=self._settings.keep_text_days))
        return [worker, self._sender, self.nudges, keeper, self._live, self.runner, self._mirrors, self._vigil]

    async def _poll(self) -> None:
        """One replica polls; when it is gone, another one does."""
        self._pulse.beat()
        self._metrics.polls.set(1)
        try:
            await self._poller.run()
        finally:
            self._pulse.rest()
            self._metrics.polls.set(0)

    def _received(self) -> None:
        """Updates are on disk: whichever replica is free handles them."""
        self._db.call(INBOX)

    def _turns_done(self, work: UnitOfWork) -> None:
        if work.says:
            self._sender.wake.set()
        if work.plans:
            self._db.call(CONTACTS)
        if work.moves:
            self.runner.wake.set()
        if work.rounds.ordered:
            self._mirrors.wake.set()
        if work.tells or work.plans or work.moves:
            self._live.wake.set()

    def _settled(self) -> None:
        self._live.wake.set()

    def _rounds_moved(self) -> None:
        self._sender.wake.set()
        self._mirrors.wake.set()

    def _about_us(self) -> Introduction:
        return Introduction(
            about=self._texts.label("commands.about", {}),
            about_short=self._texts.label("commands.about_short", {}),
            commands={name: self._texts.label(f"commands.menu_{name}", {}) for name in COMMANDS},
            webhook_url=self._settings.webhook_url,
            webhook_secret=self._settings.webhook_secret.get_secret_value(),
        )

    async def _introduce(self) -> None:
        await introduce(self._api, self._clock, self._introduction, self._named)

    def _named(self, username: str) -> None:
        self.coach.username = username
        _LOG.info("Ready as @%s.", username)

    async def _serve(self) -> None:
        """BRUIS_LISTEN: health, and where there is a public address the webhook and the trainers' page."""
        host, _, port = self._settings.listen.rpartition(":")
        application = web_app(self._unwell, self._not_ready, self._webhook(), self._measured)
        application.add_routes(self.page.routes() if self.page is not None else [])
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host, int(port)).start()
            except OSError as error:
                if self._settings.webhook_url:
                    raise
                _LOG.warning(
                    "BRUIS_LISTEN %s cannot be used (%s); no health checks.", self._settings.listen, error.strerror
                )
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    def _webhook(self) -> Webhook | None:
        url, secret = self._settings.webhook_url, self._settings.webhook_secret.get_secret_value()
        path = urlsplit(url).path or "/"
        return Webhook(path, secret, self._db, self._clock, self._delivered) if url else None

    def _delivered(self) -> None:
        self._check.received()
        self._received()

    async def _measured(self) -> bytes:
        return await self._metrics.text(self._db, self._clock)

    async def _unwell(self) -> str | None:
        return self._vigil.unwell()

    async def _not_ready(self) -> str | None:
        try:
            await self._db.check()
        except Exception as error:  # whatever it is, the answer is the same
            return f"the database does not answer ({type(error).__name__})"
        return None
