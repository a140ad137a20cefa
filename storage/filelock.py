"""One process a SQLite file: a lock beside the database, which the system takes back when the process ends."""

import fcntl
import os
from pathlib import Path

from storage.errors import DatabaseInUse


class FileLock:
    """Holds `<database>.lock` from the start; DatabaseInUse where another process (or Database) has it."""

    def __init__(self, database: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        self._handle: int | None = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            raise DatabaseInUse(f"{database} is in use by another process; on SQLite Bruis runs once") from None

    def release(self) -> None:
        """Let others in; a second time does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
