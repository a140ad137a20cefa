"""Keeps messages up to date: looks, every few seconds, whether what they tell has changed, and edits them."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.coach import Coach
from bot.telegram.waiting import rounds
from bot.trainers.chats import chat_markup
from bot.trainers.showing import fingerprint
from storage import Database, Outgoing, UnitOfWork
from storage.live import Live
from storage.messages import REPLY

#: Where no other replica can change anything, all who change something call; and it is looked after this often.
NET = timedelta(hours=6)
#: Telegram lets a bot edit a message in a group some twenty times a minute, and its other messages count too.
EVERY = timedelta(seconds=3)


class LiveMessages:
    """Runs until cancelled. Set `wake` after a commit that may have changed something."""

    def __init__(self, db: Database, coach: Coach, clock: Clock, sent: asyncio.Event) -> None:
        """`sent` is set when an edit is on its way."""
        self.wake = asyncio.Event()
        self._db, self._coach, self._clock, self._sent = db, coach, clock, sent
        self._looked_at: datetime | None = None

    async def run(self) -> None:
        await rounds(self._clock, self.wake, self._round, "list of live messages")

    async def _round(self) -> datetime | None:
        now = self._clock.now()
        if self._looked_at is not None and now - self._looked_at < EVERY:
            return self._looked_at + EVERY
        self._looked_at = now
        async with self._db.work() as work:
            followed = await work.desk.followed(now)
            edits = [edit for live in followed for edit in await self._edit(work, live, now)]
            await work.enqueue(*edits)
        if edits:
            self._sent.set()
        return now + (EVERY if self._db.is_postgres else NET) if followed else None

    async def _edit(self, work: UnitOfWork, live: Live, now: datetime) -> list[Outgoing]:
        html, last = await self._coach.showing.live_html(work, live)
        changed = (shown := fingerprint(html)) != live.shown or live.message_id is None
        if changed or last:
            await work.desk.now_shows(live, shown, last=last)
        if not changed:
            return []
        params: dict[str, Any] = {"chat_id": live.chat_id, "text": html, "parse_mode": "HTML"}
        if (markup := await self._markup(work, live)) is not None:
            params["reply_markup"] = markup
        to: dict[str, Any] = {"not_before": now, "person_id": live.person_id, "live_id": live.id}
        if live.message_id is None:  # its chat has moved: there it was not said yet
            return [Outgoing(live.chat_id, REPLY, "sendMessage", params, **to)]
        params["message_id"] = live.message_id
        return [Outgoing(live.chat_id, REPLY, "editMessageText", params, **to)]

    async def _markup(self, work: UnitOfWork, live: Live) -> dict[str, Any] | None:
        """The buttons of a round in a chat stay while it runs; an edit without them takes them away."""
        if live.kind != "chat" or await work.rounds.running_in(live.chat_id) is None:
            return None
        return chat_markup(self._coach.showing, live.about, await work.rounds.button_key(live.about))
