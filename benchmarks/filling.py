"""What is in the database before the bot starts: people, messages that wait, a round that is to start."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.session import Session
from storage import REPLY, Database
from tests.whole import round_crowd

FIRST_CHAT = 1_000_000  # so far from those who talk
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})"
_PEOPLE = """INSERT INTO person (id, telegram_id, chat_id, button_key, session, created_at, seen_at)
{numbers} SELECT n, {first} + n, {first} + n, 'k' || n, :session, :now, :now FROM numbers"""
_CONTACTS = """INSERT INTO contact (id, person_id, kind, about, nth, wanted, due, chosen, state)
{numbers} SELECT n, n, 'round', 1, 1, :due, :due, FALSE, 'planned' FROM numbers"""
_WORDS = """INSERT INTO words (person_id, n, kind, text, written_at)
{numbers} SELECT n, 1, 'answer', 'We doen alles samen, al jaren, nummer ' || n, :now FROM numbers"""
_REFLECTIONS = """INSERT INTO reflection (person_id, n, kind, group_n, started_at)
{numbers} SELECT n, 1, 'polsslag', 1, :now FROM numbers"""
_MESSAGES = """INSERT INTO outbox
(person_id, chat_id, lane, method, payload, not_before, state, attempts, created_at)
{numbers} SELECT n, {first} + n, :lane, 'sendMessage',
'{{"chat_id": ' || ({first} + n) || ', "text": "Dag! Een vraag."}}', :now, 'pending', 0, :now FROM numbers"""


async def _fill(connection: AsyncConnection, statement: str, count: int, **values: object) -> None:
    numbers = _NUMBERS.format(count=count)
    typed = text(statement.format(numbers=numbers, first=FIRST_CHAT))
    kinds = {name: value for name, value in values.items() if f":{name}" in statement}
    if connection.dialect.name == "sqlite":
        kinds = {n: _as_sqlite_has_it(v) for n, v in kinds.items()}
    await connection.execute(typed, kinds)


def _as_sqlite_has_it(value: object) -> object:
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


async def people(db: Database, count: int) -> None:
    """So many people who talked before: a session, words, a reflection and a contact each."""
    now = datetime.now(UTC)
    session = Session(turns=12, consents={"talk": True, "nudges": True}).dump()
    values = {"session": session, "now": now, "due": now + timedelta(days=30)}
    async with db.work() as work:
        for statement in (_PEOPLE, _CONTACTS, _WORDS, _REFLECTIONS):
            await _fill(work.connection, statement, count, **values)


async def round_of(db: Database, count: int, now: datetime) -> None:
    """A trainer's round to so many people, each for a group of their own, that starts in a moment."""
    asked = [(FIRST_CHAT + n, round_crowd.session()) for n in range(1, count + 1)]
    await round_crowd.workshop(db, FIRST_CHAT, asked, now)
    await round_crowd.start(db, FIRST_CHAT, now, timedelta(seconds=4))
    await _known(db)


async def replies(db: Database, count: int) -> None:
    """A reply to each of so many people, which no pace holds up."""
    await people(db, count)
    now = datetime.now(UTC)
    async with db.work() as work:
        await _fill(work.connection, _MESSAGES, count, lane=REPLY, now=now)
    await _known(db)


async def _known(db: Database) -> None:
    """The database knows of what there is how much, as it does after a while."""
    async with db.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("ANALYZE"))
