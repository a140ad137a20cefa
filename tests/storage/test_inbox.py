"""Every update once, in order of its sender, by one at a time."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from storage import Claimed, Database, Received
from storage.tables import inbox
from tests.storage.conftest import NOW

_LOCK_WAITED_FOR = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


def _update(update_id: int, sender: int) -> Received:
    return Received(update_id, sender, f'{{"update_id": {update_id}}}')


class HalfWay(Exception):
    """A turn breaks."""


async def _break_off(db: Database) -> None:
    async with db.work() as work:
        await work.handled([1], NOW)
        raise HalfWay


async def _receive(db: Database, *updates: Received) -> int:
    async with db.work() as work:
        return await work.receive(updates, NOW)


async def test_an_update_is_written_once(db: Database) -> None:
    """An update that comes again, in the same batch, later, or after it was handled, counts for nothing."""
    assert await _receive(db, _update(1, 7), _update(2, 7), _update(1, 7)) == 2
    assert await _receive(db, _update(2, 7), _update(3, 8)) == 1
    async with db.work() as work:
        await work.handled([1], NOW)
    assert await _receive(db, _update(1, 7)) == 0
    assert await _receive(db) == 0


async def test_what_is_claimed_is_what_came_in(db: Database) -> None:
    """A claimed update is whole: number, sender, raw text, moment, tries."""
    await _receive(db, _update(1, 7))
    async with db.work() as work:
        assert await work.claim() == [Claimed(1, 7, '{"update_id": 1}', NOW, 0)]


async def test_oldest_first(db: Database) -> None:
    """Updates are handled from the oldest on, however they came in."""
    await _receive(db, _update(3, 7), _update(1, 8))
    await _receive(db, _update(2, 7))
    order = []
    for _ in range(3):
        async with db.work() as work:
            (claimed,) = await work.claim()
            order.append(claimed.update_id)
            await work.handled([claimed.update_id], NOW)
    assert order == [1, 2, 3]


async def test_a_turn_that_breaks_loses_nothing(db: Database) -> None:
    """After an exception the update is there as before, and still before the sender's next."""
    await _receive(db, _update(1, 7), _update(2, 7))
    with pytest.raises(HalfWay):
        await _break_off(db)
    async with db.work() as work:
        assert await work.claim() == [Claimed(1, 7, '{"update_id": 1}', NOW, 0)]


async def test_failures_are_counted_and_the_last_sets_it_aside(db: Database) -> None:
    """A failed update comes again with its tries; after the last it is set aside, with a reason and no text."""
    await _receive(db, _update(1, 7), _update(2, 7))
    async with db.work() as work:
        await work.failed(1, "TypeError", NOW, nth=1, last=False)
    async with db.work() as work:
        (claimed,) = await work.claim()
        assert (claimed.update_id, claimed.tries) == (1, 1)
    async with db.work() as work:
        await work.failed(1, "TypeError", NOW, nth=2, last=True)
    async with db.work() as work:
        (claimed,) = await work.claim()
        assert claimed.update_id == 2
        row = (await work.connection.execute(select(inbox).where(inbox.c.update_id == 1))).one()
    assert (row.tries, row.failure, row.payload, row.handled_at) == (2, "TypeError", None, NOW)


async def test_a_late_failure_does_not_undo_what_was_handled(db: Database) -> None:
    """Who says "failed" after somebody else handled it changes nothing."""
    await _receive(db, _update(1, 7))
    async with db.work() as work:
        await work.handled([1], NOW)
        await work.failed(1, "TypeError", NOW + timedelta(1), nth=1, last=True)
        row = (await work.connection.execute(select(inbox))).one()
    assert (row.tries, row.failure, row.handled_at) == (0, None, NOW)


async def test_what_waits_at_a_start_counts_as_begun_once(db: Database) -> None:
    """It may have ended the process before; what is handled did not, and what was begun before is counted already."""
    await _receive(db, _update(1, 7), _update(2, 7), _update(3, 8))
    async with db.work() as work:
        await work.handled([1], NOW)
        await work.failed(2, "TypeError", NOW, nth=2, last=False)
    await db.take_over()
    async with db.work() as work:
        rows = await work.connection.execute(select(inbox.c.update_id, inbox.c.tries).order_by(inbox.c.update_id))
        assert [tuple(row) for row in rows] == [(1, 0), (2, 2), (3, 1)]


