"""The migrations lead to the tables of the program, on both engines, up and down."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from storage import Database, DatabaseNewer
from storage.migrating import migrate, settings
from storage.tables import METADATA
from storage.version import newest


async def _differences(db: Database) -> list[object]:
    def compare(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with db.engine.connect() as connection:
        return await connection.run_sync(compare)


async def _tables(db: Database) -> set[str]:
    async with db.engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_up_down_and_up_again(empty_database_url: str) -> None:
    """Walked up, down and up, the migrations make exactly the program's tables, and take all of them away again."""
    db = Database.open(empty_database_url)
    await db.migrate()
    assert await _differences(db) == []
    await migrate(db.engine, "base")
    assert await _tables(db) == {"alembic_version"}
    await db.migrate()
    await db.migrate()
    assert await _differences(db) == []
    await db.dispose()


def test_the_newest_version_is_known_without_alembic() -> None:
    """The file names say what Alembic would migrate to."""
    assert newest() == ScriptDirectory.from_config(settings()).get_current_head()


async def test_a_newer_database_is_refused(db: Database) -> None:
    """A database that a later program has migrated is left alone, with one clear line."""
    async with db.work() as work:
        await work.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match=r"^the database is newer than this program .*9999.*: update the program$"):
        await db.migrate()


async def test_references_hold_after_a_migration(db: Database) -> None:
    """The engine checks foreign keys in ordinary work, also after a migration that had to look away."""
    await db.migrate()
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with db.work() as work:
            await work.connection.execute(text("INSERT INTO membership (person_id, n, group_id) VALUES (1, 1, 1)"))
