"""Sending not too fast, all replicas together: the pauses Telegram asked for, and how far each pace is used up."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engines import put, put_all
from storage.messages import Slot
from storage.tables import send_pause, send_slot

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_of_chats = select(send_slot).where(send_slot.c.chat_id.in_(bindparam("chats", expanding=True)))

_old_pauses = delete(send_pause).where(send_pause.c.until < bindparam("now"))
_old_slots = delete(send_slot).where(send_slot.c.full_at < bindparam("now"), send_slot.c.normal_at < bindparam("now"))


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // timedelta(microseconds=1)


async def pause(connection: AsyncConnection, chat_id: int, until: datetime) -> None:
    """No message to this chat before `until` (chat 0: to no chat)."""
    await put(connection, send_pause, {"chat_id": chat_id, "until": until})


async def slots(connection: AsyncConnection, chats: Collection[int]) -> dict[int, Slot]:
    """How far the pace of these chats is used up; those that are not there are not at all."""
    rows = await connection.execute(_of_chats, {"chats": list(chats)})
    return {row.chat_id: Slot(row.full_at, row.normal_at) for row in rows}


async def keep_slots(connection: AsyncConnection, used: Mapping[int, Slot]) -> None:
    """Write down what was used."""
    rows = [{"chat_id": chat, **slot._asdict()} for chat, slot in sorted(used.items())]
    await put_all(connection, send_slot, rows)


async def forget(connection: AsyncConnection, now: datetime) -> None:
    """What is over says nothing any more."""
    await connection.execute(_old_pauses, {"now": now})
    await connection.execute(_old_slots, {"now": micros(now)})
