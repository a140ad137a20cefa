"""aiosqlite that goes to its thread only for what may wait: a lock, or the disk.

Its own cursor makes four trips a statement (open, execute, fetch, close), and trips are most of what a turn on SQLite
costs. A statement inside a transaction has its lock and waits for nothing, some 20 microseconds, which is less than a
trip: it runs where it is asked for. What begins a transaction and what commits it go to the thread.
"""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite


class WholeCursor:
    """What SQLAlchemy asks of a cursor; everything is fetched at once."""

    arraysize = 1

    def __init__(self, connection: "WholeConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        return await self._run(sqlite3.Cursor.execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Sequence[Any]) -> Self:
        return await self._run(sqlite3.Cursor.executemany, sql, parameters)

    async def _run(self, call: Callable[..., sqlite3.Cursor], sql: str, parameters: Sequence[Any]) -> Self:
        if self._connection.sqlite.in_transaction:
            self._fetch(call, sql, parameters)
        else:
            await self._connection.run(partial(self._fetch, call, sql, parameters))
        return self

    def _fetch(self, call: Callable[..., sqlite3.Cursor], sql: str, parameters: Sequence[Any]) -> None:
        cursor = self._connection.sqlite.cursor()
        call(cursor, sql, parameters)
        self._rows = cursor.fetchall()
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        cursor.close()

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """Nothing is open any more."""


class WholeConnection(aiosqlite.Connection):
    """A connection with such cursors."""

    @property
    def sqlite(self) -> sqlite3.Connection:
        return self._conn

    def cursor(self) -> Any:
        return WholeCursor(self)

    async def run(self, function: Callable[[], None]) -> None:
        """Have the connection's thread call this."""
        execute: Callable[..., Any] = self._execute  # untyped in aiosqlite
        await execute(function)


def connect(path: str, **options: Any) -> WholeConnection:
    """As `aiosqlite.connect`; the thread does not keep the program from ending."""
    # one thread at a time: whoever has a trip under way waits for its end
    options["check_same_thread"] = False
    connection = WholeConnection(partial(sqlite3.connect, path, **options), iter_chunk_size=64)
    connection._thread.daemon = True
    return connection