async def test_a_try_again_stays_counted(db: Database) -> None:
    """Whatever becomes of the unit of work in which it is made: a process that ends in it has begun it."""
    await _receive(db, _update(1, 7), _update(2, 7))
    with pytest.raises(HalfWay):
        await _begin_and_break_off(db)
    async with db.work() as work:
        assert await work.claim() == [Claimed(1, 7, '{"update_id": 1}', NOW, 2)]


async def _begin_and_break_off(db: Database) -> None:
    async with db.work() as work:
        await work.claim()
        await work.begin_again(1, 2)
        await work.handled([1], NOW)
        raise HalfWay


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_one_try_again_at_a_time(db: Database) -> None:
    """So that no other is blamed where the process ends of one; it is still ours meanwhile."""
    await _receive(db, _update(1, 7), _update(2, 8))
    second = asyncio.Event()

    async def another() -> None:
        async with db.work() as work:
            [claimed] = await work.claim()
            await work.begin_again(claimed.update_id, 2)
            second.set()

    async with db.work() as work:
        [claimed] = await work.claim()
        await work.begin_again(claimed.update_id, 2)
        waits = asyncio.create_task(another())
        async with asyncio.timeout(10):
            while not await work.connection.scalar(_LOCK_WAITED_FOR):
                await asyncio.sleep(0.01)
        assert not second.is_set()
    await waits
    assert second.is_set()


async def test_what_is_handled_says_nothing_of_anybody(db: Database) -> None:
    """A handled update keeps its number, and neither text nor sender."""
    await _receive(db, _update(1, 7))
    async with db.work() as work:
        await work.handled([1], NOW)
        row = (await work.connection.execute(select(inbox))).one()
    assert (row.update_id, row.payload, row.sender) == (1, None, 0)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_two_never_have_one_sender(db: Database) -> None:
    """While one holds a sender others get the next sender, then nothing; one given back starts at its oldest."""
    await _receive(db, _update(1, 7), _update(2, 7), _update(3, 8), _update(4, 8))
    async with db.work() as one, db.work() as two, db.work() as three:
        claimed = [await work.claim() for work in (one, two, three)]
    async with db.work() as work:
        again = await work.claim()
    numbers = [[update.update_id for update in updates] for updates in (*claimed, again)]
    assert numbers == [[1], [3], [], [1]]


async def test_many_at_once_handle_all_in_order(db: Database) -> None:
    """Eight workers side by side: every update once, each sender's in order, no sender twice at a time."""
    await _receive(db, *(_update(n, n % 5) for n in range(1, 101)))
    busy: set[int] = set()
    done: list[tuple[int, int]] = []

    async def worker() -> None:
        while await one():
            pass

    async def one() -> bool:
        async with db.work() as work:
            if not (some := await work.claim()):
                return len(done) < 100 and await asyncio.sleep(0, result=True)
            (claimed,) = some
            assert claimed.sender not in busy
            busy.add(claimed.sender)
            await asyncio.sleep(0)
            await work.handled([claimed.update_id], NOW)
            done.append((claimed.sender, claimed.update_id))
            busy.remove(claimed.sender)
        return True

    await asyncio.gather(*(worker() for _ in range(8)))
    assert sorted(update_id for _, update_id in done) == list(range(1, 101))
    for sender in range(5):
        of_sender = [update_id for who, update_id in done if who == sender]
        assert of_sender == sorted(of_sender)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_writing_down_never_waits_for_a_turn(db: Database) -> None:
    """New updates of a sender who is being handled are written down at once."""
    await _receive(db, _update(1, 7))
    async with db.work() as turn:
        await turn.claim()
        assert await asyncio.wait_for(_receive(db, _update(2, 7)), 5) == 1


@pytest.mark.parametrize(("waiting", "most", "leaves"), [(0, 2, False), (1, 2, False), (2, 1, True)])
async def test_who_claims_knows_whether_there_is_more(db: Database, waiting: int, most: int, leaves: bool) -> None:
    """Of whomever: the next of the same sender is more as well."""
    await _receive(db, *(_update(n, 7) for n in range(1, waiting + 1)))
    async with db.work() as work:
        await work.claim(most)
        assert work.leaves is leaves
