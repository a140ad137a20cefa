"""Groups of volunteers, and the numbers under which a person knows them."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.inputs import Invitation
from storage.engines import put
from storage.errors import GroupUnknown
from storage.round_tables import telegram_chat
from storage.tables import membership, volunteer_group

_mine = membership.c.person_id == bindparam("who")
_numbered = and_(_mine, membership.c.n == bindparam("number"))
_joined = select(membership.c.n, volunteer_group.c.name, volunteer_group.c.code).join_from(membership, volunteer_group)
_names = _joined.where(_mine, membership.c.n.in_(bindparam("numbers", expanding=True)))
_one = _joined.where(_numbered)
_invitation = select(volunteer_group.c.id, volunteer_group.c.branch).where(volunteer_group.c.code == bindparam("code"))
_change = (
    update(volunteer_group)
    .where(volunteer_group.c.id == select(membership.c.group_id).where(_numbered).scalar_subquery())
    .returning(volunteer_group.c.id)
)
_rename = _change.values(name=bindparam("new"))
_set_branch = _change.values(branch=bindparam("new"))
_in_chat = exists().where(telegram_chat.c.group_id == volunteer_group.c.id)
_left = delete(volunteer_group).where(~exists().where(membership.c.group_id == volunteer_group.c.id), ~_in_chat)


async def names(connection: AsyncConnection, person_id: int, ns: Collection[int]) -> dict[int, str]:
    """The names of the person's groups with these numbers."""
    rows = await connection.execute(_names, {"who": person_id, "numbers": list(ns)})
    return {row.n: row.name for row in rows}


async def code(connection: AsyncConnection, person_id: int, n: int) -> str | None:
    """The join code of the person's group number `n`."""
    row = (await connection.execute(_one, {"who": person_id, "number": n})).first()
    return row.code if row is not None else None


async def invitation(connection: AsyncConnection, code: str) -> Invitation | None:
    """What this join code stands for."""
    row = (await connection.execute(_invitation, {"code": code})).first()
    return Invitation(kind="group", code=code, branch=row.branch) if row is not None else None


async def name(connection: AsyncConnection, person_id: int, n: int, name: str, now: datetime) -> None:
    """The person's group number `n` gets this name; a new group where there is none yet."""
    if await connection.scalar(_rename, {"who": person_id, "number": n, "new": name}) is not None:
        return
    id = secrets.randbits(62)
    new = {"id": id, "name": name, "branch": None, "code": secrets.token_urlsafe(12), "created_at": now}
    await connection.execute(insert(volunteer_group), new)
    await connection.execute(insert(membership), {"person_id": person_id, "n": n, "group_id": id})


async def set_branch(connection: AsyncConnection, person_id: int, n: int, branch: bool) -> None:
    """Whether the person's group number `n` is a local branch; GroupUnknown where they have none."""
    if await connection.scalar(_set_branch, {"who": person_id, "number": n, "new": branch}) is None:
        raise GroupUnknown("the person has no group under this number")


async def join(connection: AsyncConnection, person_id: int, n: int, code: str) -> None:
    """The person's group number `n` is the group of this code; GroupUnknown where there is none."""
    group = await connection.scalar(_invitation, {"code": code})
    if group is None:
        raise GroupUnknown("no group has this join code")
    await put(connection, membership, {"person_id": person_id, "n": n, "group_id": group})


async def drop_empty(connection: AsyncConnection, groups: Sequence[int] | None = None) -> None:
    """Groups nobody is a member of any more go: those given, or all."""
    await connection.execute(_left if groups is None else _left.where(volunteer_group.c.id.in_(groups)))
