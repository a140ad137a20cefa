"""Sends the mirror of a round where it was asked for: in words, in pictures, or as files to keep.

It is drawn outside of any transaction; that it was sent and that it was asked for then go together.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.clock import Clock
from bot.telegram.splitting import length
from bot.telegram.waiting import rounds
from bot.trainers.drawing import Drawing
from bot.trainers.files import Files, kinds_of
from bot.trainers.mirror_words import Mirrored, MirrorWords, hidden_parts, mirror_parts, topic_parts
from bot.trainers.published import published
from bot.trainers.sheets import Sheets
from coaching_texts.texts import Texts
from storage import Database, File, Outgoing
from storage.messages import REPLY
from storage.orders import Order

#: Orders that other replicas took in are looked for this often.
NET = timedelta(seconds=5)
#: Bot API: characters of a caption after parsing.
_LONGEST_CAPTION = 1024
T = TypeVar("T")
_LOG = logging.getLogger(__name__)


async def _made(making: Coroutine[Any, Any, T]) -> T | None:
    """A picture or a file; None where it cannot be made, so that the words, and what others asked for, still go out."""
    try:
        return await making
    except Exception as error:
        _LOG.warning("A picture or a file of a mirror could not be made (%s); the rest goes out.", type(error).__name__)
        return None


class MirrorPost:
    """Runs until cancelled. Set `wake` after a commit that may have asked for a mirror."""

    def __init__(self, db: Database, texts: Texts, clock: Clock, drawing: Drawing, sent: asyncio.Event) -> None:
        """`sent` is set when there is something in the outbox."""
        self.wake = asyncio.Event()
        self._db, self._clock, self._drawing, self._sent = db, clock, drawing, sent
        self._words = MirrorWords(texts)
        self._sheets = Sheets(self._words)
        self._kept = Files(self._sheets, drawing)

    async def run(self) -> None:
        await rounds(self._clock, self.wake, self._round, "list of mirrors")

    async def _round(self) -> datetime | None:
        while await self._one():
            self._sent.set()
        return self._clock.now() + NET if self._db.is_postgres else None

    async def _one(self) -> bool:
        """Make one; whether there was one."""
        async with self._db.work() as work:
            order = await work.rounds.first_order()
            shown = await published(work, order.round_id) if order is not None else []
        if order is None:
            return False
        messages = [message async for message in self._messages(order, shown)]
        async with self._db.work() as work:
            if await work.rounds.fulfil(order):
                await work.enqueue(*messages)
        return True

    async def _messages(self, order: Order, shown: Sequence[Mirrored]) -> AsyncIterator[Outgoing]:
        for mirrored in shown:
            if order.kind == "files":
                async for message in self._files(order, mirrored):
                    yield message
            else:
                async for message in self._mirror(order, mirrored):
                    yield message
        if shown and order.kind == "mirror" and order.person_id is not None:
            yield self._text(order, self._words.message(hidden_parts(shown[-1])))

    async def _mirror(self, order: Order, mirrored: Mirrored) -> AsyncIterator[Outgoing]:
        sheet = self._sheets.of(mirrored)
        if mirrored.lines and (picture := await _made(self._drawing.draw("phone", sheet))) is not None:
            yield self._photo(order, picture, self._sheets.in_words(sheet))
        if sheet.trend is not None and (picture := await _made(self._drawing.draw("trend_phone", sheet))) is not None:
            yield self._photo(order, picture, self._sheets.trend_in_words(sheet, sheet.trend))
        yield self._text(order, self._words.message([*mirror_parts(mirrored), *topic_parts(mirrored)]))

    async def _files(self, order: Order, mirrored: Mirrored) -> AsyncIterator[Outgoing]:
        for kind in kinds_of(mirrored):
            if (file := await _made(self._kept.make(kind, mirrored))) is not None:
                yield self._document(order, file)

    def _text(self, order: Order, html: str) -> Outgoing:
        return self._call(order, "sendMessage", {"text": html, "parse_mode": "HTML"})

    def _photo(self, order: Order, picture: bytes, said: str) -> Outgoing:
        caption = {"caption": said, "parse_mode": "HTML"} if length(said) <= _LONGEST_CAPTION else {}
        return self._call(order, "sendPhoto", caption, photo=File("spiegel.png", "image/png", picture))

    def _document(self, order: Order, file: File) -> Outgoing:
        return self._call(order, "sendDocument", {}, document=file)

    def _call(self, order: Order, method: str, params: dict[str, Any], **files: File) -> Outgoing:
        now = self._clock.now()
        params = {"chat_id": order.chat_id, **params}
        to: dict[str, Any] = {"not_before": now, "person_id": order.person_id, "files": files}
        return Outgoing(order.chat_id, REPLY, method, params, **to)
