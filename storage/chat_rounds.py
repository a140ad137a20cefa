"""Rounds in the chat of a group: one at a time; who takes part is known only once they begin."""

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.desk import OPEN
from dialogues.inputs import Invitation
from dialogues.round_effects import RoundKind
from storage import live
from storage.engines import insert_new, put
from storage.live import Live
from storage.round_tables import mirror_order, round_, round_part, telegram_chat
from storage.tables import Person, membership, volunteer_group
from storage.trainer_tables import live_message

Round = Row[*tuple[Any, ...]]
#: How long after its end a round's message in a chat is kept up to date, so that it says how it ended.
TOLD_AFTERWARDS = timedelta(days=7)
#: The number of a chat, and its title.
Chat = tuple[int, str]


async def added(connection: AsyncConnection, chat_id: int, now: datetime) -> bool:
    """The bot is in this chat; whether that is new."""
    return await insert_new(connection, telegram_chat, [{"chat_id": chat_id, "group_id": None, "added_at": now}]) > 0


async def removed(connection: AsyncConnection, chat_id: int, now: datetime) -> None:
    """The bot is not in this chat any more: its round ends."""
    await connection.execute(delete(telegram_chat).where(telegram_chat.c.chat_id == chat_id))
    open_ = round_.c.chat_id == chat_id, round_.c.state.in_(OPEN)
    await connection.execute(update(round_).where(*open_).values(ends_at=now))


async def moved(connection: AsyncConnection, old: int, new: int) -> None:
    """A group has become a supergroup, whose messages have other numbers: what runs is told of there anew."""
    await connection.execute(update(telegram_chat).where(telegram_chat.c.chat_id == old).values(chat_id=new))
    await connection.execute(update(round_).where(round_.c.chat_id == old).values(chat_id=new))
    await connection.execute(update(mirror_order).where(mirror_order.c.chat_id == old).values(chat_id=new))
    await connection.execute(update(live_message).where(live_message.c.chat_id == old).values(chat_id=new, until=None))
    if (round := await running(connection, new)) is not None:
        told = Live("chat", round.id, new, None, round.ends_at + TOLD_AFTERWARDS)
        await live.follow(connection, told)


async def running(connection: AsyncConnection, chat_id: int) -> Round | None:
    """The round that runs in this chat."""
    open_ = round_.c.chat_id == chat_id, round_.c.state.in_(OPEN)
    return (await connection.execute(select(round_).where(*open_))).first()


async def start(
    connection: AsyncConnection, who: Person, chat: Chat, what: RoundKind, *, now: datetime, ends_at: datetime
) -> int:
    """A round for whoever is in this chat; its number."""
    chat_id, title = chat
    await added(connection, chat_id, now)
    group, id = await _group(connection, chat_id, title, now), secrets.randbits(62)
    to = {"workshop_id": None, "chat_id": chat_id, "person_id": who.id, "groups": json.dumps([group])}
    row = {"id": id, "what": what, "starts_at": now, "ends_at": ends_at, "created_at": now}
    await connection.execute(insert(round_), to | row | {"reminder": False, "state": "running"})
    return id


async def _group(connection: AsyncConnection, chat_id: int, title: str, now: datetime) -> int:
    """The group of volunteers of a chat, under the chat's present title."""
    known = select(telegram_chat.c.group_id).where(telegram_chat.c.chat_id == chat_id)
    id = await connection.scalar(known) or secrets.randbits(62)
    fresh = {"branch": None, "code": secrets.token_urlsafe(12), "created_at": now}
    await put(connection, volunteer_group, {"id": id, "name": title, **fresh}, keep=frozenset(fresh))
    await connection.execute(update(telegram_chat).where(telegram_chat.c.chat_id == chat_id).values(group_id=id))
    return int(id)


async def invitation(connection: AsyncConnection, round_id: int, person_id: int) -> Invitation | None:
    """What the link in the chat stands for to somebody who has not begun yet."""
    row = (await connection.execute(select(round_).where(round_.c.id == round_id))).first()
    if row is None or row.chat_id is None:
        return None
    [group_id] = json.loads(row.groups)
    group = (await connection.execute(select(volunteer_group).where(volunteer_group.c.id == group_id))).first()
    if group is None or row.state != "running":
        return Invitation("round_over", "", round=round_id)
    mine = membership.c.person_id == person_id, membership.c.group_id == group_id
    n = await connection.scalar(select(membership.c.n).where(*mine).order_by(membership.c.n).limit(1))
    about: dict[str, Any] = {"round": round_id, "what": row.what, "group": n or 0, "in_chat": True}
    return Invitation("round", group.code, group.branch, **about)


async def take_part(connection: AsyncConnection, who: Person, round_id: int) -> None:
    """Somebody begins a round of a chat; nothing where it is not one, or they take part already."""
    row = (await connection.execute(select(round_).where(round_.c.id == round_id))).first()
    if row is not None and row.chat_id is not None:
        [group_id] = json.loads(row.groups)
        part = {"round_id": round_id, "person_id": who.id, "group_id": group_id}
        empty = {"opened_at": None, "finished_at": None, "declined_at": None, "answer": None}
        await insert_new(connection, round_part, [part | empty])
