"""The mirror of a round goes where it was asked for, whatever becomes of its pictures."""

import asyncio

import pytest

from bot.trainers.drawing import Drawing
from bot.trainers.mirror_post import MirrorPost
from bot.trainers.sheet import Sheet
from storage import Database
from storage.orders import Order, OrderKind
from storage.tables import outbox
from tests.telegram.clocks import JumpingClock
from tests.trainers.mirrors import WORDS
from tests.trainers.page.estate import LAST_ROUND, OWNER, built


class Unlucky(Drawing):
    """The process that draws is killed again and again."""

    async def draw(self, picture: str, sheet: Sheet) -> bytes:
        raise asyncio.IncompleteReadError(b"", 1)


async def _posted(db: Database, drawing: Drawing, *kinds: OrderKind) -> list[str]:
    """The calls that these orders come to, in their order."""
    clock, sent = JumpingClock(), asyncio.Event()
    estate = await built(db, clock)
    who = estate.people[OWNER]
    async with db.work() as work:
        for kind in kinds:
            await work.rounds.order(Order(LAST_ROUND, who.chat_id, kind, who.id))
    post = MirrorPost(db, WORDS.texts, clock, drawing, sent)
    running = asyncio.create_task(post.run())
    async with asyncio.timeout(60):
        while await _waits(db):
            await sent.wait()
            sent.clear()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    async with db.work() as work:
        rows = await work.connection.execute(outbox.select().order_by(outbox.c.id))
        return [row.method for row in rows]


async def _waits(db: Database) -> bool:
    async with db.work() as work:
        return await work.rounds.first_order() is not None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what goes out is the same on both
async def test_a_mirror_goes_out_in_pictures_and_words(db: Database) -> None:
    """The mirror and its trend as photos, its words, and what is not shown."""
    async with Drawing() as drawing:
        assert await _posted(db, drawing, "mirror") == ["sendPhoto", "sendPhoto", "sendMessage", "sendMessage"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_words_go_out_where_nothing_can_be_drawn(db: Database) -> None:
    """Neither they nor the tables wait for pictures, and nobody waits for somebody else's."""
    async with Unlucky() as drawing:
        posted = await _posted(db, drawing, "mirror", "files")
    assert posted == ["sendMessage", "sendMessage", "sendDocument", "sendDocument"]
