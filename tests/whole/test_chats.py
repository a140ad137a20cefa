"""A round in the chat of a group, over real HTTP and on both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.population import GROUP
from bot.playground.state import Message
from tests.whole.test_rounds import ANSWERS
from tests.whole.test_workshops import TINE
from tests.whole.world import World, running

AN, MOHAMED = 7_000_000_001, 7_000_000_002
ME = "@bruis_speeltuin_bot"
TO_THE_MIRROR = ["[Het bestuur bereidt het voor]", "[Ja, dat herken ik]", "[Ja, tel me mee]"]


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with running(database_url, tmp_path, trainers=frozenset({TINE})) as world:
        yield world


async def _in_group(world: World, count: int, chat: int = GROUP) -> Message:
    """Wait until the bot has said so many things in the group; the last."""
    await world.api.until(lambda: len(world.api.said(chat)) >= count)
    return world.api.said(chat)[-1]


async def _started(world: World) -> Message:
    """Tine, an administrator, starts a round of four questions; its message."""
    await world.turn(TINE, "/start", "[Ja, ik begin]")
    world.api.say(TINE, f"/ronde{ME}", GROUP)
    await _in_group(world, 1)
    world.api.tap(TINE, "Vier korte vragen", GROUP)
    return await _in_group(world, 2)


def _code(message: Message) -> str:
    return str(message.buttons[0][0].url).split("start=")[1]


async def test_who_is_no_administrator_gets_a_kind_no(world: World) -> None:
    """Telegram is asked who is one; nothing starts."""
    await world.turn(MOHAMED, "/start", "[Ja, ik begin]")
    world.api.say(MOHAMED, f"/ronde{ME}", GROUP)
    assert "alleen een beheerder" in (await _in_group(world, 1)).text
    assert await world.rows("SELECT id FROM round") == []


async def test_an_administrator_talks_with_bruis_first(world: World) -> None:
    """Who never said yes to Bruis is asked to do that first."""
    world.api.say(AN, f"/ronde{ME}", GROUP)
    assert "eerst zelf even" in (await _in_group(world, 1)).text


async def test_the_button_of_another_is_refused_on_top_of_the_screen(world: World) -> None:
    """And nothing starts."""
    await world.turn(TINE, "/start", "[Ja, ik begin]")
    world.api.say(TINE, f"/ronde{ME}", GROUP)
    await _in_group(world, 1)
    toast = await world.api.answer(world.api.tap(MOHAMED, "Vier korte vragen", GROUP))
    assert toast["text"] == "Alleen wie de ronde begon, kan hier kiezen."
    assert await world.rows("SELECT id FROM round") == []


async def test_twelve_answer_apart_and_the_mirror_comes_in_the_group(world: World) -> None:
    """Each in a talk of their own; the message in the group counts, and at the end comes the mirror to talk about."""
    message = await _started(world)
    code = _code(message)
    people = [world.api.add(f"Mens {n}") for n in range(12)]
    for n, who in enumerate(people):
        branch = ["[Nee, we staan op onszelf]"] if n == 0 else []
        await world.turn(who, f"/start {code}", "[Ja, ik begin]", *branch, *(f"[{answer}]" for answer in ANSWERS))
        await world.turn(who, *TO_THE_MIRROR)
    await world.api.until(lambda: "12 mensen zijn begonnen, 12 zijn klaar" in message.text)
    world.api.tap(TINE, "Sluit de ronde af", GROUP)
    await world.api.until(lambda: any("Zeker?" in m.text for m in world.api.said(GROUP)))
    world.api.tap(TINE, "Ja, sluit af", GROUP)
    await world.api.until(lambda: any(m.kind == "photo" for m in world.api.said(GROUP)), 30)
    world.clock.advance(timedelta(minutes=2))  # Telegram takes twenty messages a minute in a group
    await world.api.until(lambda: any("Om samen over te praten" in m.text for m in world.api.said(GROUP)))
    await world.api.until(lambda: message.buttons == [])
    assert all(f"Mens {n}" not in m.text for m in world.api.said(GROUP) for n in range(12))


async def test_what_else_is_said_in_the_group_is_not_read(world: World) -> None:
    """No answer, and nothing of it in any table."""
    world.api.say(AN, f"Hallo {ME}, hoe gaat het met de barbecue?", GROUP)
    await world.api.quiet()
    assert world.api.said(GROUP) == []
    assert await world.rows("SELECT id FROM outbox") == []


async def test_a_group_that_becomes_a_supergroup_goes_on(world: World) -> None:
    """The round is told of in the new chat, with its buttons; there it counts, and closes with why no mirror came."""
    await _started(world)
    new = world.api.migrate(GROUP)
    message = await _in_group(world, 1, new)
    assert [[button.text for button in row] for row in message.buttons] == [["Ik doe mee"], ["Sluit de ronde af"]]
    await world.turn(AN, f"/start {_code(message)}", "[Ja, ik begin]")
    await world.api.until(lambda: "Er is één iemand begonnen" in message.text)
    world.api.tap(TINE, "Sluit de ronde af", new)
    await world.api.until(lambda: any("Zeker?" in m.text for m in world.api.said(new)))
    world.api.tap(TINE, "Ja, sluit af", new)
    await world.api.until(lambda: any("nog geen spiegel" in m.text for m in world.api.said(new)))
    await world.until_row("SELECT action FROM audit ORDER BY id", [("StartRound",), ("StopRound",)])
