"""Carries Bot API requests over aiohttp: under half the CPU of the library's own transport."""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from pydantic_core import to_json
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from storage.messages import File

_JSON = "application/json"
NO_FILES: Mapping[str, File] = {}
Timeout = Any  # seconds, None for no limit, or the library's mark for "as usual", whose type is its own


class NotSent(NetworkError):
    """The request surely never left: no connection came about."""


class AiohttpRequest(BaseRequest):
    """One session with keep-alive for everything; open from `initialize()` to `shutdown()`.

    Errors, which never carry the URL (it holds the token): NotSent where the request surely never left; TimedOut or
    another NetworkError where nobody knows what became of it.
    """

    def __init__(
        self, *, connections: int = 256, connect: float = 5.0, read: float = 20.0, write: float = 20.0
    ) -> None:
        """Timeouts in seconds; `connections` bounds how many are open at once."""
        self._connections = connections
        self._connect, self._read, self._write = connect, read, write
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def submit(
        self,
        url: str,
        params: Mapping[str, Any],
        *,
        read: float | None = None,
        files: Mapping[str, File] = NO_FILES,
    ) -> tuple[int, bytes]:
        """POST as JSON, which costs next to nothing beside a form; files need a form. `read` in seconds."""
        body = _with_files(params, files) if files else aiohttp.BytesPayload(to_json(dict(params)), content_type=_JSON)
        return await self._exchange("POST", url, body, self._limits(self._connect, read or self._read, self._write))

    async def do_request(  # noqa: PLR0917 - the base class says so
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """HTTP status and body; the way in for `telegram.Bot`."""
        limits = self._limits(
            _seconds(connect_timeout, self._connect),
            _seconds(read_timeout, self._read),
            _seconds(write_timeout, self._write),
            _seconds(pool_timeout, self._connect),
        )
        return await self._exchange(method, url, request_data and _form(request_data), limits)

    def _limits(
        self, connect: float | None, read: float | None, write: float | None, pool: float | None = None
    ) -> aiohttp.ClientTimeout:
        # aiohttp has no time limit for writing; one for the whole keeps a stuck write from lasting for ever.
        total = None if None in (connect, read, write) else (connect or 0) + (read or 0) + (write or 0) + (pool or 0)
        waiting = None if connect is None else connect + (pool or 0)
        return aiohttp.ClientTimeout(total=total, connect=waiting, sock_connect=connect, sock_read=read)

    async def _exchange(self, method: str, url: str, data: Any, limits: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the transport is not open")
        try:
            async with self._session.request(method, url, data=data, timeout=limits) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            failure = _failure(error)
        # Raised here and not above, so that the original, which names the URL, is not even its context.
        raise failure


def _failure(error: Exception) -> NetworkError:
    name = type(error).__name__
    if isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)):
        return NotSent(name)
    return TimedOut(name) if isinstance(error, TimeoutError) else NetworkError(name)


def _seconds(given: Timeout, default: float) -> float | None:
    return default if given is BaseRequest.DEFAULT_NONE else given


def _with_files(params: Mapping[str, Any], files: Mapping[str, File]) -> aiohttp.FormData:
    """Text as it is, anything else as JSON."""
    form = aiohttp.FormData(
        {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
    )
    for name, file in files.items():
        form.add_field(name, file.content, filename=file.name, content_type=file.media_type)
    return form


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, mimetype) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return form
