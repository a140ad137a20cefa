"""A crowd that talks faster than the bot answers, and what must hold of it in the end."""

from typing import Any

from sqlalchemy import text

from bot.playground.server import Playground
from dialogues.session import Session
from storage import Database

HELP = "/polsslag"  # stands in no other message of this talk
SAYS_SOMETHING = "iedereen beslist mee en nieuwe mensen brengen elke maand nieuwe ideeën binnen"  # whatever is asked


def messages(who: int) -> list[str]:
    """What this person says."""
    answers = [f"antwoord {who}-{i}, {SAYS_SOMETHING}" for i in range(8)]
    return ["/start", "ja", f"Groep {who}", "Nee, we staan op onszelf", *answers, "/help"]


class Backlog:
    """So many people; they have each said everything already, unless `said` is how much of it."""

    def __init__(self, playground: Playground, people: int, said: int = len(messages(0))) -> None:
        self._api = playground.api
        self.people = [self._api.add(f"Mens {i}") for i in range(people)]
        self._said = 0
        self.say(said)

    def say(self, count: int = len(messages(0))) -> None:
        """Everybody says the next so many things that they have to say, or all that is left."""
        for i in range(self._said, min(self._said + count, len(messages(0)))):
            for who in self.people:
                self._api.say(who, messages(who)[i])
            self._said += 1

    async def answered(self, count: int) -> None:
        """Come back once the bot has said so much."""
        await self._api.until(lambda: sum(len(self._api.said(who)) for who in self.people) >= count, 60)

    async def all_answered(self) -> None:
        """Come back once everybody has the answer to the last they said."""
        await self._api.until(lambda: all(self._helped(who) for who in self.people), 120)

    def _helped(self, who: int) -> bool:
        """Whether the answer to the last message is there, with the question that closes it; answers come in order."""
        said = [message.text for message in self._api.said(who)]
        return any(HELP in text for text in said) and HELP not in said[-1]

    async def nothing_lost(self, database_url: str) -> None:
        """Each update was one turn, answered, with nothing lost or mixed up."""
        db = Database.open(database_url)
        unhandled = await _rows(db, "SELECT update_id FROM inbox WHERE handled_at IS NULL OR failure IS NOT NULL")
        unsent = await _rows(db, "SELECT id, state, error FROM outbox WHERE state <> 'sent' AND lane = 1")
        sessions = await _rows(db, "SELECT telegram_id, session FROM person")
        words = await _rows(
            db, "SELECT telegram_id, text FROM words JOIN person ON person.id = words.person_id ORDER BY person_id, n"
        )
        await db.dispose()
        assert (unhandled, unsent) == ([], [])
        turns = {who: Session.load(snapshot).turns for who, snapshot in sessions}
        assert turns == {who: len(messages(who)) for who in self.people}
        for who in self.people:
            kept = [line for owner, written in words if owner == who for line in written.split("\n")]
            assert kept == messages(who)[4:-1]


async def _rows(db: Database, query: str) -> list[tuple[Any, ...]]:
    async with db.work() as work:
        return [tuple(row) for row in await work.connection.execute(text(query))]
