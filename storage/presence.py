"""How replicas know of each other: one connection to PostgreSQL a process, alive as long as the process is.

Its locks say that we live (see engines.is_dead) and which posts are ours; on it we hear when another replica calls. So
no lease, no heartbeat. It is made anew where it breaks, and what was held on it is then lost. On SQLite there are no
others.
"""

import asyncio
import contextlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Coroutine
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.errors import away

CHANNEL = "bruis"
# what calls are about
INBOX, OUTBOX, CONTACTS = "inbox", "outbox", "contacts"
ASK_AGAIN = 1.0  # seconds between two tries to get a post that another process has


class Presence:
    """`number`: that under which this process sends."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.number = secrets.randbits(62)
        self._engine = engine
        self._alone = engine.dialect.name == "sqlite"
        self._connection: AsyncConnection | None = None
        self._broken: list[AsyncConnection] = []
        self._lost = asyncio.Event()
        self._one = asyncio.Lock()
        self._called: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._to_tell: set[str] = set()
        self._telling: asyncio.Task[None] | None = None

    async def live(self) -> None:
        """Be alive; cheap where we are. The engine's error where the database is not to be reached."""
        if self._alone or self._connection is not None:
            return
        async with self._one:
            await self._clear_away()
            if self._connection is None:
                self._connection = await self._hold()

    async def _hold(self) -> AsyncConnection:
        connection = await self._engine.connect()
        try:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(select(func.pg_advisory_lock(self.number)))
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.add_listener(CHANNEL, self._heard)
        except BaseException:
            await _drop(connection)
            raise
        self._lost = lost = asyncio.Event()
        driver.add_termination_listener(lambda _: self._broke(connection, lost))
        return connection

    def _broke(self, connection: AsyncConnection, lost: asyncio.Event) -> None:
        lost.set()
        if self._connection is connection:
            self._connection = None
            self._broken.append(connection)
            for event in self._called.values():  # whoever waits looks for itself
                event.set()

    async def check(self) -> None:
        """Be alive, and be sure of it; the engine's error where the database is not to be reached."""
        if self._connection is not None:
            try:
                await self._ask(select(1))
            except DBAPIError:
                await self.rest()
        await self.live()

    async def _ask(self, statement: Any) -> Any:
        async with self._one:
            return await self._connection.scalar(statement) if self._connection is not None else None

    async def rest(self) -> None:
        """Live no more: close the connection, and with it let go of all that was held on it."""
        connection, self._connection = self._connection, None
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.gather(self._telling, return_exceptions=True)
        if connection is not None:
            self._lost.set()
            self._broken.append(connection)
        await self._clear_away()

    async def _clear_away(self) -> None:
        """Give connections that are of no use any more back to the engine, which closes them."""
        while self._broken:
            await _drop(self._broken.pop())

    # calls

    def called(self, topic: str) -> asyncio.Event:
        """Set whenever somebody calls about `topic`; one event a topic, to be cleared by who waits for it."""
        return self._called[topic]

    def call(self, topic: str) -> None:
        """Wake who waits for `topic`, here at once and soon after in the other replicas."""
        self._called[topic].set()
        if self._connection is None:
            return
        self._to_tell.add(topic)
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        """One word for all that was called meanwhile: a busy replica does not call more often than it is heard."""
        while self._to_tell:
            with contextlib.suppress(DBAPIError, OSError):
                await self._ask(select(func.pg_notify(CHANNEL, self._to_tell.pop())))

    def _heard(self, driver: Any, pid: int, channel: str, topic: str) -> None:
        if pid != driver.get_server_pid():
            self._called[topic].set()

    # posts

    async def keep_post(self, post: int, duty: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do the duty while no other process is at this post; until cancelled, or until the duty ends of itself."""
        if self._alone:
            await duty()
            return
        while True:
            try:
                await self.live()
                lost = self._lost
                if await self._ask(select(func.pg_try_advisory_lock(post))) and await _ends(duty(), lost):
                    return
            except (DBAPIError, OSError) as error:
                if away(error) is None:
                    raise
            await asyncio.sleep(ASK_AGAIN)


async def _ends(duty: Coroutine[Any, Any, None], lost: asyncio.Event) -> bool:
    """Whether the duty came to its own end before the post was lost."""
    loss, work = asyncio.ensure_future(lost.wait()), asyncio.ensure_future(duty)
    try:
        await asyncio.wait((loss, work), return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            work.result()
        return work.done()
    finally:
        loss.cancel()
        work.cancel()
        await asyncio.gather(loss, work, return_exceptions=True)


async def _drop(connection: AsyncConnection) -> None:
    with contextlib.suppress(DBAPIError, OSError):
        await connection.invalidate()
    await connection.close()
