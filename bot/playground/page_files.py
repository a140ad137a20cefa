"""The page's own files, and what guards it: only this machine's names as Host, nothing from elsewhere in the page."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
HOSTS = ("localhost", "127.0.0.1")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """403 for any other Host: a name that was pointed at 127.0.0.1 from outside (DNS rebinding) gets nothing."""
    if request.host.rsplit(":", 1)[0] not in HOSTS:
        return web.json_response({"error": "unknown host"}, status=403)
    return await handler(request)


async def guard(_: web.Request, response: web.StreamResponse) -> None:
    """Put the guarding headers on every answer that has none of its own."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


async def page_file(request: web.Request) -> web.StreamResponse:
    """A file of the page; "/" is index.html. 404 for anything outside, or of a kind not named here."""
    path = (PAGE / (request.match_info.get("path") or "index.html")).resolve()
    if not (path.is_relative_to(PAGE) and path.is_file() and path.suffix in TYPES):
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Content-Type": TYPES[path.suffix], "Cache-Control": "no-cache"})
