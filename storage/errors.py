"""What can be wrong with a database, each in one line that a person can act on."""

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# PostgreSQL: connections, rollbacks that others caused, resources, its state, an operator, the system itself
_ITS_OWN = ("08", "40", "53", "55", "57", "58")
_ITS_OWN_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    }
)
_FULL = "the disk is full"
_AWAY = "the database is out of reach"


class StorageError(Exception):
    """The root of what `storage` raises."""


class DatabaseUnknown(StorageError):
    """The address names no database we can use."""


class DatabaseInUse(StorageError):
    """Another process has this SQLite file."""


class DatabaseOutOfReach(StorageError):
    """The database cannot be opened or does not answer."""


class DatabaseMissing(DatabaseOutOfReach):
    """There is no such SQLite file, where it is not to be made."""


class DatabaseNewer(StorageError):
    """A newer version of the program has migrated this database."""


class BackupFailed(StorageError):
    """A backup could not be made, or not be put back."""


class GroupUnknown(StorageError):
    """No group has this join code, or the person has no group under this number."""


class LinkUsed(StorageError):
    """A link that works once was used a moment ago."""


class RoundInTheWay(StorageError):
    """Another round was started to some of the same people a moment ago."""


def away(error: BaseException) -> str | None:
    """Why the database could not do its work, without anything people wrote; None where the work itself is at fault.

    Such an error says nothing of what was to be done: it is to be done again.
    """
    if isinstance(error, OSError | PoolTimeout):
        return _AWAY
    if not isinstance(error, DBAPIError):
        return None
    state: str = getattr(error.orig, "sqlstate", None) or ""
    code: int = getattr(error.orig, "sqlite_errorcode", None) or 0
    if state == "53100" or code == sqlite3.SQLITE_FULL:
        return _FULL
    primary = code & 0xFF  # the rest of it tells where exactly
    its_own = error.connection_invalidated or state.startswith(_ITS_OWN) or primary in _ITS_OWN_SQLITE
    return _AWAY if its_own else None
