"""Promises 1 to 3: `kill -9` in the middle of a backlog loses no update, no effect of one, and mixes nothing up."""

from typing import Any

from sqlalchemy import text

from bot.playground.server import Playground
from dialogues.session import Session
from storage import Database
from tests.whole.conftest import BotProcess

PEOPLE = 50
KILL_AFTER = (1, 120, 300)  # messages of the bot
HELP = "/polsslag"  # stands in no other message of this talk


def _messages(who: int) -> list[str]:
    answers = [f"antwoord {who}-{i}, we doen alles samen" for i in range(5)]
    return ["/start", "ja", f"Groep {who}", "Nee, we staan op onszelf", *answers, "/help"]


def _backlog(playground: Playground) -> list[int]:
    people = [playground.api.add(f"Mens {i}") for i in range(PEOPLE)]
    for i in range(len(_messages(0))):
        for who in people:
            playground.api.say(who, _messages(who)[i])
    return people


def _said(playground: Playground, people: list[int]) -> int:
    return sum(len(playground.api.said(who)) for who in people)


def _helped(playground: Playground, who: int) -> bool:
    """Whether the answer to the last message is there, with the question that closes it; answers come in order."""
    said = [message.text for message in playground.api.said(who)]
    return any(HELP in text for text in said) and HELP not in said[-1]


async def _rows(db: Database, query: str) -> list[tuple[Any, ...]]:
    async with db.work() as work:
        return [tuple(row) for row in await work.connection.execute(text(query))]


async def test_a_backlog_of_500_survives_kills(playground: Playground, bot: BotProcess, database_url: str) -> None:
    """500 updates of 50 people, killed three times: each is one turn, answered, with nothing lost or mixed up."""
    people = _backlog(playground)
    for messages in KILL_AFTER:
        await bot.start()
        await playground.api.until(lambda: _said(playground, people) >= messages, 60)  # noqa: B023 - waited for here
        await bot.kill()
    await bot.start()
    await playground.api.until(lambda: all(_helped(playground, who) for who in people), 60)
    assert await bot.stop() == 0

    db = Database.open(database_url)
    unhandled = await _rows(db, "SELECT update_id FROM inbox WHERE handled_at IS NULL OR failure IS NOT NULL")
    unsent = await _rows(db, "SELECT id, state, error FROM outbox WHERE state <> 'sent'")
    sessions = await _rows(db, "SELECT telegram_id, session FROM person")
    words = await _rows(
        db, "SELECT telegram_id, text FROM words JOIN person ON person.id = words.person_id ORDER BY person_id, n"
    )
    await db.dispose()

    assert (unhandled, unsent) == ([], [])
    turns = {who: Session.load(snapshot).turns for who, snapshot in sessions}
    assert turns == {who: len(_messages(who)) for who in people}
    for who in people:
        kept = [line for owner, written in words if owner == who for line in written.split("\n")]
        assert kept == _messages(who)[4:9]
