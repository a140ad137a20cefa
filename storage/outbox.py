"""The outbox: what is to be said, in which order, and what became of it.

A chat's messages (lanes 1 and 2) go one after the other, in order of lane and number; answers to buttons (lane 0) are
a line of their own beside it. Only the first open message of a line may be taken; it stays first until it is finished.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    and_,
    bindparam,
    exists,
    insert,
    literal_column,
    not_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.contacts import message_ended, message_waits
from storage.engines import one_taker_at_a_time, put
from storage.messages import CALLBACK_ANSWER, OUTREACH, File, Outgoing, Taken
from storage.tables import outbox, send_pause

FILES = "files"  # beside a call's parameters; no method of the Bot API has one of this name
EVERYTHING = 0  # the "chat" whose pause concerns everything but answers to buttons

_now: BindParameter[datetime] = bindparam("now")
_id = outbox.c.id == bindparam("row")
_pending = outbox.c.state == literal_column("'pending'")
_attempting: ColumnElement[str] = literal_column("'attempting'")

_other = outbox.alias("other")
_same_line = and_(
    _other.c.chat_id == outbox.c.chat_id,
    (_other.c.lane == CALLBACK_ANSWER) == (outbox.c.lane == CALLBACK_ANSWER),
)
_under_way = exists().where(_same_line, _other.c.state == _attempting)
# looked up row by row through an index: a join over all that waits would cost more the longer the outbox is
_head = select(_other.c.id).where(_same_line, _other.c.finished_at.is_(None))
_first = outbox.c.id == _head.order_by(_other.c.lane, _other.c.id).limit(1).scalar_subquery()

_next_in_line = and_(_pending, _first, not_(_under_way))
_free = and_(
    _next_in_line,
    outbox.c.chat_id.not_in(bindparam("busy", expanding=True)),
)
_due = select(outbox).where(_free, outbox.c.not_before <= _now, outbox.c.lane <= bindparam("last_lane"))
_due = _due.order_by(outbox.c.lane, outbox.c.id).limit(bindparam("most"))
_earliest = select(outbox.c.not_before).where(_free).order_by(outbox.c.not_before).limit(1)
_earliest_answer = _earliest.where(outbox.c.lane == CALLBACK_ANSWER)
_earliest_other = _earliest.where(outbox.c.lane != CALLBACK_ANSWER)
_in_paused = select(outbox.c.chat_id, outbox.c.not_before).where(
    _next_in_line, outbox.c.chat_id.in_(bindparam("paused", expanding=True))
)
_pauses = select(send_pause).where(send_pause.c.until > _now)

_enqueue = insert(outbox).inline()
_attempt = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("rows", expanding=True)))
    .values(state="attempting", owner=bindparam("us"), attempts=outbox.c.attempts + 1)
)
_finish = (
    update(outbox)
    .where(_id)
    .values(
        state=bindparam("new"),
        message_id=bindparam("message"),
        error=bindparam("why"),
        finished_at=_now,
        payload=None,
    )
    .returning(outbox.c.person_id, outbox.c.contact_n)
)
_again = (
    update(outbox)
    .where(_id, outbox.c.state == _attempting)
    .values(state="pending", owner=None, not_before=bindparam("when"))
)


async def enqueue(connection: AsyncConnection, messages: Sequence[Outgoing]) -> None:
    """Have these said, in this order, once the unit of work is committed."""
    if not messages:
        return
    await connection.execute(_enqueue, [_row(message) for message in messages])
    for message in messages:
        if message.person_id is not None and message.contact_n is not None:
            await message_waits(connection, message.person_id, message.contact_n)


def _row(message: Outgoing) -> dict[str, Any]:
    return {
        "person_id": message.person_id,
        "chat_id": message.chat_id,
        "lane": message.lane,
        "method": message.method,
        "payload": json.dumps({**message.params, **_packed(message.files)}, ensure_ascii=False),
        "not_before": message.not_before,
        "state": "pending",
        "attempts": 0,
        "created_at": message.not_before,
        "contact_n": message.contact_n,
    }


def _packed(files: Mapping[str, File]) -> dict[str, Any]:
    rows = {name: (file.name, file.media_type, b64encode(file.content).decode()) for name, file in files.items()}
    return {FILES: rows} if rows else {}


async def take(
    connection: AsyncConnection, owner: int, now: datetime, limit: int, busy_chats: Collection[int]
) -> list[Taken]:
    """Messages to send now, at most one a chat; they are `attempting`, and ours, once this is committed."""
    await one_taker_at_a_time(connection)
    pauses = await _paused(connection, now)
    last = CALLBACK_ANSWER if EVERYTHING in pauses else OUTREACH
    what = {"now": now, "busy": [*busy_chats, *pauses], "last_lane": last, "most": limit}
    due = await connection.execute(_due, what)
    first: dict[int, Row[*tuple[Any, ...]]] = {}
    for row in due:
        first.setdefault(row.chat_id, row)
    if first:
        await connection.execute(_attempt, {"us": owner, "rows": [row.id for row in first.values()]})
    return [_taken(row) for row in first.values()]


def _taken(row: Row[*tuple[Any, ...]]) -> Taken:
    params = json.loads(row.payload)
    files = params.pop(FILES) if FILES in params else {}
    return Taken(
        id=row.id,
        chat_id=row.chat_id,
        lane=row.lane,
        method=row.method,
        params=params,
        attempts=row.attempts + 1,
        person_id=row.person_id,
        contact_n=row.contact_n,
        files={name: File(called, kind, b64decode(content)) for name, (called, kind, content) in files.items()},
    )


async def finish(
    connection: AsyncConnection, id: int, state: str, now: datetime, *, message_id: int | None, error: str | None
) -> None:
    """What became of a message, and with it of the contact it carried out. Nothing where its person is forgotten."""
    what = {"row": id, "new": state, "message": message_id, "why": error, "now": now}
    row = (await connection.execute(_finish, what)).first()
    if row is not None and row.contact_n is not None:
        await message_ended(connection, row.person_id, row.contact_n, state, now)


async def again(connection: AsyncConnection, id: int, not_before: datetime) -> None:
    """It surely did not arrive: pending again, still before all that comes after it."""
    await connection.execute(_again, {"row": id, "when": not_before})


async def pause(connection: AsyncConnection, chat_id: int, until: datetime) -> None:
    """Nothing to this chat before `until` (chat 0: nothing at all, but answers to buttons)."""
    await put(connection, send_pause, {"chat_id": chat_id, "until": until})


async def _paused(connection: AsyncConnection, now: datetime) -> dict[int, datetime]:
    """Until when each chat is paused, of those that are."""
    return {row.chat_id: row.until for row in await connection.execute(_pauses, {"now": now})}


async def next_send_due(connection: AsyncConnection, now: datetime, busy_chats: Collection[int]) -> datetime | None:
    """The moment at which `take` next has something to give, past or future; None where nothing waits."""
    pauses = await _paused(connection, now)
    busy, moments = {"busy": [*busy_chats, *pauses]}, []
    if (answer := await connection.scalar(_earliest_answer, busy)) is not None:
        moments.append(answer)
    if (other := await connection.scalar(_earliest_other, busy)) is not None:
        moments.append(max(other, pauses.get(EVERYTHING, now)))
    if pauses:
        waiting = await connection.execute(_in_paused, {"paused": [*pauses.keys() - busy_chats]})
        moments += [max(row.not_before, pauses[row.chat_id]) for row in waiting]
    return min(moments, default=None)
