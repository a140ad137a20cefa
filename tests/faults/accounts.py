"""What must hold after any fault, seen from both sides: the rows of the bot, and what people got."""

from collections import Counter
from typing import Any

from sqlalchemy import text

from bot.playground.server import Playground
from storage import Database


async def _rows(db: Database, query: str) -> list[Any]:
    async with db.work() as work:
        return list(await work.connection.execute(text(query)))


async def faults(db: Database, playground: Playground) -> list[str]:
    """One line for everything that does not hold: an update lost, a reply missing, something twice and not counted."""
    found = [f"not confirmed: {update['update_id']}" for update in playground.api.world.updates.waiting]
    for row in await _rows(db, "SELECT update_id FROM inbox WHERE handled_at IS NULL OR failure IS NOT NULL"):
        found.append(f"not handled: {row.update_id}")
    rows = await _rows(db, "SELECT id, chat_id, lane, method, state, message_id, doubts, error FROM outbox")
    for row in rows:
        if row.state not in ("sent", "uncertain") and row.method != "answerCallbackQuery":
            found.append(f"not sent: {row.method}, {row.state}, {row.error}")
    return found + _seen(playground, [row for row in rows if row.method == "sendMessage"])


def _seen(playground: Playground, rows: list[Any]) -> list[str]:
    found, known = [], {(row.chat_id, row.message_id) for row in rows}
    shown = {(chat, message.id) for chat in playground.api.world.state.chats for message in playground.api.said(chat)}
    found += [f"sent, and not there: {row.id}" for row in rows if row.state == "sent" and row[1::4] not in shown]
    counted = Counter[int]()
    for row in rows:
        counted[row.chat_id] += row.doubts + (row.state == "uncertain")
    more = Counter(chat for chat, message in shown if (chat, message) not in known)
    return found + [f"twice, and not counted: {chat}" for chat, count in more.items() if count > counted[chat]]
