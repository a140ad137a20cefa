"""Brings a database up to the tables of this program (or, for whoever develops it, down again)."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engines import one_migration_at_a_time, without_foreign_keys
from storage.errors import DatabaseNewer


def settings(connection: Connection | None = None) -> Config:
    """Alembic's settings: the migrations beside this file, run on a connection that is already open."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return config


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Up (or down) to a revision, all of it or nothing.

    DatabaseNewer where the database has a revision this program does not know.
    """
    async with without_foreign_keys(engine) as connection, connection.begin():
        await one_migration_at_a_time(connection)
        await connection.run_sync(_walk, revision)


@dataclass(frozen=True)
class Revisions:
    """Where a database is (None: nowhere yet), and what this program knows, the newest first."""

    current: str | None
    known: tuple[str, ...]

    @property
    def newer(self) -> bool:
        """Whether a later program was here before."""
        return self.current is not None and self.current not in self.known


def revisions(connection: Connection) -> Revisions:
    """Where the database on this connection is."""
    known = tuple(script.revision for script in ScriptDirectory.from_config(settings()).walk_revisions())
    return Revisions(MigrationContext.configure(connection).get_current_revision(), known)


def _walk(connection: Connection, revision: str) -> None:
    config, at = settings(connection), revisions(connection)
    if at.newer:
        raise DatabaseNewer(
            f"the database is newer than this program (its revision is {at.current}): update the program"
        )
    if revision == "head" or at.current is None:  # from nowhere it is up
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)
