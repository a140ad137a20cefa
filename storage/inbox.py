"""The inbox: every update is written down once, and handled once, in order of its sender.

Order: who handles an update holds the row of its sender until the end of the unit of work; others pass over it. The
oldest update of that sender is looked up only after the row is held, because what was seen before may have been handled
(or given back) in between. Where it was handled, the row is let go of before we look again: an update that came in
meanwhile may have been passed over because of us.

Tries: an update that takes its process along leaves no trace of it, since nothing was committed. So what still waits
when a process starts counts as begun once, and what was begun before is tried alone, its next try on disk before it.
What is begun for the first time, which is nearly everything, costs nothing more.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engines import at_once, insert_new, is_postgres, one_try_at_a_time
from storage.messages import Claimed, Received
from storage.tables import inbox, sender

NOBODY = 0

_update = (inbox.c.update_id, inbox.c.sender, inbox.c.payload, inbox.c.received_at, inbox.c.tries)
_waiting = select(*_update).where(inbox.c.handled_at.is_(None)).order_by(inbox.c.update_id)
_oldest_ones = _waiting.limit(bindparam("most"))
_oldest = _waiting.limit(1)
_oldest_free = _oldest.join_from(inbox, sender, sender.c.key == inbox.c.sender).with_for_update(
    of=sender, skip_locked=True
)
_other = inbox.alias("other")
_more = exists().where(_other.c.handled_at.is_(None), _other.c.update_id != inbox.c.update_id).label("more")
_oldest_of = _oldest.add_columns(_more).where(inbox.c.sender == bindparam("held"))
_first = select(inbox.c.update_id).where(inbox.c.handled_at.is_(None)).order_by(inbox.c.update_id).limit(1)
_this = inbox.c.update_id == bindparam("id")
_open = inbox.c.handled_at.is_(None)
_handled = update(inbox).where(_this).values(handled_at=bindparam("now"), payload=None, sender=NOBODY)
_left_over = update(inbox).where(_open, inbox.c.tries == 0).values(tries=1)
_begin_again = update(inbox).where(_this).values(tries=bindparam("nth"))
_failed = update(inbox).where(_this, _open).values(tries=bindparam("nth"), failure=bindparam("reason"))
_set_aside = _failed.values(handled_at=bindparam("now"), payload=None, sender=NOBODY)


async def receive(connection: AsyncConnection, updates: Sequence[Received], now: datetime) -> int:
    """Write down the updates that are new; returns how many."""
    senders = sorted({update.sender for update in updates})
    await insert_new(connection, sender, [{"key": key} for key in senders])
    rows = [
        {"update_id": u.update_id, "sender": u.sender, "payload": u.payload, "received_at": now, "tries": 0}
        for u in {u.update_id: u for u in updates}.values()
    ]
    return await insert_new(connection, inbox, rows)


async def claim(connection: AsyncConnection, most: int) -> tuple[list[Claimed], bool]:
    """The oldest updates, and whether there may be more.

    Beside other processes at most one: the oldest of a sender nobody else is busy with.
    """
    if not is_postgres(connection):
        some = [_claimed(row) for row in await connection.execute(_oldest_ones, {"most": most})]
        return some, len(some) == most
    free = (await connection.execute(_oldest_free)).first()
    if free is None:
        return [], False
    ours = (await connection.execute(_oldest_of, {"held": free.sender})).first()
    return ([_claimed(ours)], ours.more) if ours is not None else ([], True)


def _claimed(row: Row[*tuple[Any, ...]]) -> Claimed:
    return Claimed(row.update_id, row.sender, row.payload, row.received_at, row.tries)


async def left_over(connection: AsyncConnection) -> None:
    """What waits was left by a process before us, which may have ended of it: it counts as begun once."""
    await connection.execute(_left_over)


async def begin_again(connection: AsyncConnection, update_id: int, nth: int) -> None:
    """The `nth` try of an update that we claimed begins: on disk at once, and the only one of its kind anywhere.

    Nothing may be written in the unit of work before.
    """
    await one_try_at_a_time(connection)
    await at_once(connection, _begin_again, {"id": update_id, "nth": nth})


async def oldest(connection: AsyncConnection) -> int | None:
    """The number of the oldest update that waits."""
    number: int | None = await connection.scalar(_first)
    return number


async def handled(connection: AsyncConnection, update_ids: Sequence[int], now: datetime) -> None:
    """Done: only the number stays, so that an update is known when it comes again."""
    if update_ids:
        await connection.execute(_handled, [{"id": update_id, "now": now} for update_id in update_ids])


async def failed(
    connection: AsyncConnection, update_id: int, reason: str, now: datetime, *, nth: int, last: bool
) -> None:
    """The `nth` try came to nothing; to be tried again, or with `last` set aside.

    `reason` is short and holds nothing people wrote.
    """
    if last:
        await connection.execute(_set_aside, {"id": update_id, "nth": nth, "reason": reason, "now": now})
    else:
        await connection.execute(_failed, {"id": update_id, "nth": nth, "reason": reason})
