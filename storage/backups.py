"""A copy of the database while the bot runs, and back again; who was erased in between stays erased.

SQLite by its own online backup. PostgreSQL by `pg_dump` and `pg_restore`, which know it better than we do; what they
need to connect goes through their environment, since anybody on the machine can read a command's arguments.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import URL

from storage import erasures, people
from storage.database import Database
from storage.engines import address, must_be_there
from storage.errors import BackupFailed
from storage.tables import person

_PG_DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges")
_PG_RESTORE = ("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")


async def back_up(url: str, file: Path) -> None:
    """The whole database as it is in one moment, in a new file that only its owner can read.

    DatabaseMissing where there is none, BackupFailed where it cannot be made; then there is no file.
    """
    parsed = address(url)
    must_be_there(parsed)
    part = _begun(file)
    try:
        if parsed.get_backend_name() == "sqlite":
            await asyncio.to_thread(_copy, _file(parsed), part)
        else:
            await _run(parsed, *_PG_DUMP, "--file", str(part))
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


async def restore(url: str, file: Path, *, replace: bool, make: bool = True) -> int:
    """Put a backup in the place of the database, while no bot runs; returns how many had been erased since.

    `make`: whether to make an SQLite file that is not there yet; DatabaseMissing where it may not. BackupFailed
    where it is no backup of ours, or where people would be lost and `replace` does not say that they may.
    """
    _there(file)
    if not make:
        must_be_there(address(url))
    async with _open(url) as db:
        marks, there = await _known(db)
    if there and not replace:
        raise BackupFailed(f"the database holds {there} people; with --replace the backup takes their place")
    await _put_back(address(url), file)
    async with _open(url) as db:
        return await _erase_again(db, marks)


def _begun(file: Path) -> Path:
    """The empty file, for its owner's eyes, that becomes this one once it is whole."""
    if file.exists():
        raise BackupFailed(f"{file} is there already; give another name")
    part = file.with_name(f"{file.name}.part")
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    return part


def _there(file: Path) -> None:
    if not file.is_file():
        raise BackupFailed(f"there is no {file}")


@asynccontextmanager
async def _open(url: str) -> AsyncIterator[Database]:
    """Migrated, and ours alone where it is SQLite."""
    db = Database.open(url)
    try:
        await db.migrate()
        yield db
    finally:
        await db.dispose()


async def _known(db: Database) -> tuple[dict[str, datetime], int]:
    """Who was erased, and how many people there are."""
    async with db.work() as work:
        there = await work.connection.scalar(select(func.count()).select_from(person))
        return await erasures.noted(work.connection), there or 0


async def _put_back(parsed: URL, file: Path) -> None:
    if parsed.get_backend_name() == "sqlite":
        await asyncio.to_thread(_copy, file, _file(parsed))
    else:
        await _run(parsed, *_PG_RESTORE, "--dbname", parsed.database or "", str(file))


def _file(parsed: URL) -> Path:
    return Path(parsed.database or "")


def _copy(source: Path, target: Path) -> None:
    """All pages of one SQLite file into another, as they are in one moment."""
    _there(source)
    try:
        with closing(sqlite3.connect(source)) as ours, closing(sqlite3.connect(target)) as copy:
            if not ours.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
                raise BackupFailed(f"{source} is no database of Bruis")
            ours.backup(copy)
    except sqlite3.Error as error:
        raise BackupFailed(f"{source} cannot be copied ({type(error).__name__})") from None


async def _run(parsed: URL, *command: str) -> None:
    query = {name: str(value) for name, value in parsed.query.items()}
    connection = {
        "PGHOST": query.get("host") or parsed.host,
        "PGPORT": str(parsed.port) if parsed.port else None,
        "PGUSER": parsed.username,
        "PGPASSWORD": str(parsed.password) if parsed.password else None,
        "PGDATABASE": parsed.database,
        "PGSSLMODE": query.get("ssl"),
    }
    environment = os.environ | {name: value for name, value in connection.items() if value}
    try:
        process = await asyncio.create_subprocess_exec(*command, env=environment, stderr=asyncio.subprocess.PIPE)
    except FileNotFoundError:
        raise BackupFailed(f"{command[0]} is not there; install the client programs of PostgreSQL") from None
    _, said = await process.communicate()
    if process.returncode:
        raise BackupFailed(f"{command[0]}: {said.decode(errors='replace').strip().splitlines()[-1:]}")


async def _erase_again(db: Database, marks: dict[str, datetime]) -> int:
    """Whoever was erased since the backup was made."""
    async with db.work() as work:
        ids = (await work.connection.scalars(select(person.c.id))).all()
        back = [id for id in ids if erasures.mark_of(id) in marks]
        for id in back:
            who = await people.by_id(work.connection, id)
            if who is not None:
                await work.forget(who, marks[erasures.mark_of(id)])
        await erasures.note(work.connection, marks)
    return len(back)
