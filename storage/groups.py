"""Groups of volunteers, and the numbers under which a person knows them."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.inputs import Invitation
from storage.engines import put
from storage.errors import GroupUnknown
from storage.tables import membership, volunteer_group


def _of(person_id: int, *columns: Any) -> Select[*tuple[Any, ...]]:
    joined = select(*columns).join_from(membership, volunteer_group)
    return joined.where(membership.c.person_id == person_id)


async def names(connection: AsyncConnection, person_id: int, ns: Collection[int]) -> dict[int, str]:
    """The names of the person's groups with these numbers."""
    wanted = _of(person_id, membership.c.n, volunteer_group.c.name).where(membership.c.n.in_(ns))
    return {row.n: row.name for row in await connection.execute(wanted)}


async def code(connection: AsyncConnection, person_id: int, n: int) -> str | None:
    """The join code of the person's group number `n`."""
    found: str | None = await connection.scalar(_of(person_id, volunteer_group.c.code).where(membership.c.n == n))
    return found


async def invitation(connection: AsyncConnection, code: str) -> Invitation | None:
    """What this join code stands for."""
    branch = select(volunteer_group.c.branch).where(volunteer_group.c.code == code)
    row = (await connection.execute(branch)).first()
    return Invitation(kind="group", code=code, branch=row.branch) if row is not None else None


async def name(connection: AsyncConnection, person_id: int, n: int, name: str, now: datetime) -> None:
    """The person's group number `n` gets this name; a new group where there is none yet."""
    group = await _group(connection, person_id, n)
    if group is not None:
        await connection.execute(update(volunteer_group).where(volunteer_group.c.id == group).values(name=name))
        return
    id = secrets.randbits(62)
    new = {"id": id, "name": name, "branch": None, "code": secrets.token_urlsafe(12), "created_at": now}
    await connection.execute(insert(volunteer_group), new)
    await connection.execute(insert(membership), {"person_id": person_id, "n": n, "group_id": id})


async def set_branch(connection: AsyncConnection, person_id: int, n: int, branch: bool) -> None:
    """Whether the person's group number `n` is a local branch; GroupUnknown where they have none."""
    group = await _group(connection, person_id, n)
    if group is None:
        raise GroupUnknown("the person has no group under this number")
    await connection.execute(update(volunteer_group).where(volunteer_group.c.id == group).values(branch=branch))


async def join(connection: AsyncConnection, person_id: int, n: int, code: str) -> None:
    """The person's group number `n` is the group of this code; GroupUnknown where there is none."""
    group = await connection.scalar(select(volunteer_group.c.id).where(volunteer_group.c.code == code))
    if group is None:
        raise GroupUnknown("no group has this join code")
    await put(connection, membership, {"person_id": person_id, "n": n, "group_id": group})


async def _group(connection: AsyncConnection, person_id: int, n: int) -> int | None:
    number = select(membership.c.group_id).where(membership.c.person_id == person_id, membership.c.n == n)
    group: int | None = await connection.scalar(number)
    return group


async def drop_empty(connection: AsyncConnection, groups: Sequence[int] | None = None) -> None:
    """Groups nobody is a member of any more go: those given, or all."""
    empty = ~exists().where(membership.c.group_id == volunteer_group.c.id)
    gone = delete(volunteer_group).where(empty)
    await connection.execute(gone if groups is None else gone.where(volunteer_group.c.id.in_(groups)))
