"""Writes down what became of a call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.telegram.fates import Fate, Kind
from storage.messages import CALLBACK_ANSWER, Outgoing, Taken
from storage.work import UnitOfWork

EVERYTHING = 0  # the chat of a pause that concerns the whole bot


@dataclass(frozen=True)
class Outcome:
    """A call that ended. `everywhere`: its 429 concerns all chats."""

    row: Taken
    fate: Fate
    message_id: int | None = None
    everywhere: bool = False


async def record(work: UnitOfWork, outcome: Outcome, now: datetime) -> None:
    """All of it, in the given unit of work."""
    row, fate = outcome.row, outcome.fate
    match fate.kind:
        case Kind.SENT:
            await work.sent(row.id, outcome.message_id, now)
        case Kind.AGAIN:
            await work.again(row.id, now + fate.wait)
        case Kind.PAUSED:
            await _pause(work, outcome, now)
        case Kind.MIGRATED:
            await _readdress(work, row, fate, now)
        case Kind.BLOCKED:
            await work.not_sent(row.id, "failed", fate.reason, now)
            await work.set_blocked(row.chat_id, now)  # a private chat has the number of its person
        case Kind.FAILED:
            await work.not_sent(row.id, "failed", fate.reason, now)
        case Kind.UNCERTAIN:
            await work.not_sent(row.id, "uncertain", fate.reason, now)


async def _pause(work: UnitOfWork, outcome: Outcome, now: datetime) -> None:
    row, until = outcome.row, now + outcome.fate.wait
    await work.pause(EVERYTHING if outcome.everywhere else row.chat_id, until)
    if row.lane == CALLBACK_ANSWER:  # a press is answered within seconds or not at all
        await work.not_sent(row.id, "failed", outcome.fate.reason, now)
    else:
        await work.again(row.id, until)


async def _readdress(work: UnitOfWork, row: Taken, fate: Fate, now: datetime) -> None:
    await work.not_sent(row.id, "cancelled", fate.reason, now)
    params = row.params | {"chat_id": fate.chat_id}
    to: dict[str, Any] = {"person_id": row.person_id, "contact_n": row.contact_n, "files": row.files}
    await work.enqueue(Outgoing(fate.chat_id, row.lane, row.method, params, not_before=now, **to))
