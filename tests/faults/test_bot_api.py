"""A Bot API that fails in every way it can: each turn is still taken once and answered, doubt is counted."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.faults import Fault
from bot.telegram import poller
from dialogues.session import Session
from storage.presence import OUTBOX
from tests.faults.accounts import faults
from tests.faults.unasked import unasked
from tests.faults.world import World, running

AN, MOHAMED = 7_000_000_001, 7_000_000_002
SAID = ["/start", "ja", "De Buurttafel", "Nee, we staan op onszelf", "Sla over", "/help", "/privacy", "/plan", "/tips"]
FAULTS = [
    Fault("error", 500),
    Fault("error", 502),
    Fault("error", 504),
    Fault("error", 401),
    Fault("error", 404),
    Fault("error", 429, retry_after=3),
    Fault("reset_before"),
    Fault("reset_after"),
    Fault("hang"),
    Fault("hang_after"),
    Fault("bad_json"),
]
CONFLICT = Fault("error", 409)


@pytest.fixture
async def world(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(poller, "HOLD", 1)
    monkeypatch.setattr(poller, "_MARGIN", 0.3)
    async with running(database_url, tmp_path) as world:
        yield world


async def _turns(world: World) -> dict[int, int]:
    return {who: Session.load(told).turns for who, told in await world.rows("SELECT telegram_id, session FROM person")}


@pytest.mark.parametrize("method", ["sendMessage", "getUpdates"])
async def test_every_fault_in_every_turn(world: World, method: str) -> None:
    """Each of them once, twice in a row, and one turn after the other; a second person goes on beside."""
    for number, fault in enumerate([*FAULTS, *([CONFLICT] if method == "getUpdates" else [])]):
        world.fail(method, fault, 1 + number % 2)
        world.api.say(AN, SAID[number % len(SAID)])
        world.api.say(MOHAMED, SAID[number % len(SAID)])
        await world.settled()
    assert await faults(world.app.database, world.playground) == []
    assert await _turns(world) == dict.fromkeys((AN, MOHAMED), number + 1)


async def test_only_doubt_makes_a_reply_come_twice(world: World) -> None:
    """What surely did not arrive comes once, and what may have is counted."""
    twice = []
    for fault in FAULTS:
        before = len(world.api.said(AN)), len(await world.rows("SELECT id FROM outbox WHERE method = 'sendMessage'"))
        world.fail("sendMessage", fault)
        world.api.say(AN, "/help")
        await world.settled()
        after = len(world.api.said(AN)), len(await world.rows("SELECT id FROM outbox WHERE method = 'sendMessage'"))
        twice.append((fault.kind, fault.code, after[0] - before[0] - (after[1] - before[1])))
    assert [(kind, code) for kind, code, more in twice if more] == [
        ("reset_after", 500),
        ("hang_after", 500),
        ("bad_json", 500),
    ]
    doubts = await world.rows("SELECT sum(doubts) FROM outbox WHERE state = 'sent'")
    assert doubts == [(8,)]  # these, three of a server that failed, and two that did nothing and did not say so


async def test_a_storm_of_429s(world: World) -> None:
    """Whoever meets it waits, nothing is lost, and nothing comes twice."""
    people = [world.api.add(f"Mens {n}") for n in range(10)]
    world.fail("sendMessage", Fault("error", 429, retry_after=5), 40)
    for said in SAID[:3]:
        for who in people:
            world.api.say(who, said)
    await world.settled()
    assert await faults(world.app.database, world.playground) == []
    assert await world.rows("SELECT sum(doubts) FROM outbox") == [(0,)]
    assert await _turns(world) == dict.fromkeys(people, 3)


async def test_what_is_unasked_never_comes_twice(world: World) -> None:
    """In doubt it is uncertain, and its row says so; what surely did not arrive goes again."""
    people = [world.api.add(f"Mens {n}") for n in range(len(FAULTS))]
    for who, fault in zip(people, FAULTS, strict=True):
        world.api.people.person(who).started = True
        world.playground.faults.next("sendMessage", fault, chat_id=who)
    await unasked(world.app.database, people, world.clock.now())
    world.app.database.call(OUTBOX)
    await world.settled()
    states = dict(await world.rows("SELECT chat_id, state FROM outbox"))
    became = [(states[who], len(world.api.said(who))) for who in people]
    uncertain, arrived, sent = ("uncertain", 0), ("uncertain", 1), ("sent", 1)
    assert became == [
        uncertain,
        uncertain,
        uncertain,
        sent,
        sent,
        sent,
        uncertain,
        arrived,
        uncertain,
        arrived,
        arrived,
    ]


async def test_updates_that_come_in_any_order_and_again(world: World) -> None:
    """Within a batch the numbers decide; what comes again counts for nothing; what comes late is handled."""
    waiting = world.api.world.updates.waiting
    for said in SAID[:5]:
        world.api.say(AN, said)
    waiting[:] = [waiting[n] for n in (4, 0, 2, 2, 3, 1, 0)]
    again = [*waiting]
    await world.settled()
    for update in again:
        world.api.world.updates.waiting.append(update)
    world.api.say(AN, "/help")
    await world.settled()
    assert await faults(world.app.database, world.playground) == []
    assert await _turns(world) == {AN: 6}
    assert await world.rows("SELECT text FROM words") == []
    assert await world.rows("SELECT name FROM volunteer_group") == [("De Buurttafel",)]


async def test_a_late_update_is_handled(world: World) -> None:
    """A webhook may bring an older one after a newer one."""
    numbers = [90_000_001, 90_000_000]
    for number, said in zip(numbers, ("/start", "ja"), strict=True):
        world.api.say(AN, said)
        world.api.world.updates.waiting[-1]["update_id"] = number
        await world.settled()
    assert await faults(world.app.database, world.playground) == []
    assert await _turns(world) == {AN: 2}


async def test_a_stop_leaves_the_rest_for_the_next_start(database_url: str, tmp_path: Path) -> None:
    """The turn at hand is finished, and what was not said is said by the next one."""
    (tmp_path / "next").mkdir()
    async with running(database_url, tmp_path) as first:
        first.fail("sendMessage", Fault("hang"), 20)
        first.api.say(AN, "/start")
        await first.api.until(lambda: not first.api.world.updates.waiting)
        async with asyncio.timeout(10):
            while not await first.rows("SELECT 1 FROM outbox WHERE state = 'attempting'"):
                await asyncio.sleep(0.01)
    async with running(database_url, tmp_path) as second:
        second.clock.advance(timedelta(minutes=1))
        await second.settled()
        assert await faults(second.app.database, second.playground) == []
        assert len(second.api.said(AN)) >= 1
