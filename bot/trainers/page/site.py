"""The trainers' page over HTTP: its addresses, who gets in, and what guards it."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from bot.trainers.files import Files, kinds_of
from bot.trainers.mirror_words import Mirrored
from bot.trainers.page.admission import LASTS, Admission, Entered, Visitor
from bot.trainers.page.looking import Look, Looking, Shown
from bot.trainers.page.refusals import Refusal, Refused
from bot.trainers.page.rendering import Rendering
from bot.trainers.showing import qr_picture
from storage import Database

#: Where the page is, at the public address of the bot.
PATH = "/trainer"
STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
#: Nothing from elsewhere, no inline script or style; Telegram's web client shows it in a frame.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors https://web.telegram.org",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
#: Of what Telegram signs there are some hundreds of bytes.
_MOST_BYTES = 16 * 1024
_PICTURES = "phone|beamer|trend_phone|trend_beamer"
_LOG = logging.getLogger(__name__)
Make = Callable[[Any, web.Request], Awaitable[web.Response]]


def address_beside(webhook_url: str) -> str:
    """Where the page is: beside the webhook, or nowhere, since Telegram opens nothing but public https addresses."""
    there = urlsplit(webhook_url)
    return f"{there.scheme}://{there.netloc}{PATH}" if webhook_url else ""


class TrainersPage:
    """`address`: of the page, as people reach it: https, or http on this machine alone."""

    def __init__(self, address: str, db: Database, admission: Admission, looking: Looking, files: Files) -> None:
        there = urlsplit(address)
        self._origin, self._secure = f"{there.scheme}://{there.netloc}", there.scheme == "https"
        self._cookie = "__Host-bruis" if self._secure else "bruis"
        self._db, self._admission, self._looking = db, admission, looking
        self._files, self._rendering = files, Rendering(PATH, files.sheets)

    def routes(self) -> list[web.RouteDef]:
        """For the application that is reached at the address."""
        look, one, number = self._looking, r"{workshop:\d{1,19}}", r"{round:\d{1,19}}"
        mirror = rf"rounds/{number}/mirrors/{{n:\d{{1,4}}}}"
        pages: dict[str, tuple[Look, Make]] = {
            "workshops": (look.workshops, self._page("workshops")),
            f"workshops/{one}": (look.workshop, self._page("workshop")),
            f"workshops/{one}/code.png": (look.link, self._code),
            f"rounds/{number}": (look.round, self._page("round")),
            mirror: (look.mirror, self._mirror),
            f"{mirror}/trend": (look.mirror, self._trend),
            f"{mirror}/{{picture:{_PICTURES}}}.png": (look.result, self._picture),
            f"{mirror}/files/{{kind:[a-z]{{1,8}}}}": (look.file, self._file),
        }
        return [
            web.get(PATH, self._guarded(self._enter)),
            web.get(f"{PATH}/static/{{name}}", self._guarded(self._static)),
            web.post(f"{PATH}/open", self._guarded(self._open)),
            web.post(f"{PATH}/close", self._guarded(self._close)),
            *(web.get(f"{PATH}/{path}", self._guarded(self._for_trainers(*page))) for path, page in pages.items()),
            web.get(f"{PATH}/{{other:.*}}", self._guarded(self._not_there)),
        ]

    def _guarded(self, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Any:
        """With the guarding headers; what goes wrong is said without what it was about."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            try:
                response = await handler(request)
            except Refused as refused:
                response = self._html(self._rendering.refused(refused.why), refused.why.status)
            except Exception as error:  # whatever it is, its text may hold what nobody should read
                _LOG.warning("A page for trainers could not be shown (%s).", type(error).__name__)
                response = self._html(self._rendering.trouble(), 500)
            response.headers.update(HEADERS)
            return response

        return guarded

    def _for_trainers(self, look: Look, make: Make) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Looked up in one unit of work by who has the page open; made outside of it."""

        async def shown(request: web.Request) -> web.StreamResponse:
            if not self._held(request):
                raise Refused(Refusal.CLOSED)
            async with self._db.work() as work:
                visitor = await self._admission.visitor(work, self._held(request))
                found = await look(work, visitor, request.match_info) if isinstance(visitor, Visitor) else None
            if isinstance(visitor, Refusal):
                raise Refused(visitor)
            return await make(found, request)

        return shown

    def _held(self, request: web.Request) -> str:
        return request.cookies.get(self._cookie, "")

    def _html(self, html: str, status: int = 200) -> web.Response:
        return web.Response(text=html, status=status, content_type="text/html", charset="utf-8")

    async def _enter(self, request: web.Request) -> web.Response:
        async with self._db.work() as work:
            known = isinstance(await self._admission.visitor(work, self._held(request)), Visitor)
        return self._html(self._rendering.page("enter", {"known": known}))

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = STATIC / request.match_info["name"]
        if path.parent != STATIC or path.suffix not in _TYPES or not path.is_file():
            raise Refused(Refusal.NOT_THERE)
        return web.Response(body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8")

    async def _open(self, request: web.Request) -> web.StreamResponse:
        self._only_from_here(request)
        told = dict(parse_qsl((await request.read()).decode(errors="replace")))
        async with self._db.work() as work:
            entered = await self._admission.enter(work, told.get("init_data", ""), self._held(request))
        if isinstance(entered, Refusal):
            raise Refused(entered)
        return self._let_in(request, entered)

    def _let_in(self, request: web.Request, entered: Entered) -> web.Response:
        response = web.Response(status=303, headers={"Location": f"{PATH}/workshops"})
        if entered.token is not None:
            framed = request.headers.get("Sec-Fetch-Dest") == "iframe"
            response.headers["Set-Cookie"] = self._kept(entered.token, framed=framed)
        return response

    def _kept(self, token: str, *, framed: bool) -> str:
        """What the browser is asked to keep; written out, since Python 3.11 does not know `Partitioned`.

        A frame of Telegram's web client keeps nothing stricter, and has it there alone.
        """
        site = "SameSite=None; Partitioned" if framed and self._secure else "SameSite=Strict"
        secure = "; Secure" if self._secure else ""
        lasts = int(LASTS.total_seconds())
        return f"{self._cookie}={token}; Max-Age={lasts}; Path=/; HttpOnly; {site}{secure}"

    def _only_from_here(self, request: web.Request) -> None:
        """Nobody is let in, or put out, unasked by a page elsewhere."""
        length = request.content_length
        if request.headers.get("Origin") != self._origin or length is None or length > _MOST_BYTES:
            raise Refused(Refusal.FORGED)

    async def _close(self, request: web.Request) -> web.StreamResponse:
        """What the browser keeps is worth nothing any more."""
        self._only_from_here(request)
        async with self._db.work() as work:
            await self._admission.leave(work, self._held(request))
        return web.Response(status=303, headers={"Location": PATH})

    async def _not_there(self, request: web.Request) -> web.StreamResponse:
        raise Refused(Refusal.NOT_THERE)

    def _page(self, template: str) -> Make:
        async def page(values: dict[str, Any], request: web.Request) -> web.Response:
            return self._html(self._rendering.page(template, values))

        return page

    async def _code(self, link: str, request: web.Request) -> web.Response:
        return web.Response(body=qr_picture(link), content_type="image/png")

    async def _mirror(self, looked_up: dict[str, Any], request: web.Request) -> web.Response:
        return self._html(self._rendering.mirror(looked_up))

    async def _trend(self, looked_up: dict[str, Any], request: web.Request) -> web.Response:
        return self._html(self._rendering.trend(looked_up))

    async def _picture(self, shown: Shown, request: web.Request) -> web.Response:
        sheet, picture = self._files.sheets.of(shown.mirrored), request.match_info["picture"]
        if not shown.mirrored.lines or (picture.startswith("trend") and sheet.trend is None):
            raise Refused(Refusal.NOT_THERE)
        return web.Response(body=await self._files.drawing.draw(picture, sheet), content_type="image/png")

    async def _file(self, mirrored: Mirrored, request: web.Request) -> web.Response:
        kind = request.match_info["kind"]
        if kind not in kinds_of(mirrored):
            raise Refused(Refusal.NOT_THERE)
        file = await self._files.make(kind, mirrored)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return web.Response(body=file.content, content_type=file.media_type, headers=headers)
