"""A round to a whole workshop, over real HTTP and on both databases: out, answered, closed, and never twice."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.whole.test_workshops import MADE, TINE
from tests.whole.world import World, running

GODELIEVE = 7_000_000_003
JOINED = ["[Ja, ik begin]", "[Ja, ik doe mee]"]
PULSE = ["[Vier korte vragen]", "[Nu meteen]", "[Een week lang]", "[Nee, geen herinnering]"]
ANSWERS = ["Wij zijn vooral doeners", "We bouwen op vaste waarden", "Nu en dan komt er iemand bij"]
MINUTE = timedelta(minutes=1, seconds=5)


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with running(database_url, tmp_path, trainers=frozenset({TINE})) as world:
        yield world


async def _workshop(world: World, people: int) -> list[int]:
    """A workshop with so many people in one group, who all may be written to."""
    await world.turn(TINE, *MADE)
    code = (await world.turn(TINE, "[Link en code voor het scherm]")).text.split("start=")[1].split()[0]
    joined = [world.api.add(f"Mens {n}") for n in range(people)]
    for n, who in enumerate(joined):
        same = ["[Ja, daar hoor ik bij]"] if n else []
        await world.turn(who, f"/start {code}", *JOINED, "Buurttafel", *same, "[Ja, dat mag]")
    return joined


async def _start(world: World) -> None:
    await world.turn(TINE, "/ronde", "[Buren aan zet]", *PULSE)
    await world.turn(TINE, "[Start de ronde]")


async def test_the_dry_run_counts_who_gets_it_and_why_not(world: World) -> None:
    """Before anything goes out; and it says that the group is too small for a mirror."""
    people = await _workshop(world, 3)
    await world.turn(people[0], "/stop")
    world.api.block(people[1])
    await world.until_row("SELECT count(*) FROM person WHERE blocked_at IS NOT NULL", [(1,)])
    check = await world.turn(TINE, "/ronde", "[Buren aan zet]", *PULSE)
    assert "1 van de 3 krijgt ze." in check.text
    assert "1 niet: heeft mij geblokkeerd" in check.text
    assert "1 niet: wil geen berichten" in check.text
    assert "te weinig" in check.text
    assert await world.rows("SELECT count(*) FROM contact WHERE kind = 'round'") == [(0,)]


async def test_when_it_goes_out_is_said_by_the_clock_of_the_trainer(world: World) -> None:
    """In the look beforehand, and again where the minute to think better of it lasts for days."""
    await _workshop(world, 1)
    when = ["[Vier korte vragen]", "maandag om 10u", "[Een week lang]", "[Nee, geen herinnering]"]
    check = await world.turn(TINE, "/ronde", "[Buren aan zet]", *when)
    started = await world.turn(TINE, "[Start de ronde]")
    told = re.search(r"Van (maandag .+ om 10 uur) tot maandag .+ om 10 uur, zonder herinnering", check.text)
    assert told is not None
    assert f"De ronde vertrekt op {told[1]}. Tot dan" in started.text


async def test_the_trainer_sees_first_what_each_will_read(world: World) -> None:
    """The same words, to the letter."""
    people = await _workshop(world, 1)
    await world.turn(TINE, "/ronde", "[Buren aan zet]", *PULSE, "[Toon het eerst aan mij]")
    shown = next(m.text for m in reversed(world.api.said(TINE)) if "Antwoorden kan tot" in m.text)
    await world.turn(TINE, "[Start de ronde]")
    world.clock.advance(timedelta(hours=2))
    assert (await world.heard(people[0])).text == shown


async def test_a_round_goes_out_after_a_minute_and_each_gets_it_once(world: World) -> None:
    """Their rows say that it was sent."""
    people = await _workshop(world, 2)
    await _start(world)
    assert await world.rows("SELECT state FROM round") == [("planned",)]
    world.clock.advance(MINUTE)
    await world.until_row("SELECT state FROM round", [("running",)])
    world.clock.advance(timedelta(hours=2))
    for who in people:
        assert "vraagt je vier korte vragen" in (await world.heard(who)).text
    await world.until_row("SELECT count(*) FROM contact WHERE kind = 'round' AND state = 'sent'", [(2,)])


async def test_within_the_minute_it_can_be_undone(world: World) -> None:
    """Nobody gets anything."""
    await _workshop(world, 1)
    await _start(world)
    undone = await world.turn(TINE, "[Stop de ronde]")
    assert "Niemand kreeg iets" in undone.text
    world.clock.advance(timedelta(hours=3))
    assert await world.rows("SELECT count(*) FROM contact WHERE kind = 'round'") == [(0,)]


async def test_who_answers_is_counted_and_the_message_says_so(world: World) -> None:
    """The button of the invitation begins the four questions about their group; the trainer sees a count only."""
    people = await _workshop(world, 1)
    await _start(world)
    world.clock.advance(timedelta(hours=2))
    await world.heard(people[0])
    branch = await world.turn(people[0], "[Ja, ik doe mee]")
    assert "afdeling" in branch.text
    await world.turn(people[0], "[Nee, we staan op onszelf]", *(f"[{answer}]" for answer in ANSWERS))
    await world.turn(people[0], "[Het bestuur bereidt het voor]", "[Ja, dat herken ik]")
    await world.until_row("SELECT count(*) FROM round_part WHERE finished_at IS NOT NULL", [(1,)])
    progress = next(m for m in reversed(world.api.said(TINE)) if "klaar" in m.text)
    await world.api.until(lambda: "1 van 1 klaar" in progress.text)


async def test_an_end_closes_it_by_itself(world: World) -> None:
    """With too few for a mirror it says so, and why."""
    await _workshop(world, 1)
    await _start(world)
    world.clock.advance(MINUTE)
    await world.until_row("SELECT state FROM round", [("running",)])
    world.clock.advance(timedelta(days=7, hours=1))
    await world.until_row("SELECT state FROM round", [("closed",)])
    await world.api.until(lambda: any("nog geen spiegel" in m.text for m in world.api.said(TINE)))


async def test_the_progress_of_a_round_that_is_over_stands_still(world: World) -> None:
    """It says so once, and is not looked after any more."""
    await _workshop(world, 1)
    await _start(world)
    world.clock.advance(timedelta(days=7, hours=1))
    await world.api.until(lambda: any("De ronde is gesloten." in m.text for m in world.api.said(TINE)))
    await world.until_row("SELECT count(*) FROM live_message WHERE kind = 'round' AND until IS NOT NULL", [(0,)])


async def test_one_reminder_when_two_thirds_of_the_time_are_over(world: World) -> None:
    """Not before; and nothing has to happen for it."""
    people = await _workshop(world, 1)
    await world.turn(TINE, "/ronde", "[Buren aan zet]", "[Vier korte vragen]", "[Nu meteen]", "[Een week lang]")
    await world.turn(TINE, "[Ja, één herinnering]", "[Start de ronde]")
    world.clock.advance(timedelta(hours=2))
    await world.heard(people[0])
    reminded = "SELECT count(*) FROM round WHERE reminded_at IS NOT NULL"
    world.clock.advance(timedelta(days=4))
    await world.turn(TINE, "/help")
    assert await world.rows(reminded) == [(0,)]
    world.clock.advance(timedelta(hours=16))
    await world.until_row(reminded, [(1,)])


async def test_a_second_round_on_top_is_refused(world: World) -> None:
    """To some of the same people, while the first is open."""
    await _workshop(world, 1)
    await _start(world)
    await world.turn(TINE, "/ronde", "[Buren aan zet]", *PULSE)
    refused = await world.turn(TINE, "[Start de ronde]")
    assert refused.text.startswith("Er loopt al een ronde")
    assert await world.rows("SELECT count(*) FROM round WHERE state = 'planned'") == [(1,)]


async def test_five_who_finish_are_a_mirror(world: World) -> None:
    """When the round closes its trainer gets it: in words, in a picture, and as files on request."""
    people = await _workshop(world, 5)
    await world.turn(TINE, "/ronde", "[Buren aan zet]", "[Vier korte vragen]", "[Nu meteen]", "[Een week lang]")
    await world.turn(TINE, "[Nee, geen herinnering]", "[Start de ronde]")
    world.clock.advance(timedelta(hours=2))
    for who in people:
        await world.heard(who)
    for n, who in enumerate(people):
        asked = ["[Nee, we staan op onszelf]"] if n == 0 else []
        await world.turn(who, "[Ja, ik doe mee]", *asked, *(f"[{answer}]" for answer in ANSWERS))
        await world.turn(who, "[Het bestuur bereidt het voor]", "[Ja, dat herken ik]", "[Ja, tel me mee]")
    await world.turn(TINE, "/rondes")
    rounds = world.api.said(TINE)[-1].buttons[0][0].text
    await world.turn(TINE, f"[{rounds}]", "[Stop de ronde]", "[Ja, stop de ronde]")
    await world.api.until(lambda: any(m.kind == "photo" and m.text for m in world.api.said(TINE)), 30)
    await world.turn(TINE, "/rondes", f"[{rounds}]", "[Geef de bestanden]")
    await world.api.until(lambda: sum(m.kind == "document" for m in world.api.said(TINE)) == 4, 30)
    names = sorted((m.file_name or "").rpartition(".")[2] for m in world.api.said(TINE) if m.kind == "document")
    assert names == ["csv", "pdf", "png", "xlsx"]


async def test_a_question_of_the_trainers_own_is_counted(world: World) -> None:
    """Whoever was never asked whether they may be counted is asked with their answer; five who may are a mirror."""
    people = await _workshop(world, 5)
    asked = ["[Een eigen vraag]", "Wat eerst?", "Iets nieuws / Rust / Meer mensen / Niets", "[Nu meteen]"]
    await world.turn(TINE, "/ronde", "[Buren aan zet]", *asked, "[Een week lang]", "[Nee, geen herinnering]")
    await world.turn(TINE, "[Start de ronde]")
    world.clock.advance(timedelta(hours=2))
    for who in people:
        await world.heard(who)
        await world.turn(who, "[Ja, ik doe mee]", "[Rust]", "[Ja, tel me mee]")
    world.clock.advance(timedelta(days=8))
    told = "Op de vraag «Wat eerst?» koos meer dan de helft: Rust."
    await world.api.until(lambda: any(told in m.text for m in world.api.said(TINE)), 30)
