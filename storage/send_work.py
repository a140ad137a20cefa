"""What a unit of work can do with the outbox, for who sends what is in it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.contacts import Reason
from storage import outbox, pace, recovery
from storage.engines import one_sender_at_a_time
from storage.messages import Slot, Taken
from storage.recovery import Recovered


class SendWork:
    """Part of a unit of work: `work.sending`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def only_sender(self) -> None:
        """Wait until no other process takes messages; none does until this unit of work ends."""
        await one_sender_at_a_time(self._connection)

    async def to_send(self, now: datetime, most: int, most_unasked: int) -> list[Taken]:
        """What may be said now, by lane and then in order, at most one a chat; for the only sender."""
        return await outbox.to_send(self._connection, now, most, most_unasked)

    async def attempt(self, owner: int, ids: Sequence[int]) -> None:
        """These are under way, and ours, once this is committed."""
        await outbox.attempt(self._connection, owner, ids)

    async def unasked_waiting(self) -> int:
        """How many unasked messages wait for their turn."""
        return await outbox.unasked_waiting(self._connection)

    async def sent(self, arrived: Sequence[tuple[Taken, int | None]], now: datetime) -> None:
        """These arrived, each with the number Telegram gave it. Many at once cost hardly more than one."""
        await outbox.sent(self._connection, arrived, now)

    async def not_sent(
        self,
        id: int,
        state: Literal["failed", "uncertain", "cancelled"],
        error: str,
        now: datetime,
        *,
        because: Reason | None = None,
    ) -> None:
        """It did not arrive, or nobody knows. `because`: what its contact says, where that is more than `state`."""
        await outbox.not_sent(self._connection, id, state, error, now, because=because)

    async def again(self, id: int, not_before: datetime, *, doubt: bool = False) -> None:
        """Not yet, or not this time (`doubt`: nobody knows whether it arrived): pending, not before this moment."""
        await outbox.again(self._connection, id, not_before, doubt=doubt)

    async def next_send_due(self, now: datetime, unasked_at: datetime) -> datetime | None:
        """When `to_send` may have something to give again: `now` where it has already, None where nothing waits."""
        moment = await outbox.next_send_due(self._connection, now, unasked_at)
        return max(moment, now) if moment is not None else None

    async def missing(self, owner: int) -> set[int]:
        """Other owners that have messages under way and do not live."""
        return await recovery.missing(self._connection, owner)

    async def recover(self, dead: Collection[int], now: datetime) -> Recovered:
        """Settle what these owners had under way: replies go again, what is unasked is uncertain."""
        return await recovery.recover(self._connection, dead, now)

    async def pause(self, chat_id: int, until: datetime) -> None:
        """No message to this chat before `until`; chat 0 stands for all chats."""
        await pace.pause(self._connection, chat_id, until)

    async def slots(self, chats: Collection[int]) -> dict[int, Slot]:
        """How far the pace of these chats (0: of what is unasked) is used up."""
        return await pace.slots(self._connection, chats)

    async def keep_slots(self, used: Mapping[int, Slot]) -> None:
        """Write down what was used of them."""
        await pace.keep_slots(self._connection, used)
