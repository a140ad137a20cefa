"""Moves rounds on: out they go, a reminder where one is wanted, and at their end they close and have their results."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.coach import Coach
from bot.telegram.waiting import rounds as one_after_another
from bot.trainers.results import RoundToClose, close_round
from storage import Database, Frozen, Outgoing, UnitOfWork, Window
from storage.messages import REPLY
from storage.orders import Order
from storage.round_work import Round

#: Rounds that other replicas started or stopped are looked for this often; it is also how soon a stop is seen.
NET = timedelta(seconds=5)
#: The reminder goes out when this part of the time has gone by.
REMIND_AFTER = 2 / 3


class RoundRunner:
    """Runs until cancelled. Set `wake` after a commit that may have changed a round."""

    def __init__(
        self,
        db: Database,
        coach: Coach,
        clock: Clock,
        *,
        minimum: int,
        planned: asyncio.Event,
        told: Callable[[], object],
    ) -> None:
        """`minimum`: fewest people in a result. `planned` is set when there are new contacts; `told` is called then."""
        self.wake = asyncio.Event()
        self._db, self._coach, self._clock = db, coach, clock
        self._minimum, self._planned, self._told = minimum, planned, told

    async def run(self) -> None:
        await one_after_another(self._clock, self.wake, self._round, "list of rounds")

    async def _round(self) -> datetime | None:
        now = self._clock.now()
        async with self._db.work() as work:
            moved = [await self._move(work, round, now) for round in await work.rounds.to_move(now)]
            due = await work.rounds.next_move()
            reminders = [_reminder(round) for round in await work.rounds.to_remind()]
        if any(moved):
            self._planned.set()
            self._told()
        net = now + NET if self._db.is_postgres else None
        return min(filter(None, (due, net, *reminders)), default=None)

    async def _move(self, work: UnitOfWork, round: Round, now: datetime) -> bool:
        """Do what is due of a round; whether something was."""
        if round.ends_at <= now:
            await self._close(work, round, now)
        elif round.state == "planned":
            await work.rounds.open(round, now)
        elif now >= _reminder(round):
            await work.rounds.remind(round, now)
        else:
            return False
        return True

    async def _close(self, work: UnitOfWork, round: Round, now: datetime) -> None:
        """Nothing more goes out, the results are frozen, and whoever it is of hears so."""
        await work.rounds.closed(round.id, now)
        await work.contacts.cancel("too late", "round", round.id, now)
        parts = await work.rounds.parts_of(round.id)
        results = await close_round(work, _to_close(round, parts, now), self._minimum, now) if parts else []
        await self._tell(work, round, results, now)

    async def _tell(self, work: UnitOfWork, round: Round, results: Sequence[Frozen], now: datetime) -> None:
        """Its trainer, or the group, hears that it closed, and gets the mirror, or why there is none."""
        where = await self._where(work, round)
        if where is None:
            return
        chat_id, person_id = where
        html = self._coach.texts.render("rounds.closed", {})
        if not results:
            html += "\n\n" + self._coach.texts.render("group_mirror.too_few", {})
        params = {"chat_id": chat_id, "text": html, "parse_mode": "HTML"}
        to: dict[str, Any] = {"not_before": now, "person_id": person_id}
        await work.enqueue(Outgoing(chat_id, REPLY, "sendMessage", params, **to))
        if results:
            await work.rounds.order(Order(round.id, chat_id, "mirror", person_id))

    async def _where(self, work: UnitOfWork, round: Round) -> tuple[int, int | None] | None:
        """In which chat a round is told of, and whose that is: the group's, or that of a trainer of the workshop."""
        if round.chat_id is not None:
            return round.chat_id, None
        trainer = await work.rounds.told_of(round)
        return (trainer.chat_id, trainer.id) if trainer is not None else None


def _reminder(round: Any) -> datetime:
    """When the reminder of a round is due."""
    due: datetime = round.starts_at + (round.ends_at - round.starts_at) * REMIND_AFTER
    return due


def _to_close(round: Round, parts: Any, now: datetime) -> RoundToClose:
    who = {(part.person_id, part.group_id): part for part in parts}
    finished = {pair: part for pair, part in who.items() if part.finished_at is not None}
    asks_talk = round.what in ("reflectie", "polsslag")
    window = Window(round.starts_at, now, full=round.what == "reflectie")
    return RoundToClose(
        round.id,
        set(who),
        reflections=window if asks_talk else None,
        question=round.id if round.what == "question" else None,
        chosen={pair: str(part.answer) for pair, part in finished.items() if part.answer is not None},
        told_plan=set(finished) if round.what == "plan" else (),
        rest=round.workshop_id,
    )
