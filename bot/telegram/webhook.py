"""What the program answers over HTTP: is it well, is it ready, and, where a webhook is set, Telegram's updates."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.clock import Clock
from bot.telegram.incoming import received
from storage.database import Database

MOST_BYTES = 1024 * 1024  # of one update; Telegram's are far smaller
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_LOG = logging.getLogger(__name__)

Measures = Callable[[], Awaitable[bytes]]  # in the text format of Prometheus
Probe = Callable[[], Awaitable[str | None]]  # None where all is well, else one line on what is not


@dataclass(frozen=True)
class Webhook:
    """Takes updates in: a 200 is given only once the update is on disk, so that Telegram sends again what is not.

    `path` is the path of the webhook's address; `wake` is called whenever a new update is on disk.
    """

    path: str
    secret: str
    db: Database
    clock: Clock
    wake: Callable[[], object]

    async def receive(self, request: web.Request) -> web.Response:
        """403 without the secret, 400 for what is no JSON object, 413 beyond the limit, else 200."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(errors="surrogateescape"), self.secret.encode()):
            raise web.HTTPForbidden
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict):
            _LOG.warning("What came in over the webhook was no update.")
            raise web.HTTPBadRequest
        # Without a number of its own it is passed over, and yet a 200: it would come back for ever.
        if rows := received([update]):
            async with self.db.work() as work:
                await work.receive(rows, self.clock.now())
            self.wake()
        return web.Response()


def web_app(
    healthy: Probe, ready: Probe, webhook: Webhook | None = None, measures: Measures | None = None
) -> web.Application:
    """The application for BRUIS_LISTEN: /healthz and /readyz, and besides /metrics and the webhook where given."""
    application = web.Application(client_max_size=MOST_BYTES)
    application.router.add_get("/healthz", _answering(healthy))
    application.router.add_get("/readyz", _answering(ready))
    if measures is not None:
        application.router.add_get("/metrics", _showing(measures))
    if webhook is not None:
        application.router.add_post(webhook.path, webhook.receive)
    return application


def _answering(probe: Probe) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        wrong = await probe()
        return web.Response(text="ok") if wrong is None else web.Response(text=wrong, status=503)

    return answer


def _showing(measures: Measures) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        try:
            body = await measures()
        except Exception as error:  # whatever it is, there are no figures; its text may hold what people wrote
            return web.Response(text=f"no figures ({type(error).__name__})", status=503)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return answer
