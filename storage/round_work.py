"""What may be asked of the database to move rounds on, inside a unit of work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.round_effects import RoundKind
from storage import chat_rounds, orders, round_parts, rounds
from storage.orders import Order
from storage.tables import Person

Round = Row[*tuple[Any, ...]]


class RoundWork:
    """Part of a unit of work: `work.rounds`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.changed = False  # whether a round may have to move earlier than any before
        self.ordered = False  # whether there may be results to show

    async def to_move(self, now: datetime) -> Sequence[Round]:
        """Rounds that are to start, to remind or to close; ours until the unit of work ends."""
        return await rounds.to_move(self._connection, now)

    async def next_move(self) -> datetime | None:
        """When the next round starts or closes."""
        return await rounds.next_move(self._connection)

    async def to_remind(self) -> Sequence[Row[*tuple[Any, ...]]]:
        """Running rounds that have their reminder still to come: when they started, and when they end."""
        return await rounds.to_remind(self._connection)

    async def open(self, round: Round, now: datetime) -> None:
        """It goes out: whoever takes part now is asked, each once."""
        await rounds.moved(self._connection, round.id, state="running")
        await round_parts.open_parts(self._connection, round)
        await round_parts.plan_invitations(self._connection, round, now)

    async def remind(self, round: Round, now: datetime) -> None:
        """The one reminder, to who had the message and did not finish."""
        await rounds.moved(self._connection, round.id, reminded_at=now)
        await round_parts.plan_invitations(self._connection, round, now, nth=2)

    async def closed(self, id: int, now: datetime) -> None:
        """It is over: who did not get it by now does not get it."""
        await rounds.too_late(self._connection, id, now)
        await rounds.moved(self._connection, id, state="closed")

    async def parts_of(self, id: int) -> Sequence[Round]:
        """All who are asked in a round."""
        return await round_parts.parts_of(self._connection, id)

    async def order(self, order: Order) -> None:
        """Have the results of a round shown in a chat."""
        self.ordered = True
        await orders.place(self._connection, order)

    async def first_order(self) -> Order | None:
        """The oldest order that is still to be made."""
        return await orders.first(self._connection)

    async def fulfil(self, order: Order) -> bool:
        """It is made; False where another replica was first."""
        return await orders.fulfil(self._connection, order.id)

    async def round(self, id: int) -> Round | None:
        """The round with this number."""
        return await rounds.one(self._connection, id)

    async def chat_added(self, chat_id: int, now: datetime) -> bool:
        """The bot is in the chat of this group; whether that is new."""
        return await chat_rounds.added(self._connection, chat_id, now)

    async def chat_removed(self, chat_id: int, now: datetime) -> None:
        """The bot is not in this chat any more."""
        self.changed = True
        await chat_rounds.removed(self._connection, chat_id, now)

    async def running_in(self, chat_id: int) -> Round | None:
        """The round that runs in this chat."""
        return await chat_rounds.running(self._connection, chat_id)

    async def start_in(
        self, who: Person, chat: tuple[int, str], what: RoundKind, *, now: datetime, ends_at: datetime
    ) -> int:
        """A round for whoever is in this chat (its number, and its title); the round's number."""
        self.changed = True
        return await chat_rounds.start(self._connection, who, chat, what, now=now, ends_at=ends_at)

    async def end(self, id: int, now: datetime) -> None:
        """A round is over now."""
        self.changed = True
        await rounds.moved(self._connection, id, ends_at=now)

    async def button_key(self, id: int) -> str | None:
        """By which the buttons of who started a round are known."""
        return await rounds.button_key(self._connection, id)

    async def told_of(self, round: Round) -> Person | None:
        """Who hears of a round of a workshop: who started it, or its first trainer."""
        return await rounds.told_of(self._connection, round)
