"""Persons: found, added, remembered, forgotten."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import erasures
from storage.contacts import call_back
from storage.groups import drop_empty
from storage.tables import Person, membership, outbox, person, send_pause, send_slot, words

# held until the end of the unit of work, so that a person's turn and what goes out unasked take turns
_by_telegram_id = select(person).where(person.c.telegram_id == bindparam("wanted")).with_for_update(key_share=True)
_by_id = select(person).where(person.c.id == bindparam("wanted")).with_for_update(key_share=True)
_this = person.c.id == bindparam("who")
_save = update(person).where(_this).values(session=bindparam("snapshot"), seen_at=bindparam("seen"))
_block = (
    update(person)
    .where(person.c.telegram_id == bindparam("who"))
    .values(blocked_at=bindparam("when"))
    .returning(person.c.id)
)
_words = select(words.c.n, words.c.text).where(
    words.c.person_id == bindparam("who"), words.c.n.in_(bindparam("ns", expanding=True))
)


async def by_telegram_id(connection: AsyncConnection, telegram_id: int) -> Person | None:
    return await _one(connection, _by_telegram_id, telegram_id)


async def by_id(connection: AsyncConnection, id: int) -> Person | None:
    return await _one(connection, _by_id, id)


async def _one(connection: AsyncConnection, statement: Select[*tuple[object, ...]], wanted: int) -> Person | None:
    row = (await connection.execute(statement, {"wanted": wanted})).mappings().first()
    return Person(**row) if row is not None else None


async def add(connection: AsyncConnection, telegram_id: int, chat_id: int, now: datetime) -> Person:
    """A new person, under a number that says nothing about them."""
    values: dict[str, Any] = {
        "id": secrets.randbits(62),
        "telegram_id": telegram_id,
        "chat_id": chat_id,
        "button_key": secrets.token_hex(6),
        "created_at": now,
        "seen_at": now,
    }
    await connection.execute(insert(person), values)
    return Person(**values)


async def save_session(connection: AsyncConnection, who: Person, snapshot: str, seen: datetime) -> None:
    """Keep the snapshot of the talk, and when they last said something, in the database and on `who`."""
    await connection.execute(_save, {"who": who.id, "snapshot": snapshot, "seen": seen})
    who.session, who.seen_at = snapshot, seen


async def set_blocked(connection: AsyncConnection, telegram_id: int, since: datetime | None) -> None:
    """The person has just blocked the bot, or with None lets it in again; nothing where nobody is known by this id."""
    id = (await connection.execute(_block, {"who": telegram_id, "when": since})).scalar()
    if id is not None and since is not None:
        await call_back(connection, since, id)


async def words_of(connection: AsyncConnection, person_id: int, ns: Collection[int]) -> dict[int, str]:
    """What the person wrote under these numbers, as far as it is still kept."""
    rows = await connection.execute(_words, {"who": person_id, "ns": list(ns)})
    return {row.n: row.text for row in rows}


async def forget(connection: AsyncConnection, who: Person, now: datetime) -> None:
    """Everything of this person goes, with what is on its way to them and the groups that nobody is left in."""
    mine = select(membership.c.group_id).where(membership.c.person_id == who.id)
    groups = (await connection.scalars(mine)).all()
    theirs = or_(outbox.c.person_id == who.id, outbox.c.chat_id == who.chat_id)
    await connection.execute(delete(outbox).where(theirs))
    for table in (send_pause, send_slot):
        await connection.execute(delete(table).where(table.c.chat_id == who.chat_id))
    await connection.execute(delete(person).where(person.c.id == who.id))
    await drop_empty(connection, groups)
    await erasures.note(connection, {erasures.mark_of(who.id): now})
