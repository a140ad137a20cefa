"""A year without a word: told in time, erased in the end, and nobody who answers."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from dialogues.public_holidays import is_holiday
from tests.whole.test_turns import AN, START
from tests.whole.world import World, running


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with running(database_url, tmp_path) as world:
        yield world


def _eleven_months(world: World) -> timedelta:
    """So many weeks that it is an ordinary Tuesday again."""
    weeks = (timedelta(weeks=n) for n in range(48, 52))
    return next(later for later in weeks if not is_holiday((world.clock.now() + later).date()))


async def test_who_stays_silent_is_told_and_erased(world: World) -> None:
    """Also in the middle of a talk; being told is no sign of life."""
    await world.turn(AN, *START, "/privacy", "[Je mag me zelf schrijven]", "[Zo is het goed]")
    world.clock.advance(_eleven_months(world))
    told = await world.heard(AN)
    assert "Over een maand wis ik alles" in told.text
    await world.until_row("SELECT kind, state FROM contact", [("silent", "sent")])
    world.clock.advance(timedelta(days=40))
    await world.until_row("SELECT count(*) FROM person", [(0,)])


async def test_any_word_keeps_it(world: World) -> None:
    """The talk goes on where it was."""
    await world.turn(AN, *START, "/privacy", "[Je mag me zelf schrijven]", "[Zo is het goed]")
    world.clock.advance(_eleven_months(world))
    await world.heard(AN)
    assert "1 van" in (await world.turn(AN, "/start")).text
    world.clock.advance(timedelta(days=40))
    await world.turn(AN, "/help")
    assert await world.rows("SELECT count(*) FROM person") == [(1,)]
