"""What is stored: whether the database opens, can grow, and is of this version, and what waits in it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.doctor.configured import sqlite_file
from bot.doctor.finding import Finding, mind, ok, wrong
from bot.settings import Settings
from storage import Database, StorageError
from storage.migrating import Revisions, revisions
from storage.tables import inbox, outbox

DATABASE, MIGRATIONS, WAITING, DISK = "database", "migrations", "waiting", "disk"
MOST_WAIT = timedelta(minutes=5)
LITTLE_ROOM = 500 << 20
PATIENCE = 10.0  # seconds


async def stored(chosen: Settings) -> AsyncIterator[Finding]:
    """A file that is not there yet is not made: this only looks."""
    file = sqlite_file(chosen)
    if file is not None:
        yield _room(file)
        if not file.exists():
            yield ok(DATABASE, f"{file.absolute()} is made when the bot starts")
            return
    try:
        for finding in await asyncio.wait_for(_opened(chosen.database_url), PATIENCE):
            yield finding
    except StorageError as error:
        yield wrong(DATABASE, str(error))
    except (DBAPIError, OSError, TimeoutError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        yield wrong(DATABASE, f"does not open ({type(cause).__name__}): check BRUIS_DATABASE_URL, and whether it runs")


async def _opened(url: str) -> list[Finding]:
    db = Database.open(url, beside=True)
    try:
        async with db.engine.connect() as connection:
            kind = "PostgreSQL" if db.is_postgres else "SQLite"
            at = await connection.run_sync(revisions)
            found = [ok(DATABASE, f"{kind}, and it opens"), _migrations(at)]
            return [*found, *await _waiting(connection)] if at.current == at.known[0] else found
    finally:
        await db.dispose()


def _migrations(at: Revisions) -> Finding:
    newest = at.known[0]
    if at.newer:
        return wrong(MIGRATIONS, f"the database is at {at.current}, newer than this program ({newest}): update Bruis")
    if at.current == newest:
        return ok(MIGRATIONS, f"at {newest}, as this program wants it")
    return mind(MIGRATIONS, f"at {at.current or 'none'}; `bruis run` brings it to {newest}: make a backup first")


async def _waiting(connection: AsyncConnection) -> list[Finding]:
    """Numbers only: nothing of anybody."""
    oldest = await connection.scalar(select(func.min(inbox.c.received_at)).where(inbox.c.handled_at.is_(None)))
    aside = await connection.scalar(
        select(func.count()).where(inbox.c.failure.is_not(None), inbox.c.handled_at.is_not(None))
    )
    unsaid = await connection.scalar(select(func.count()).where(outbox.c.finished_at.is_(None)))
    found = [ok(WAITING, f"{unsaid} messages are to be sent")]
    if oldest is not None and datetime.now(UTC) - oldest > MOST_WAIT:
        found = [wrong(WAITING, f"an update has waited since {oldest:%d/%m %H:%M} UTC: is the bot running?")]
    if aside:
        found.append(mind("set aside", f"{aside} updates could not be handled: look for 'set aside' in the log"))
    return found


def _room(file: Path) -> Finding:
    """Whether the database can grow where it stands."""
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if not os.access(folder, os.W_OK | os.X_OK):
        return wrong(DISK, f"{folder} cannot be written to: give it to the user that runs Bruis (chown)")
    free = shutil.disk_usage(folder).free >> 20
    if free < LITTLE_ROOM >> 20:
        return wrong(DISK, f"only {free} MB free at {folder}: make room")
    return ok(DISK, f"{free} MB free at {folder}")
