"""The number under which this process sends, alive as long as its connection to PostgreSQL is.

Others ask the engine (see engines.is_dead): no lease, no heartbeat. On SQLite there are no others.
"""

import asyncio
import contextlib
import secrets

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


class Owner:
    """A random number, and on PostgreSQL the connection whose advisory lock says that it lives."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.number = secrets.randbits(62)
        self._engine = engine
        self._alone = engine.dialect.name == "sqlite"
        self._connection: AsyncConnection | None = None
        self._one = asyncio.Lock()

    async def live(self) -> None:
        """Be alive; cheap where we are."""
        if self._alone or self._connection is not None:
            return
        async with self._one:
            if self._connection is None:
                self._connection = await self._hold()

    async def _hold(self) -> AsyncConnection:
        connection = await self._engine.connect()
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(select(func.pg_advisory_lock(self.number)))
        return connection

    async def check(self) -> None:
        """Be alive again where the connection was lost; the error of the engine where it is not to be reached."""
        if self._connection is not None:
            try:
                await self._connection.execute(select(1))
            except DBAPIError:
                await self.rest()
        await self.live()

    async def rest(self) -> None:
        """Live no more: give the connection back to the engine for good."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(DBAPIError):
                await connection.invalidate()
            await connection.close()
