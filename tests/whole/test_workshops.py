"""A trainer with a phone, and those who join, over real HTTP and on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.state import Message
from tests.whole.world import World, running

TINE, AN, MOHAMED, GODELIEVE = 7_000_000_004, 7_000_000_001, 7_000_000_002, 7_000_000_003
MADE = [
    "/start",
    "[Ja, ik begin]",
    "/workshop",
    "[Een nieuwe workshop]",
    "Buren aan zet",
    "[Morgen]",
    "[Ja, dat klopt]",
]
JOINED = ["[Ja, ik begin]", "[Ja, ik doe mee]"]


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with running(database_url, tmp_path, trainers=frozenset({TINE})) as world:
        yield world


async def _link(world: World) -> str:
    """The code of the workshop's link, as its trainer sees it."""
    text = (await world.turn(TINE, "[Link en code voor het scherm]")).text
    return text.split("start=")[1].split()[0]


async def test_a_trainer_makes_a_workshop_and_three_join(world: World) -> None:
    """The card of the workshop counts them, and says nothing of who they are."""
    await world.turn(TINE, *MADE)
    code = await _link(world)
    for who, group in ((AN, "Buurttafel"), (MOHAMED, "Buurttafel"), (GODELIEVE, "Zangkoor")):
        await world.turn(who, f"/start {code}", *JOINED, group)
    await world.turn(MOHAMED, "[Ja, daar hoor ik bij]")
    await world.turn(TINE, "/workshop")
    card = (await world.turn(TINE, "[Buren aan zet]")).text
    assert "Er doen 3 mensen mee, uit 2 groepen." in card
    assert not any(name in card for name in ("An", "Mohamed", "Godelieve", "Buurttafel"))


async def test_the_count_keeps_itself_up_to_date(world: World) -> None:
    """The same message, edited; no new ones."""
    await world.turn(TINE, *MADE)
    code = await _link(world)
    count = await world.turn(TINE, "[Wie doet al mee?]")
    await world.turn(AN, f"/start {code}", *JOINED, "Buurttafel")
    await _until_it_shows(world, count, "al één iemand")
    await world.turn(MOHAMED, f"/start {code}", *JOINED, "Zangkoor")
    await _until_it_shows(world, count, "2 mensen mee, uit 2 groepen")
    assert world.api.said(TINE)[-1].id == count.id


async def _until_it_shows(world: World, message: Message, words: str) -> None:
    await world.api.until(lambda: words in message.text)


async def test_the_picture_can_be_read(world: World) -> None:
    """A PNG, square, black on white and large enough for a beamer."""
    await world.turn(TINE, *MADE)
    await _link(world)
    photo = next(m for m in world.api.said(TINE) if m.kind == "photo")
    file = world.api.world.keeper.file(photo.file or "")
    assert file is not None
    head = file.read_bytes()[:24]
    width, height = (int.from_bytes(head[at : at + 4]) for at in (16, 20))
    assert (head[:8], width == height, width >= 600) == (b"\x89PNG\r\n\x1a\n", True, True)


async def test_only_trainers_see_the_commands_of_trainers(world: World) -> None:
    """The menu of everybody else has none of them."""
    await world.turn(TINE, "/start")
    await world.turn(AN, "/start")
    await world.api.until(lambda: f"chat:{TINE}|" in world.api.world.state.commands)
    theirs = {c.command for c in world.api.world.state.commands[f"chat:{TINE}|"]}
    everyone = {c.command for c in world.api.world.state.commands["all_private_chats|"]}
    assert (theirs - everyone, f"chat:{AN}|" in world.api.world.state.commands) == (
        {"workshop", "ronde", "rondes", "groepen"},
        False,
    )


@pytest.mark.parametrize("command", ["/workshop", "/ronde", "/rondes", "/groepen"])
async def test_who_is_no_trainer_is_told_how_to_become_one(world: World, command: str) -> None:
    """By whoever typed it anyway: perhaps the organiser, whose number is not among the trainers yet."""
    await world.turn(AN, "/start", "[Ja, ik begin]")
    said = await world.turn(AN, command)
    assert said.text.startswith("Dat is alleen voor trainers, en jij staat nog niet op mijn lijst.")
    assert [step for step in ("een link", "wie mij beheert", "/mijngegevens") if step not in said.text] == []


async def test_a_forged_button_of_a_trainer_does_nothing(world: World) -> None:
    """Data copied from the trainer's own screen is nobody else's; the workshop keeps its link."""
    await world.turn(TINE, *MADE)
    forged = next(str(b.data) for row in world.api.said(TINE)[-1].buttons for b in row if b.text == "Een nieuwe link")
    mine = await world.turn(AN, "/start", "[Ja, ik begin]")
    before = await world.rows("SELECT code FROM workshop")
    world.api.people.press(AN, AN, mine.id, forged)
    answer = await world.heard(AN)
    assert "knop" in answer.text or "vraag" in answer.text
    assert await world.rows("SELECT code FROM workshop") == before


async def test_a_link_that_was_renewed_lets_nobody_in(world: World) -> None:
    """Whoever follows the old one hears that it works no longer."""
    await world.turn(TINE, *MADE)
    code = await _link(world)
    await world.turn(TINE, "/workshop", "[Buren aan zet]", "[Een nieuwe link]", "[Ja, een nieuwe link]")
    await world.turn(AN, "/start", "[Ja, ik begin]")
    said = await world.turn(AN, f"/start {code}")
    assert said.text.startswith("Deze link ken ik niet, of hij werkt niet meer.")
