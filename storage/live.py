"""Messages that keep themselves up to date: which there are, and what they show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.round_tables import round_
from storage.tables import outbox
from storage.trainer_tables import live_message

LiveKind = Literal["workshop", "round", "chat"]


@dataclass(frozen=True)
class Live:
    """A message about a workshop or a round. `message_id`: once it was sent. `shown`: a hash of what it shows."""

    kind: LiveKind
    about: int
    chat_id: int
    person_id: int | None
    until: datetime
    shown: str = ""
    message_id: int | None = None
    id: int = 0


_on_its_way = exists().where(outbox.c.live_id == live_message.c.id, outbox.c.finished_at.is_(None))
_followed = (
    select(live_message)
    .where(live_message.c.until > bindparam("now"), ~_on_its_way)
    .order_by(live_message.c.id)
    .with_for_update(skip_locked=True)
)


async def follow(connection: AsyncConnection, message: Live) -> int:
    """Keep a message up to date from when it is sent; its number. An earlier one in the chat about the same ends."""
    same = live_message.c.kind == message.kind, live_message.c.about == message.about
    earlier = update(live_message).where(*same, live_message.c.chat_id == message.chat_id)
    await connection.execute(earlier.values(until=None))
    row: dict[str, Any] = {"kind": message.kind, "about": message.about, "chat_id": message.chat_id}
    row |= {"person_id": message.person_id, "until": message.until, "shown": message.shown}
    made: int = (await connection.execute(insert(live_message).values(row).returning(live_message.c.id))).scalar_one()
    return made


async def followed(connection: AsyncConnection, now: datetime) -> Sequence[Live]:
    """Those that are kept up to date, and neither on their way nor being edited; ours until the unit of work ends.

    One without `message_id` is still to be said: its chat has moved.
    """
    return [Live(**row) for row in (await connection.execute(_followed, {"now": now})).mappings()]


async def now_shows(connection: AsyncConnection, message: Live, shown: str, *, last: bool) -> None:
    """What it shows from now on; `last`: it will not change any more."""
    until = {"until": None} if last else {}
    this = update(live_message).where(live_message.c.id == message.id)
    await connection.execute(this.values({"shown": shown, **until}))


async def arrived(connection: AsyncConnection, id: int, message_id: int) -> None:
    """Under which number a live message stands in its chat."""
    await connection.execute(update(live_message).where(live_message.c.id == id).values(message_id=message_id))


async def end_of_workshop(connection: AsyncConnection, workshop_id: int, person_id: int | None = None) -> None:
    """What trainers of a workshop see of it and its rounds is not kept up to date any more: for one of them, or all."""
    of_rounds = live_message.c.about.in_(select(round_.c.id).where(round_.c.workshop_id == workshop_id))
    of_itself = (live_message.c.kind == "workshop") & (live_message.c.about == workshop_id)
    theirs = [live_message.c.person_id == person_id] if person_id is not None else []
    shown = or_(of_itself, (live_message.c.kind == "round") & of_rounds)
    await connection.execute(update(live_message).where(shown, *theirs).values(until=None))


async def ended(connection: AsyncConnection, id: int) -> None:
    """A live message that could not be sent or edited is not kept up to date any more."""
    await connection.execute(update(live_message).where(live_message.c.id == id).values(until=None))
