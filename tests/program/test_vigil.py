"""A bot that stopped listening, or stopped handling, notices it and ends."""

import pytest
from sqlalchemy import text

from bot import vigil
from bot.vigil import Pulse, Unwell, Vigil
from storage import Database, Received
from tests.storage.conftest import NOW


class Seconds:
    """Time of the machine, as a test has it."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def pulse(seconds: Seconds) -> Pulse:
    return Pulse(seconds)


@pytest.fixture
def watch(db: Database, pulse: Pulse, seconds: Seconds) -> Vigil:
    return Vigil(db, pulse, seconds)


async def _receive(db: Database, *numbers: int) -> None:
    async with db.work() as work:
        await work.receive([Received(number, number, "{}") for number in numbers], NOW)


async def _handle(db: Database, number: int) -> None:
    async with db.work() as work:
        await work.handled([number], NOW)


ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the database has no part in it


@ON_SQLITE
async def test_silence_is_noticed_after_ninety_seconds(watch: Vigil, pulse: Pulse, seconds: Seconds) -> None:
    """Only while somebody is listening; every answer begins it anew."""
    seconds.passed = 100
    assert watch.unwell() is None
    pulse.beat()
    seconds.passed += 90
    assert watch.unwell() is None
    seconds.passed += 1
    assert watch.unwell() == "nothing was heard from Telegram for 91 seconds"
    pulse.beat()
    assert watch.unwell() is None
    seconds.passed += 91
    pulse.rest()
    assert watch.unwell() is None


async def test_an_update_that_is_not_handled_is_noticed(db: Database, watch: Vigil, seconds: Seconds) -> None:
    """Where the oldest stays the oldest for five minutes; a long backlog that moves is none."""
    await _receive(db, 1, 2)
    await watch.look()
    for number in (1, 2):
        seconds.passed += 250
        await _handle(db, number)
        await _receive(db, number + 2)
        await watch.look()
        assert watch.unwell() is None
    seconds.passed += 301
    await watch.look()
    assert watch.unwell() == "an update has not been handled for 301 seconds"


async def test_a_database_that_is_away_is_no_reason_to_end(db: Database, watch: Vigil, seconds: Seconds) -> None:
    """It is waited for."""
    await _receive(db, 1)
    await watch.look()
    async with db.work() as work:
        await work.connection.execute(text("ALTER TABLE inbox RENAME TO away"))
    seconds.passed += 301
    await watch.look()
    assert watch.unwell() is None


@ON_SQLITE
async def test_a_connection_that_is_never_given_back_is_noticed(
    db: Database, watch: Vigil, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn that never ends holds the only connection there is."""
    monkeypatch.setattr(db.engine.sync_engine.pool, "_timeout", 0.01)
    async with db.work():
        seconds.passed += 301
        await watch.look()
    assert watch.unwell() == "an update has not been handled for 301 seconds"


@ON_SQLITE
async def test_it_ends_the_program(
    watch: Vigil, pulse: Pulse, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason, in one line."""
    monkeypatch.setattr(vigil, "EVERY", 0)
    pulse.beat()
    seconds.passed = 100
    with pytest.raises(Unwell, match=r"^nothing was heard from Telegram for 100 seconds; it ends, to be started anew$"):
        await watch.run()
