"""Writes down what became of a call."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.telegram.fates import ANSWER, Fate, Kind
from bot.telegram.translate import ASKED_MEMBER
from dialogues.contacts import Reason
from storage.messages import Received, Taken
from storage.outbox import EVERYTHING
from storage.work import UnitOfWork

#: The call that asks what somebody is in a group; and what ends a call for good.
MEMBER = "getChatMember"
_ENDED = frozenset({Kind.SENT, Kind.GONE, Kind.FAILED, Kind.UNCERTAIN})


@dataclass(frozen=True)
class Outcome:
    """A call that ended. `everywhere`: its 429 concerns all chats. `status`: what somebody is in a group."""

    row: Taken
    fate: Fate
    message_id: int | None = None
    status: str = ""
    everywhere: bool = False

    @property
    def paused_chat(self) -> int:
        """The chat that a 429 concerns."""
        return EVERYTHING if self.everywhere else self.row.chat_id


async def record(work: UnitOfWork, outcomes: Sequence[Outcome], now: datetime) -> None:
    """All of it, in the given unit of work."""
    arrived = [(outcome.row, outcome.message_id) for outcome in outcomes if outcome.fate.kind is Kind.SENT]
    await work.sending.sent(arrived, now)
    for outcome in outcomes:
        await _not_sent(work, outcome, now)
    answers = [_answer(outcome) for outcome in outcomes if outcome.row.method == MEMBER and outcome.fate.kind in _ENDED]
    if answers:
        await work.receive(answers, now)


def _answer(outcome: Outcome) -> Received:
    """What Telegram told of somebody in a group becomes an update of our own, handled in that person's order."""
    asked = outcome.row.params
    answer = {"chat_id": asked["chat_id"], "user_id": asked["user_id"], "status": outcome.status}
    payload = json.dumps({"update_id": -outcome.row.id, ASKED_MEMBER: answer})
    return Received(-outcome.row.id, asked["user_id"], payload)


async def _not_sent(work: UnitOfWork, outcome: Outcome, now: datetime) -> None:
    row, fate = outcome.row, outcome.fate
    match fate.kind:
        case Kind.SENT:
            pass  # written with all the others
        case Kind.AGAIN:
            await work.sending.again(row.id, now + fate.wait, doubt=fate.doubt)
        case Kind.PAUSED:
            await _pause(work, outcome, now)
        case Kind.MIGRATED:
            await work.move_chat(row.chat_id, fate.chat_id)
            await work.sending.again(row.id, now)
        case Kind.GONE:
            await _gone(work, row, fate, now)
        case Kind.FAILED:
            await work.sending.not_sent(row.id, "failed", fate.reason, now, because="failed")
        case Kind.UNCERTAIN:
            await work.sending.not_sent(row.id, "uncertain", fate.reason, now)


async def _pause(work: UnitOfWork, outcome: Outcome, now: datetime) -> None:
    row, until = outcome.row, now + outcome.fate.wait
    await work.sending.pause(outcome.paused_chat, until)
    if row.method == ANSWER:
        await work.sending.not_sent(row.id, "failed", outcome.fate.reason, now)
    else:
        await work.sending.again(row.id, until)


async def _gone(work: UnitOfWork, row: Taken, fate: Fate, now: datetime) -> None:
    because: Reason = "blocked" if row.chat_id > 0 else "group gone"
    await work.sending.not_sent(row.id, "failed", fate.reason, now, because=because)
    await work.silence(row.chat_id, because, now)
    await work.set_blocked(row.chat_id, now)  # a private chat has the number of its person
