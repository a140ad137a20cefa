"""What a dead process left under way. Nobody knows whether it arrived: a reply is sent again, outreach never is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Update, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.contacts import message_ended
from storage.engines import is_dead
from storage.messages import CALLBACK_ANSWER, OUTREACH, REPLY
from storage.tables import outbox

CUT_OFF = "the process that sent it ended"


@dataclass(frozen=True)
class Recovered:
    """How many messages are sent again, given up (answers to buttons, too late by now), and uncertain."""

    again: int
    failed: int
    uncertain: int


async def recover(connection: AsyncConnection, owner: int, now: datetime) -> Recovered:
    """Settle what dead owners had under way; ours and that of living ones stays."""
    dead = [number for number in await _others(connection, owner) if await is_dead(connection, number)]
    again = await _settle(connection, dead, REPLY, {"state": "pending", "owner": None})
    ended = {"payload": None, "error": CUT_OFF, "finished_at": now}
    failed = await _settle(connection, dead, CALLBACK_ANSWER, {"state": "failed", **ended})
    uncertain = await _settle(connection, dead, OUTREACH, {"state": "uncertain", **ended})
    for row in uncertain:
        if row.contact_n is not None:
            await message_ended(connection, row.person_id, row.contact_n, "uncertain", now)
    return Recovered(len(again), len(failed), len(uncertain))


async def _others(connection: AsyncConnection, owner: int) -> list[int]:
    attempting = select(outbox.c.owner).where(outbox.c.state == "attempting", outbox.c.owner != owner)
    return list((await connection.scalars(attempting.distinct())).all())


async def _settle(
    connection: AsyncConnection, owners: list[int], lane: int, values: dict[str, Any]
) -> list[Row[*tuple[Any, ...]]]:
    left = outbox.c.state == "attempting", outbox.c.owner.in_(owners), outbox.c.lane == lane
    settled: Update = update(outbox).where(*left).values(**values)
    return list(await connection.execute(settled.returning(outbox.c.person_id, outbox.c.contact_n)))
