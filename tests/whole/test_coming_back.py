"""Weeks later, over real HTTP: the nudge, the talk about it, and the next one planned, whatever restarts."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.whole.test_turns import AN, TO_PLAN
from tests.whole.world import World, running

WEEK = timedelta(days=7, minutes=1)


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with running(database_url, tmp_path) as world:
        yield world


async def test_from_a_plan_to_the_next_one(world: World) -> None:
    """The nudge greets by a name that is kept nowhere, and a restart at each step changes nothing."""
    await world.turn(AN, *TO_PLAN, "[Maakt niet uit]")
    await world.restart()
    world.clock.advance(WEEK)
    asked = await world.heard(AN)
    assert asked.text.startswith("Dag An!")
    assert "Als het dinsdag is, dan vraag ik de buurvrouw." in asked.text
    await world.restart()
    await world.turn(AN, "[Gelukt]", "Ze kwam meteen mee", "[Genoeg voor vandaag]")
    await world.restart()
    await world.turn(AN, "[Een volgende stap]", "dan vraag ik ook haar man", "[Ja, ik zie het voor me]")
    said_back = await world.turn(AN, "overmorgen om 9u")
    assert said_back.text.endswith("om 9 uur. Klopt dat?")
    await world.turn(AN, "[Ja]")
    planned = "SELECT kind, about, chosen FROM contact WHERE state = 'planned' ORDER BY kind"
    assert [(kind, about) for kind, about, _ in await world.rows(planned)] == [("again", 1), ("plan", 2)]
    assert await world.rows("SELECT n, outcome FROM plan ORDER BY n") == [(1, "done"), (2, None)]


async def test_a_pause_holds_what_was_planned(world: World) -> None:
    """Nothing comes while it lasts; afterwards what was planned does."""
    await world.turn(AN, *TO_PLAN, "[Maakt niet uit]", "/pauze", "[Een maand]")
    world.clock.advance(WEEK)
    await world.turn(AN, "/plan")
    asked = "SELECT kind FROM contact WHERE state = 'sent'"
    assert await world.rows(asked) == []
    world.clock.advance(timedelta(days=30))
    await world.until_row(asked, [("plan",)])


async def test_all_that_is_planned_can_be_moved_and_dropped(world: World) -> None:
    """By its number on a button, also by who only wants to see it."""
    await world.turn(AN, *TO_PLAN, "[Maakt niet uit]")
    shown = await world.turn(AN, "/herinneringen")
    assert [len(row) for row in shown.buttons] == [1, 1, 1, 1]
    await world.turn(AN, f"[{shown.buttons[0][0].text}]", "[Schrappen]")
    assert await world.rows("SELECT state, reason FROM contact WHERE kind = 'plan'") == [("not_sent", "dropped")]
