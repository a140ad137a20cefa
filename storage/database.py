"""The database: opened once by the program, passed on, and asked for units of work."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Self

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engines import address, empty_log, file_of, must_be_there, open_engine
from storage.errors import DatabaseOutOfReach
from storage.filelock import FileLock
from storage.presence import Presence
from storage.version import up_to_date
from storage.work import UnitOfWork


class Database:
    """SQLite for one process, or PostgreSQL for any number of them."""

    def __init__(self, engine: AsyncEngine, lock: FileLock | None) -> None:
        self.engine = engine
        self._lock = lock
        self._presence = Presence(engine)
        self._at_work = 0

    @classmethod
    def open(cls, url: str, *, beside: bool = False) -> Self:
        """`sqlite:///path` (its folder is made) or `postgresql://…`; nothing is connected yet.

        `beside`: only for a look, which may be while the bot runs on the same SQLite file, and makes none.

        DatabaseUnknown for another address, DatabaseInUse where another process has the SQLite file, DatabaseMissing
        where there is none to look at.
        """
        parsed = address(url)
        file = file_of(parsed)
        if beside:
            must_be_there(parsed)
        lock = FileLock(file) if file is not None and not beside else None
        if lock is not None and file is not None:
            file.touch(0o600)  # a new one is for its owner's eyes
        return cls(open_engine(parsed), lock)

    @property
    def is_postgres(self) -> bool:
        """Whether replicas may share the work."""
        return self.engine.dialect.name == "postgresql"

    @property
    def owner(self) -> int:
        """The number under which this process takes messages."""
        return self._presence.number

    @property
    def busy(self) -> bool:
        """Whether some unit of work is not at its end."""
        return self._at_work > 0

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        """All of it is committed on leaving, or none of it after an exception.

        Do not open a second one inside: on SQLite it would wait for the first.
        """
        self._at_work += 1
        try:
            await self._presence.live()
            async with self.engine.begin() as connection:
                work = UnitOfWork(connection)
                yield work
            if work.erases:
                await empty_log(self.engine)
        finally:
            self._at_work -= 1

    async def check(self) -> None:
        """Whether the database answers, and knows that we live; the engine's error where it does not."""
        await self._presence.check()
        async with self.engine.connect():
            pass

    async def migrate(self) -> None:
        """Bring the tables up to date.

        DatabaseNewer where a newer program was here before, DatabaseOutOfReach where the database does not open.
        """
        with _within_reach():
            if not await up_to_date(self.engine):
                from storage.migrating import migrate  # noqa: PLC0415 - loads Alembic

                await migrate(self.engine)

    async def take_over(self) -> None:
        """A life of the bot begins: what still waits was left by one before it. DatabaseOutOfReach."""
        with _within_reach():
            async with self.work() as work:
                await work.left_over()

    def called(self, topic: str) -> asyncio.Event:
        """Set whenever somebody calls about `topic`; to be cleared by who waits for it."""
        return self._presence.called(topic)

    def call(self, topic: str) -> None:
        """Something of this topic is committed: wake who waits for it, in this process and in the other replicas."""
        self._presence.call(topic)

    async def keep_post(self, post: int, duty: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do the duty while no other process is at this post, which is free once we are gone; until cancelled.

        On SQLite there is no other process.
        """
        await self._presence.keep_post(post, duty)

    async def dispose(self) -> None:
        """Close everything and let others in."""
        await self._presence.rest()
        await self.engine.dispose()
        if self._lock is not None:
            self._lock.release()


@contextmanager
def _within_reach() -> Iterator[None]:
    """DatabaseOutOfReach, in a line that an operator can act on, where it is not."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        what = f"the database is out of reach ({type(cause).__name__}); check BRUIS_DATABASE_URL"
        raise DatabaseOutOfReach(what) from None
