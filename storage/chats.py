"""What happens to a chat as a whole: nobody is there any more, or it goes on under another id."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.contacts import Reason
from storage import chat_rounds
from storage.contacts import message_ended
from storage.messages import OUTREACH
from storage.outbox import FORGOTTEN
from storage.tables import outbox, send_pause, send_slot


async def silence(connection: AsyncConnection, chat_id: int, reason: Reason, now: datetime) -> None:
    """What waits to be said there unasked is not said any more, and its contacts say why."""
    waiting = outbox.c.chat_id == chat_id, outbox.c.state == "pending", outbox.c.lane == OUTREACH
    off = update(outbox).where(*waiting).values(state="cancelled", error=reason, finished_at=now, **FORGOTTEN)
    for contact_id in (await connection.scalars(off.returning(outbox.c.contact_id))).all():
        if contact_id is not None:
            await message_ended(connection, contact_id, "cancelled", now, because=reason)


async def move(connection: AsyncConnection, old: int, new: int) -> None:
    """A group has become a supergroup: everything that names it by its old id names the new one."""
    await connection.execute(
        update(outbox).where(outbox.c.chat_id == old, outbox.c.finished_at.is_(None)).values(chat_id=new)
    )
    await chat_rounds.moved(connection, old, new)
    for table in (send_pause, send_slot):  # the new chat has a pace of its own
        await connection.execute(delete(table).where(table.c.chat_id == old))
