"""All that differs between SQLite and PostgreSQL: how they are opened, how they lock, how they insert.

SQLite: one process, one connection, `BEGIN IMMEDIATE`; so a unit of work has the database to itself.
PostgreSQL: row locks that others skip, and advisory locks that end with the connection that holds them.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Executable, Table, event, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.errors import DatabaseMissing, DatabaseUnknown
from storage.sqlite_driver import connect

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # what is committed survives the loss of power
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is forgotten is overwritten
    "PRAGMA busy_timeout=10000",
)
# a replica whose machine is gone, and that cannot say so, is missed after five seconds
_KEEPALIVE = {"tcp_keepalives_idle": "2", "tcp_keepalives_interval": "1", "tcp_keepalives_count": "3"}
# keys of advisory locks, apart from those of processes (which are below 2**62)
SENDING = 2**62 + 1
MIGRATING = 2**62 + 2
POLLING = 2**62 + 3
TRYING_AGAIN = 2**62 + 4


def address(url: str) -> URL:
    """The address with its async driver; DatabaseUnknown where it is none of ours (never saying what it holds)."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseUnknown("the database address is not of the form sqlite:///path or postgresql://…") from None
    name = parsed.get_backend_name()
    if name not in DRIVERS:
        raise DatabaseUnknown(f"no such kind of database: {name} (sqlite or postgresql)")
    return _with_ssl(parsed.set(drivername=DRIVERS[name]))


def _with_ssl(url: URL) -> URL:
    """`sslmode=` is what addresses say; asyncpg calls it `ssl`."""
    if "sslmode" not in url.query:
        return url
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": str(url.query["sslmode"])})


def file_of(url: URL) -> Path | None:
    """The file of an `address`, where it is one."""
    kept = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(url.database or "") if kept else None


def must_be_there(url: URL) -> None:
    """DatabaseMissing where it is an SQLite file that nobody made yet."""
    file = file_of(url)
    if file is not None and not file.is_file():
        raise DatabaseMissing(f"there is no database {file.absolute()}; check BRUIS_DATABASE_URL")


def open_engine(url: URL) -> AsyncEngine:
    """The engine for an `address`."""
    if url.get_backend_name() == "postgresql":
        # the connection used last first: its statements are prepared, and the others stay small
        pool = {"pool_size": 20, "max_overflow": 0, "pool_use_lifo": True}
        return create_async_engine(url, connect_args={"server_settings": _KEEPALIVE}, **pool)
    one: dict[str, Any] = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 60, "pool_reset_on_return": None}
    one["paramstyle"] = "named"  # the moment of a statement is brought into SQLite's form once, not wherever it is used
    engine = create_async_engine(url, connect_args={"async_creator_fn": connect}, **one)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin_immediate does
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """The write lock at once: a lock that is upgraded later fails under load."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def is_postgres(connection: AsyncConnection) -> bool:
    """Whether others may be at work beside this connection."""
    return connection.dialect.name == "postgresql"


async def one_sender_at_a_time(connection: AsyncConnection) -> None:
    """Until the end of the unit of work nobody else sends: what is next in a chat depends on all that is under way."""
    if is_postgres(connection):
        await connection.execute(select(func.pg_advisory_xact_lock(SENDING)))


async def one_try_at_a_time(connection: AsyncConnection) -> None:
    """Until the end of the unit of work nobody else is at an update that was begun before: see inbox.begin_again."""
    if is_postgres(connection):
        await connection.execute(select(func.pg_advisory_xact_lock(TRYING_AGAIN)))


async def at_once(connection: AsyncConnection, statement: Executable, values: dict[str, Any]) -> None:
    """Committed now, whatever becomes of the unit of work, which keeps its locks and has written nothing so far."""
    if is_postgres(connection):
        async with connection.engine.begin() as beside:
            await beside.execute(statement, values)
        return
    await connection.execute(statement, values)
    raw: Any = (await connection.get_raw_connection()).driver_connection
    await raw.commit()
    await raw.execute("BEGIN IMMEDIATE")


async def no_new_senders(connection: AsyncConnection) -> None:
    """Until the end of the unit of work nobody adds senders; those being handled stay as they are."""
    if is_postgres(connection):
        await connection.execute(text("LOCK TABLE sender IN SHARE ROW EXCLUSIVE MODE"))


async def is_dead(connection: AsyncConnection, owner: int) -> bool:
    """Whether nobody lives any more under this number. On SQLite any owner but ourselves is dead."""
    if not is_postgres(connection):
        return True
    return bool(await connection.scalar(select(func.pg_try_advisory_xact_lock(owner))))


async def insert_new(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose key is not there yet; returns how many that were."""
    if not rows:
        return 0
    added = await connection.execute(_insert_new(connection.dialect.name, table), rows)
    return len(added.all())


