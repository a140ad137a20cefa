"""The inbox: every update is written down once, and handled once, in order of its sender.

Order: who handles an update holds the row of its sender until the end of the unit of work; others pass over it. The
oldest update of that sender is looked up only after the row is held, because what was seen before may have been handled
(or given back) in between. Where it was handled, the row is let go of before we look again: an update that came in
meanwhile may have been passed over because of us.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engines import insert_new, is_postgres
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
_failed = update(inbox).where(_this, _open).values(tries=inbox.c.tries + 1, failure=bindparam("reason"))
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


async def oldest(connection: AsyncConnection) -> int | None:
    """The number of the oldest update that waits."""
    number: int | None = await connection.scalar(_first)
    return number


async def handled(connection: AsyncConnection, update_ids: Sequence[int], now: datetime) -> None:
    """Done: only the number stays, so that an update is known when it comes again."""
    if update_ids:
        await connection.execute(_handled, [{"id": update_id, "now": now} for update_id in update_ids])


async def failed(connection: AsyncConnection, update_id: int, reason: str, now: datetime, *, last: bool) -> None:
    """Not done; to be tried again, or with `last` set aside. `reason` is short and holds nothing people wrote."""
    if last:
        await connection.execute(_set_aside, {"id": update_id, "reason": reason, "now": now})
    else:
        await connection.execute(_failed, {"id": update_id, "reason": reason})
