"""Sends the mirror of a round where it was asked for: in words, in pictures, or as files to keep.

It is drawn outside of any transaction; that it was sent and that it was asked for then go together.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.coach import Coach
from bot.telegram.splitting import length
from bot.telegram.waiting import rounds
from bot.trainers.drawing import Drawing
from bot.trainers.exporting import as_csv, file_name, table
from bot.trainers.mirror_words import Mirrored, MirrorWords, OwnQuestion, hidden_parts, mirror_parts, topic_parts
from bot.trainers.sheets import Sheets
from dialogues.model.group_places import Kind
from storage import Database, File, Frozen, Outgoing, UnitOfWork
from storage.messages import REPLY
from storage.orders import Order
from storage.round_work import Round

#: Orders that other replicas took in are looked for this often.
NET = timedelta(seconds=5)
#: Bot API: characters of a caption after parsing.
_LONGEST_CAPTION = 1024
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class MirrorPost:
    """Runs until cancelled. Set `wake` after a commit that may have asked for a mirror."""

    def __init__(self, db: Database, coach: Coach, clock: Clock, sent: asyncio.Event) -> None:
        """`sent` is set when there is something in the outbox."""
        self.wake = asyncio.Event()
        self._db, self._coach, self._clock, self._sent = db, coach, clock, sent
        self._words = MirrorWords(coach.texts)
        self._sheets = Sheets(self._words)

    async def run(self) -> None:
        async with Drawing() as self._drawing:
            await rounds(self._clock, self.wake, self._round, "list of mirrors")

    async def _round(self) -> datetime | None:
        while await self._one():
            self._sent.set()
        return self._clock.now() + NET if self._db.is_postgres else None

    async def _one(self) -> bool:
        """Make one; whether there was one."""
        async with self._db.work() as work:
            order = await work.rounds.first_order()
            shown = await self._shown(work, order) if order is not None else []
        if order is None:
            return False
        messages = [message async for message in self._messages(order, shown)]
        async with self._db.work() as work:
            if await work.rounds.fulfil(order):
                await work.enqueue(*messages)
        return True

    async def _shown(self, work: UnitOfWork, order: Order) -> list[Mirrored]:
        round = await work.rounds.round(order.round_id)
        if round is None:
            return []
        results = await work.results.of_round(round.id)
        return [
            Mirrored(
                result,
                await self._name(work, result),
                await work.results.before(result),
                own=_own(round),
            )
            for result in results
        ]

    async def _name(self, work: UnitOfWork, result: Frozen) -> str | None:
        if result.place.kind is Kind.GROEP:
            return (await work.desk.group_labels([result.place.of])).get(result.place.of)
        shown = (await work.desk.workshops_shown([result.place.of])).get(result.place.of)
        return shown.name if shown is not None else None

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
        if mirrored.lines:
            yield self._photo(order, await self._drawing.draw("phone", sheet), self._sheets.in_words(sheet))
        if sheet.trend is not None:
            picture = await self._drawing.draw("trend_phone", sheet)
            yield self._photo(order, picture, self._sheets.trend_in_words(sheet, sheet.trend))
        yield self._text(order, self._words.message([*mirror_parts(mirrored), *topic_parts(mirrored)]))

    async def _files(self, order: Order, mirrored: Mirrored) -> AsyncIterator[Outgoing]:
        from bot.trainers.workbook import as_xlsx  # noqa: PLC0415 - loads its library

        sheet, rows = self._sheets.of(mirrored), table(mirrored, self._words)
        yield self._document(order, File(file_name(mirrored, "csv"), "text/csv", as_csv(rows)))
        yield self._document(order, File(file_name(mirrored, "xlsx"), _XLSX, as_xlsx(rows, "Spiegel")))
        if mirrored.lines:
            page = await self._drawing.draw("page", sheet)
            yield self._document(order, File(file_name(mirrored, "pdf"), "application/pdf", page))
            beamer = await self._drawing.draw("beamer", sheet)
            yield self._document(order, File(file_name(mirrored, "png"), "image/png", beamer))

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


def _own(round: Round) -> dict[str, OwnQuestion]:
    """The trainer's own question, with its answers by the numbers that were chosen."""
    if round.question is None:
        return {}
    answers = json.loads(round.answers or "[]")
    return {str(round.id): OwnQuestion(round.question, {str(n): answer for n, answer in enumerate(answers, 1)})}
