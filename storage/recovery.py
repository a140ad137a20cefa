"""What a dead process left under way. Nobody knows whether it arrived: a reply is sent again, outreach never is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Update, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.contacts import message_ended
from storage.engines import is_dead
from storage.messages import CALLBACK_ANSWER, OUTREACH, REPLY
from storage.outbox import FORGOTTEN
from storage.tables import outbox

CUT_OFF = "the process that sent it ended"


@dataclass(frozen=True)
class Recovered:
    """How many messages are sent again, given up (answers to buttons, too late by now), and uncertain."""

    again: int
    failed: int
    uncertain: int


async def missing(connection: AsyncConnection, owner: int) -> set[int]:
    """Owners, other than this one, that have messages under way and do not live (now, at least)."""
    attempting = select(outbox.c.owner).where(outbox.c.state == "attempting", outbox.c.owner != owner)
    others = (await connection.scalars(attempting.distinct())).all()
    return {number for number in others if await is_dead(connection, number)}


async def recover(connection: AsyncConnection, dead: Collection[int], now: datetime) -> Recovered:
    """Settle what these owners had under way."""
    again = await _settle(connection, dead, REPLY, {"state": "pending", "owner": None, "doubts": outbox.c.doubts + 1})
    ended = {**FORGOTTEN, "error": CUT_OFF, "finished_at": now}
    failed = await _settle(connection, dead, CALLBACK_ANSWER, {"state": "failed", **ended})
    uncertain = await _settle(connection, dead, OUTREACH, {"state": "uncertain", **ended})
    for row in uncertain:
        if row.contact_id is not None:
            await message_ended(connection, row.contact_id, "uncertain", now)
    return Recovered(len(again), len(failed), len(uncertain))


async def _settle(
    connection: AsyncConnection, owners: Collection[int], lane: int, values: dict[str, Any]
) -> list[Row[*tuple[Any, ...]]]:
    left = outbox.c.state == "attempting", outbox.c.owner.in_(owners), outbox.c.lane == lane
    settled: Update = update(outbox).where(*left).values(**values)
    return list(await connection.execute(settled.returning(outbox.c.contact_id)))