async def put(
    connection: AsyncConnection, table: Table, row: dict[str, Any], *, keep: frozenset[str] = frozenset()
) -> None:
    """Insert a row, or replace the one with the same key; the columns in `keep` stay as they were first written."""
    columns = frozenset(row) - keep
    await connection.execute(_put(connection.dialect.name, table, columns), row)


async def put_all(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    """The same for rows with the same columns, all at once."""
    if rows:
        await connection.execute(_put(connection.dialect.name, table, frozenset(rows[0])), rows)


async def put_open(
    connection: AsyncConnection, table: Table, key: tuple[str, ...], open_: str, row: dict[str, Any]
) -> int:
    """The same for a table of which only the rows that are `open_` have a key; returns the id of the row."""
    statement = _put_open(connection.dialect.name, table, key, open_, frozenset(row))
    id: int = (await connection.execute(statement, row)).scalar_one()
    return id


_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@lru_cache
def _insert_new(dialect: str, table: Table) -> Any:
    return _INSERT[dialect](table).on_conflict_do_nothing().returning(*table.primary_key.columns)


@lru_cache
def _put(dialect: str, table: Table, columns: frozenset[str]) -> Any:
    insert = _INSERT[dialect](table)
    keys = [column.name for column in table.primary_key.columns]
    news = {name: insert.excluded[name] for name in sorted(columns.difference(keys))}
    return insert.on_conflict_do_update(index_elements=keys, set_=news)


@lru_cache
def _put_open(dialect: str, table: Table, key: tuple[str, ...], open_: str, columns: frozenset[str]) -> Any:
    insert = _INSERT[dialect](table)
    news = {name: insert.excluded[name] for name in sorted(columns.difference(key))}
    only = {"index_elements": key, "index_where": text(open_)}
    return insert.on_conflict_do_update(**only, set_=news).returning(table.c.id)


async def empty_log(engine: AsyncEngine) -> None:
    """SQLite's write-ahead log keeps pages as they were before; with this it is cut to nothing.

    PostgreSQL's goes by itself, and only its administrator can read it.
    """
    if engine.dialect.name != "sqlite":
        return
    async with engine.connect() as connection:
        raw: Any = (await connection.get_raw_connection()).driver_connection
        await raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # past SQLAlchemy, which would begin a transaction


@asynccontextmanager
async def without_foreign_keys(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection for migrations: SQLite changes a table by replacing it, which must not take its children along."""
    async with engine.connect() as connection:
        if is_postgres(connection):
            yield connection
            return
        raw: Any = (await connection.get_raw_connection()).driver_connection
        await raw.execute("PRAGMA foreign_keys=OFF")  # past SQLAlchemy, for inside a transaction it does nothing
        try:
            yield connection
        finally:
            await raw.execute("PRAGMA foreign_keys=ON")


async def one_migration_at_a_time(connection: AsyncConnection) -> None:
    """Replicas that start together migrate one after the other."""
    if is_postgres(connection):
        await connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
