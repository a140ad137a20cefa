"""What went wrong in a trial: replies that lack or differ, states that are not what was said, rows left over."""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from sqlalchemy import func, select

from benchmarks.bot_api import BotApi
from benchmarks.bots import MARK, Bot, group
from benchmarks.filling import FIRST_CHAT
from benchmarks.peers import steps
from dialogues.session import Session
from storage import Database
from storage.tables import inbox, outbox, person, words


async def faults(bot: Bot, api: BotApi, people: Sequence[int], database: str) -> int:
    """How many people were answered otherwise than they should be, or have another state than they should."""
    if not bot.database:
        return sum([sent.text for sent in api.said[who]] != steps.replies(who) for who in people)
    db = Database.open(database)
    try:
        return _odd_replies(api, people, len(bot.talk(0))) + await _odd_states(db, bot, people) + await _left(db)
    finally:
        await db.dispose()


def _odd_replies(api: BotApi, people: Sequence[int], turns: int) -> int:
    """People who did not hear one reply a turn, or, but for their group's name, not what the others heard."""
    heard = Counter(tuple(s.text.replace(group(who), "") for s in api.said[who]) for who in people)
    usual, count = max(heard.items(), key=itemgetter(1), default=((), 0))
    return len(people) - (count if len(usual) == turns else 0)


async def _odd_states(db: Database, bot: Bot, people: Sequence[int]) -> int:
    """People whose session counts other turns than they took, or whose kept words are not what they wrote."""
    said = {who: [line for line in bot.talk(who) if line.startswith(MARK)] for who in people}
    async with db.work() as work:
        talked = person.c.telegram_id < FIRST_CHAT
        sessions = select(person.c.id, person.c.telegram_id, person.c.session).where(talked)
        rows = list(await work.connection.execute(sessions))
        kept = await work.connection.execute(
            select(words.c.person_id, words.c.text).join_from(words, person).where(talked).order_by(words.c.n)
        )
        lines: dict[int, list[str]] = {row.id: [] for row in rows}
        for row in kept:
            lines[row.person_id] += row.text.split("\n")
    right = {
        row.telegram_id
        for row in rows
        if row.session
        and Session.load(row.session).turns == len(bot.talk(row.telegram_id))
        and lines[row.id] == said.get(row.telegram_id)
    }
    return len(set(people) - right)


async def _left(db: Database) -> int:
    """Updates not handled or set aside, and messages not sent."""
    not_handled = select(func.count()).where(inbox.c.handled_at.is_(None) | inbox.c.failure.is_not(None))
    not_sent = select(func.count()).where(outbox.c.state != "sent")
    async with db.work() as work:
        counts = [await work.connection.scalar(count) or 0 for count in (not_handled, not_sent)]
    return sum(counts)
