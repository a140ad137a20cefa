"""The outbox: what is to be said, in which order, and what became of it.

A chat's messages (lanes 1 and 2) go one after the other, in order of lane and number; answers to buttons (lane 0) are
a line of their own beside it. Only the first open message of a line may be taken; it stays first until it is finished.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal_column,
    not_,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.contacts import Reason
from storage import live
from storage.contacts import message_ended, messages_sent
from storage.messages import CALLBACK_ANSWER, OUTREACH, REPLY, File, Outgoing, Taken
from storage.tables import outbox, send_pause

FILES = "files"  # beside a call's parameters; no method of the Bot API has one of this name
NOBODY = 0  # the "chat" of a finished message that hangs on no person: it could not go with them
EVERYTHING = 0  # the "chat" whose pause concerns all chats

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

_lasting = send_pause.c.until > _now
_all_paused = exists().where(send_pause.c.chat_id == EVERYTHING, _lasting)
_last_lane = select(case((_all_paused, CALLBACK_ANSWER), else_=OUTREACH)).scalar_subquery()
# one who pressed a button is answered now or never, whatever is paused
_paused = and_(outbox.c.lane != CALLBACK_ANSWER, exists().where(send_pause.c.chat_id == outbox.c.chat_id, _lasting))
_in_time = or_(outbox.c.not_after.is_(None), outbox.c.not_after >= _now)
_free = and_(_pending, outbox.c.lane <= _last_lane, _in_time, _first, not_(_under_way), not_(_paused))

_due = select(outbox).where(_free, outbox.c.not_before <= _now)
_asked = _due.where(outbox.c.lane <= REPLY).order_by(outbox.c.lane, outbox.c.id).limit(bindparam("most"))
# by moment, as in the index: to put all that waits in order of number would cost more the longer the outbox is
_unasked = _due.where(outbox.c.lane == OUTREACH).order_by(outbox.c.not_before).limit(bindparam("most_unasked"))
_to_send = union_all(select(_asked.subquery("asked")), select(_unasked.subquery("unasked")))


def _earliest(lane: int) -> Select[tuple[datetime]]:
    return select(outbox.c.not_before).where(_free, outbox.c.lane == lane).order_by(outbox.c.not_before).limit(1)


_next = select(
    _earliest(CALLBACK_ANSWER).scalar_subquery().label("answer"),
    _earliest(REPLY).scalar_subquery().label("reply"),
    _earliest(OUTREACH).scalar_subquery().label("unasked"),
    select(send_pause.c.until).where(_lasting).order_by(send_pause.c.until).limit(1).scalar_subquery().label("pause"),
)

_unasked_waiting = select(func.count()).where(_pending, outbox.c.lane == literal_column(str(OUTREACH)))
_enqueue = insert(outbox).inline()
_attempt = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("rows", expanding=True)))
    .values(state="attempting", owner=bindparam("us"), attempts=outbox.c.attempts + 1)
)
# what a finished message keeps of whom it was for: only what goes with its person
FORGOTTEN: dict[str, Any] = {
    "payload": None,
    "chat_id": case((outbox.c.person_id.is_(None), NOBODY), else_=outbox.c.chat_id),
}
_finished = update(outbox).where(_id).values(finished_at=_now, **FORGOTTEN)
_sent = _finished.values(state="sent", message_id=bindparam("message"))
_not_sent = _finished.values(state=bindparam("new"), error=bindparam("why")).returning(
    outbox.c.contact_id, outbox.c.live_id
)
_again = (
    update(outbox)
    .where(_id, outbox.c.finished_at.is_(None))
    .values(state="pending", owner=None, not_before=bindparam("when"), doubts=outbox.c.doubts + bindparam("doubt"))
)


async def enqueue(connection: AsyncConnection, messages: Sequence[Outgoing]) -> None:
    """Have these said, in this order, once the unit of work is committed."""
    if not messages:
        return
    await connection.execute(_enqueue, [_row(message) for message in messages])


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
        "contact_id": message.contact_id,
        "not_after": message.not_after,
        "live_id": message.live_id,
    }


def _packed(files: Mapping[str, File]) -> dict[str, Any]:
    rows = {name: (file.name, file.media_type, b64encode(file.content).decode()) for name, file in files.items()}
    return {FILES: rows} if rows else {}


async def to_send(connection: AsyncConnection, now: datetime, most: int, most_unasked: int) -> list[Taken]:
    """What may be said now, by lane and then in order: at most one a chat, and at most `most_unasked` unasked.

    Of what is unasked, what may have gone longest.
    """
    what = {"now": now, "most": most, "most_unasked": min(most, most_unasked)}
    first: dict[int, Row[*tuple[Any, ...]]] = {}
    for row in sorted(await connection.execute(_to_send, what), key=lambda row: (row.lane, row.id)):
        first.setdefault(row.chat_id, row)
    return [_taken(row) for row in first.values()][:most]


async def attempt(connection: AsyncConnection, owner: int, ids: Sequence[int]) -> None:
    """These are `attempting`, and ours, once this is committed."""
    if ids:
        await connection.execute(_attempt, {"us": owner, "rows": ids})


def _taken(row: Row[*tuple[Any, ...]]) -> Taken:
    params = json.loads(row.payload)
    files = params.pop(FILES) if FILES in params else {}
    if isinstance(params, dict) and "chat_id" in params:
        params["chat_id"] = row.chat_id  # the group may have moved since
    return Taken(
        id=row.id,
        chat_id=row.chat_id,
        lane=row.lane,
        method=row.method,
        params=params,
        attempts=row.attempts + 1,
        person_id=row.person_id,
        contact_id=row.contact_id,
        live_id=row.live_id,
        files={name: File(called, kind, b64decode(content)) for name, (called, kind, content) in files.items()},
    )


async def sent(connection: AsyncConnection, arrived: Sequence[tuple[Taken, int | None]], now: datetime) -> None:
    """These arrived, under these numbers, and with them the contacts they carried out."""
    if arrived:
        rows = [{"row": taken.id, "message": message_id, "now": now} for taken, message_id in arrived]
        await connection.execute(_sent, rows)
    if contact_ids := [taken.contact_id for taken, _ in arrived if taken.contact_id is not None]:
        await messages_sent(connection, contact_ids, now)
    for taken, message_id in arrived:
        if taken.live_id is not None and message_id is not None:
            await live.arrived(connection, taken.live_id, message_id)


async def not_sent(
    connection: AsyncConnection, id: int, state: str, error: str, now: datetime, *, because: Reason | None
) -> None:
    """What became of a message, and with it of the contact it carried out. Nothing where its person is forgotten."""
    row = (await connection.execute(_not_sent, {"row": id, "new": state, "why": error, "now": now})).first()
    if row is not None and row.live_id is not None:
        await live.ended(connection, row.live_id)
    if row is not None and row.contact_id is not None:
        await message_ended(connection, row.contact_id, state, now, because=because)


async def unasked_waiting(connection: AsyncConnection) -> int:
    """How many unasked messages wait for their turn."""
    waiting: int = await connection.scalar(_unasked_waiting) or 0
    return waiting


async def again(connection: AsyncConnection, id: int, not_before: datetime, *, doubt: bool) -> None:
    """Pending again, still before all that comes after it; `doubt`: nobody knows whether this try arrived."""
    await connection.execute(_again, {"row": id, "when": not_before, "doubt": int(doubt)})


async def next_send_due(connection: AsyncConnection, now: datetime, unasked_at: datetime) -> datetime | None:
    """When to look again: `to_send` may then have something to give. None where nothing waits.

    `unasked_at`: when the pace of what is unasked lets the next one go.
    """
    moments = (await connection.execute(_next, {"now": now})).one()
    unasked = max(moments.unasked, unasked_at) if moments.unasked is not None else None
    return min(filter(None, (moments.answer, moments.reply, unasked, moments.pause)), default=None)
