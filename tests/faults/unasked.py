"""Something unasked, for people who may be new."""

from collections.abc import Sequence
from datetime import datetime

from storage import OUTREACH, Database, Outgoing, UnitOfWork


async def unasked(db: Database, people: Sequence[int], now: datetime) -> None:
    """Put a message to each of them in the outbox."""
    async with db.work() as work:
        await work.enqueue(*[await _to(work, who, now) for who in people])


async def _to(work: UnitOfWork, who: int, now: datetime) -> Outgoing:
    person = await work.person(who) or await work.add_person(who, who, now)
    params = {"chat_id": who, "text": "Dag"}
    return Outgoing(who, OUTREACH, "sendMessage", params, not_before=now, person_id=person.id)
