"""Results that are to be shown in a chat: asked for in one transaction, made outside of any, sent in another."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.round_tables import mirror_order

OrderKind = Literal["mirror", "files"]


@dataclass(frozen=True)
class Order:
    """Show the results of a round in this chat; `person_id`: whose chat it is, None for a group's."""

    round_id: int
    chat_id: int
    kind: OrderKind
    person_id: int | None = None
    id: int = 0


async def place(connection: AsyncConnection, order: Order) -> None:
    """Have it made."""
    row = {"round_id": order.round_id, "chat_id": order.chat_id, "kind": order.kind, "person_id": order.person_id}
    await connection.execute(insert(mirror_order), row)


async def first(connection: AsyncConnection) -> Order | None:
    """The oldest that is still to be made."""
    row = (await connection.execute(select(mirror_order).order_by(mirror_order.c.id).limit(1))).mappings().first()
    return Order(**row) if row is not None else None


async def fulfil(connection: AsyncConnection, id: int) -> bool:
    """It is made; False where another replica was first."""
    gone = delete(mirror_order).where(mirror_order.c.id == id).returning(mirror_order.c.id)
    return (await connection.scalar(gone)) is not None
