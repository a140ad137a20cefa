"""What may be asked of the database for the trainers' page, inside a unit of work."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engines import insert_new
from storage.page_tables import page_opening, page_session

_over = [delete(table).where(table.c.expires_at <= bindparam("now")) for table in (page_session, page_opening)]


class PageWork:
    """Part of a unit of work: `work.page`. Tokens and marks come in as digests."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def use(self, mark: str, expires_at: datetime) -> bool:
        """An opening is used; False where it was before, by whatever replica. After `expires_at` nobody asks."""
        return await insert_new(self._connection, page_opening, [{"mark": mark, "expires_at": expires_at}]) > 0

    async def begin(self, token: str, person_id: int, expires_at: datetime) -> None:
        """This person has the page open."""
        row = {"token": token, "person_id": person_id, "expires_at": expires_at}
        await self._connection.execute(insert(page_session), row)

    async def whose(self, token: str, now: datetime) -> int | None:
        """The number of the person who has the page open with this token; None where nobody has."""
        live = page_session.c.token == token, page_session.c.expires_at > now
        id: int | None = await self._connection.scalar(select(page_session.c.person_id).where(*live))
        return id

    async def end(self, token: str) -> None:
        """The page is closed."""
        await self._connection.execute(delete(page_session).where(page_session.c.token == token))


async def keep_clean(connection: AsyncConnection, now: datetime) -> None:
    """What is over goes."""
    for over in _over:
        await connection.execute(over, {"now": now})
