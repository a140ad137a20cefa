"""Trainers: who is one, the links that make others one, and what they did."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.inputs import Invitation
from storage.engines import insert_new
from storage.errors import LinkUsed
from storage.tables import Person
from storage.trainer_tables import audit, trainer, trainer_invitation, workshop_trainer

#: A link that makes somebody a trainer works this long.
INVITATION_LASTS = timedelta(days=7)

_expired = delete(trainer_invitation).where(trainer_invitation.c.expires_at < bindparam("now"))


def new_code() -> str:
    """A code for a link that nobody guesses: 96 bits, in signs that Telegram takes."""
    return secrets.token_urlsafe(12)


async def is_trainer(connection: AsyncConnection, person_id: int) -> bool:
    """Whether this person became a trainer by a link."""
    found = select(trainer.c.person_id).where(trainer.c.person_id == person_id)
    return await connection.scalar(found) is not None


async def codes(connection: AsyncConnection, ids: Collection[int]) -> dict[int, str]:
    """The codes of these links for trainers."""
    rows = await connection.execute(select(trainer_invitation).where(trainer_invitation.c.id.in_(ids)))
    return {row.id: row.code for row in rows}


async def invitation(connection: AsyncConnection, code: str, now: datetime) -> Invitation | None:
    """What this code stands for; None where it is none that makes a trainer, or works no longer."""
    link = select(trainer_invitation).where(trainer_invitation.c.code == code, trainer_invitation.c.used_at.is_(None))
    row = (await connection.execute(link.where(trainer_invitation.c.expires_at > now))).first()
    return Invitation("trainer", code, workshop=row.workshop_id or 0) if row is not None else None


async def invite(connection: AsyncConnection, who: Person, id: int, workshop_id: int, now: datetime) -> None:
    """A link that makes one person a trainer, of this workshop or (0) of none yet."""
    row = {"id": id, "code": new_code(), "person_id": who.id, "workshop_id": workshop_id or None}
    await connection.execute(insert(trainer_invitation), row | {"expires_at": now + INVITATION_LASTS})


async def become(connection: AsyncConnection, who: Person, code: str, now: datetime) -> None:
    """The person used this link; LinkUsed where somebody else was first."""
    unused = trainer_invitation.c.code == code, trainer_invitation.c.used_at.is_(None)
    use = update(trainer_invitation).where(*unused).values(used_at=now).returning(trainer_invitation.c.workshop_id)
    used = (await connection.execute(use)).first()
    if used is None:
        raise LinkUsed("the link was used a moment ago")
    await insert_new(connection, trainer, [{"person_id": who.id, "since": now}])
    if used.workshop_id is not None:
        mine = {"workshop_id": used.workshop_id, "person_id": who.id, "since": now}
        await insert_new(connection, workshop_trainer, [mine])


async def note(connection: AsyncConnection, who: Person, effect: object, now: datetime) -> None:
    """What a trainer did, by its name, and to what."""
    subject = next((getattr(effect, of) for of in ("round", "workshop", "id") if hasattr(effect, of)), None)
    what = {"at": now, "person_id": who.id, "action": type(effect).__name__, "subject": subject}
    await connection.execute(insert(audit), what)


async def keep_clean(connection: AsyncConnection, now: datetime) -> None:
    """Links that expired go."""
    await connection.execute(_expired, {"now": now})
