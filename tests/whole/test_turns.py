"""What people meet, over real HTTP and on both databases: buttons, links, nudges, erasure, and what goes wrong."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Table, text

from bot.playground.population import GROUP
from bot.telegram.splitting import parts
from storage import REPLY, Outgoing
from storage.kept import of_a_person
from storage.tables import volunteer_group
from tests.whole.world import World, running

AN, MOHAMED = 7_000_000_001, 7_000_000_002
START = ["/start", "[Ja, ik begin]", "De Buurttafel", "[Nee, we staan op onszelf]", "[Sla over]"]
ANSWERS = [
    "Wij zijn vooral doeners",
    "We bouwen op vaste waarden",
    "Een trouwe kern draagt het",
    "We hebben vaste contacten",
    "Nu en dan komt er iemand bij",
    "We bewaren de goede sfeer",
    "We hebben goede draaiboeken",
    "Het bestuur bereidt het voor",
]
TO_MIRROR = [*START, *(f"[{answer}]" for answer in ANSWERS)]
PLAN = "Als het dinsdag is, dan vraag ik de buurvrouw"
TO_PLAN = [
    *TO_MIRROR,
    "[Ja, dat herken ik]",
    "[Openheid naar anderen]",
    "[Ja, dit ga ik doen]",
    PLAN,
    "[Ja, ik zie het voor me]",
    "[Ja, dat mag]",
    "[Over een week]",
]


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with running(database_url, tmp_path) as world:
        yield world


async def test_a_pressed_message_shows_what_was_chosen(world: World) -> None:
    """Its buttons go, so that a second thumb finds nothing to press."""
    await world.turn(AN, "/start")
    pressed = world.api.said(AN)[-1]
    await world.turn(AN, "[Ja, ik begin]")
    await world.api.until(lambda: not pressed.buttons)
    assert pressed.text.endswith("✓ Ja, ik begin")


async def test_a_text_that_is_too_long_comes_in_parts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """In order, and the last one has the buttons."""
    whole = await world.turn(MOHAMED, "/start")
    monkeypatch.setattr("bot.speaking.parts", partial(parts, longest=200))
    await world.turn(AN, "/start")
    said = world.api.said(AN)
    assert " ".join(" ".join(m.text for m in said).split()) == " ".join(whole.text.split())
    assert [len(m.text) <= 200 for m in said] == [True] * len(said)
    assert [len(m.buttons) for m in said] == [0] * (len(said) - 1) + [len(whole.buttons)]


async def test_a_group_that_moved_is_answered_in_its_new_place(world: World) -> None:
    """What waits for it goes there, whoever hears of it first."""
    later = world.clock.now() + timedelta(hours=1)
    waiting = Outgoing(GROUP, REPLY, "sendMessage", {"chat_id": GROUP, "text": "Dag"}, not_before=later)
    async with world.app.database.work() as work:
        await work.enqueue(waiting)
    new = world.api.migrate(GROUP)
    await world.until_row("SELECT chat_id FROM outbox", [(new,)])


async def test_a_double_tap_is_answered_and_counts_once(world: World) -> None:
    """The second press of the same button gets a toast, and no second turn."""
    await world.turn(AN, "/start")
    message = world.api.said(AN)[-1]
    data = str(message.buttons[0][0].data)
    first, second = (world.api.people.press(AN, AN, message.id, data) for _ in range(2))
    assert [(await world.api.answer(query))["text"] for query in (first, second)] == ["", "Dat had ik al genoteerd."]
    await world.heard(AN)
    assert len(await world.rows("SELECT id FROM consent")) == 1


async def test_a_button_of_somebody_else_is_not_trusted(world: World) -> None:
    """Data that was copied from another person's button is nobody's yes, and is answered kindly."""
    theirs = str((await world.turn(MOHAMED, "/start")).buttons[0][0].data)
    message = await world.turn(AN, "/start")
    message.buttons[0][0].data = theirs
    world.api.people.press(AN, AN, message.id, theirs)
    answer = await world.heard(AN)
    assert (answer.buttons[0][0].text, await world.rows("SELECT purpose FROM consent")) == ("Ja, ik begin", [])


async def test_someone_joins_the_group_by_its_link(world: World) -> None:
    """The link that one coordinator shares makes another one a member of the same group, without its name typed."""
    await world.turn(AN, *TO_MIRROR, "[Ja, dat herken ik]", "[Genoeg voor vandaag]")
    link = (await world.turn(AN, "[Iemand uitnodigen]")).text
    code = link.split("start=")[1].split()[0]
    hello = await world.turn(MOHAMED, f"/start {code}", "[Ja, ik begin]")
    assert "De Buurttafel" in hello.text
    assert await world.rows("SELECT count(*), count(DISTINCT group_id) FROM membership") == [(2, 1)]


async def test_a_week_later_bruis_asks_how_it_went(world: World) -> None:
    """The planned contact goes out once, quotes the plan, and its row says that it was sent."""
    await world.turn(AN, *TO_PLAN)
    world.clock.advance(timedelta(days=7, minutes=1))
    asked = await world.heard(AN)
    assert "Als het dinsdag is, dan vraag ik de buurvrouw." in asked.text
    await world.until_row("SELECT kind, state, reason FROM contact WHERE state <> 'planned'", [("plan", "sent", None)])


async def test_nothing_unasked_goes_to_who_blocked_the_bot(world: World) -> None:
    """The row says why."""
    await world.turn(AN, *TO_PLAN)
    world.api.block(AN)
    await world.until_row("SELECT count(*) FROM person WHERE blocked_at IS NOT NULL", [(1,)])
    world.clock.advance(timedelta(days=7, minutes=1))
    await world.until_row("SELECT state, reason FROM contact WHERE kind = 'plan'", [("not_sent", "blocked")])


async def test_stop_ends_what_was_planned(world: World) -> None:
    """At once, and the row says so."""
    await world.turn(AN, *TO_PLAN, "/stop")
    assert await world.rows("SELECT DISTINCT state, reason FROM contact") == [("not_sent", "no consent")]


async def test_what_was_written_is_gone_after_the_days_promised(world: World) -> None:
    """The plan is still known, its words are not."""
    await world.turn(AN, *TO_PLAN)
    assert len(await world.rows("SELECT n FROM words")) == 2
    world.clock.advance(timedelta(days=31))
    await world.until_row("SELECT n FROM words", [])
    await world.turn(AN, "/stop")
    said = await world.turn(AN, "/plan")
    texts = " ".join(m.text for m in world.api.said(AN) if m.id > said.id - 3)
    assert "30 dagen gewist" in texts
    assert "buurvrouw" not in texts


async def test_what_was_read_wrongly_is_learnt_from_with_a_yes(world: World) -> None:
    """Of what they wrote only the common words are kept, with what was meant; and it goes with them."""
    told = "Het bestuur van Balegem beslist alles, wij voeren uit"
    await world.turn(AN, *START, *(f"[{answer}]" for answer in ANSWERS[:-1]), told)
    await world.turn(
        AN, "[Nee, iets klopt niet]", "[Vergaderen en beslissen]", "[De groep beslist samen]", "[Ja, dat herken ik]"
    )
    assert await world.rows("SELECT text FROM lesson") == []
    await world.turn(AN, "[Ja, leer eruit]")
    kept = await world.rows("SELECT kenmerk, text, meant FROM lesson")
    assert kept == [("vergaderen", "Het bestuur van _ beslist alles, wij voeren uit", "autonoom")]
    await world.turn(AN, "/wis", "[Ja, wis alles]")
    assert await world.rows("SELECT text FROM lesson") == []


async def test_all_that_is_kept_is_shown(world: World) -> None:
    """A message that sums it up, and a file with every word, why it is kept and how it was read."""
    await world.turn(AN, *TO_PLAN, "/mijngegevens")
    file, summary, _ = world.api.said(AN)[-3:]
    assert "Je plan, en hoe het afliep" in summary.text
    assert file.file_name == "mijn-gegevens.json"
    told = json.loads(world.api.file(file))
    assert set(told["bewaard"]) == {
        *("person", "words", "consent", "membership", "reflection", "answer", "plan", "contact", "outbox")
    }
    assert [row["text"] for row in told["bewaard"]["words"]["rijen"]] == ["het dinsdag is", "vraag ik de buurvrouw"]
    assert told["bewaard"]["membership"]["rijen"][0]["name"] == "De Buurttafel"
    assert told["bewaard"]["words"]["hoelang"] == "Weg na 30 dagen."
    assert "Gegevensbeschermingsautoriteit" in told["wat_je_kan_doen"]


async def test_erasing_leaves_nothing(world: World) -> None:
    """Asked back once; then no table has a row of the person, not even of the receipt, which still arrives."""
    await world.turn(AN, *TO_PLAN, "/wis")
    receipt = await world.turn(AN, "[Ja, wis alles]")
    assert "Alles is gewist" in receipt.text
    for table in (*of_a_person(), volunteer_group):
        await world.until_row(f"SELECT count(*) FROM {table.name} WHERE NOT {_nobody(table)}", [(0,)])  # noqa: S608


def _nobody(table: Table) -> str:
    """Which rows tell of nobody: messages that are said, without the chat they went to."""
    return "(person_id IS NULL AND payload IS NULL AND chat_id = 0)" if table.name == "outbox" else "false"


async def test_an_update_that_fails_is_set_aside_and_the_next_goes_on(world: World) -> None:
    """After three tries the person is told kindly; nobody else waits."""
    await world.turn(AN, "/start")
    async with world.app.database.work() as work:
        await work.connection.execute(text("UPDATE person SET session = 'kapot'"))
    told = await world.turn(AN, "hallo")
    assert "Het ligt niet aan jou" in told.text
    assert await world.rows("SELECT tries, failure FROM inbox WHERE failure IS NOT NULL") == [(3, "DialogueError")]
    assert "Bruis" in (await world.turn(MOHAMED, "/start")).text
