"""Closing a round: from what people told to results that are frozen, and what a later round makes of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.trainers.results import REMEMBERED, RoundToClose, close_round
from dialogues.effects import JoinGroup, NameGroup, RecordAnswer, RecordConsent, RecordPlan, RecordReflection
from dialogues.model import LifePhase
from dialogues.model.group_mirror import GroupMirror, Most, Own, PlanState, Since
from dialogues.model.group_places import Kind, Place
from storage import Database, Frozen, Person, UnitOfWork, Window
from storage.result_tables import counted_in
from storage.tables import membership

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MINIMUM, REST = 5, 40
S, A, R, V = LifePhase
Pair = tuple[int, int]


class Town:
    """Groups in a database, and what the people in them do."""

    def __init__(self, db: Database) -> None:
        self.db, self.now, self.rounds, self.chats = db, NOW, 0, 500

    async def group(self, people: int, *, agree: bool = True) -> list[Pair]:
        """A new group of so many people, as (person, group); `agree`: to be counted."""
        pairs: list[Pair] = []
        code: str | None = None
        async with self.db.work() as work:
            for _ in range(people):
                self.chats += 1
                who = await work.add_person(self.chats, self.chats, self.now)
                await work.record(who, JoinGroup(1, code) if code else NameGroup(1, "De Buurttafel"), self.now)
                await work.record(who, RecordConsent("group_results", agree, "1"), self.now)
                code = await work.group_code(who.id, 1)
                pairs.append((who.id, await self._group(work, who)))
        return pairs

    async def _group(self, work: UnitOfWork, who: Person) -> int:
        mine = select(membership.c.group_id).where(membership.c.person_id == who.id)
        return int(await work.connection.scalar(mine) or 0)

    async def reflect(self, pairs: Sequence[Pair], phases: Sequence[LifePhase | None], kind: str = "reflectie") -> None:
        """Each of them finishes a reflection now, with this answer on `taken` and one on `waarom`."""
        n = self.rounds + 1
        async with self.db.work() as work:
            for (person, _), phase in zip(pairs, phases, strict=True):
                who = await self.person(work, person)
                done = RecordReflection(n, kind, 1, self.now, self.now, theme="openheid")  # type: ignore[arg-type]
                await work.record(who, done, self.now)
                for kenmerk, said in (("waarom", A), ("taken", phase)):
                    how, given = ("button", said) if said else ("skipped", None)
                    answer = RecordAnswer(n, kenmerk, how, given, (), (), True)  # type: ignore[arg-type]
                    await work.record(who, answer, self.now)

    async def person(self, work: UnitOfWork, id: int) -> Person:
        who = await work.person_by_id(id)
        assert who is not None
        return who

    async def close(self, who: Sequence[Pair], *, rest: int | None = None, full: bool = True) -> Sequence[Frozen]:
        """A round that began yesterday closes now; the next day is another."""
        self.rounds += 1
        window = Window(self.now - DAY, self.now, full=full)
        async with self.db.work() as work:
            closed = await close_round(work, RoundToClose(self.rounds, who, window, rest=rest), MINIMUM, self.now)
        self.now += 2 * DAY
        return closed


def taken(closed: Sequence[Frozen]) -> list[tuple[Kind, LifePhase | None, Since]]:
    """What each result says of `taken`."""
    lines = [(r.place.kind, line) for r in closed for line in r.mirror.lines if line.kenmerk == "taken"]
    return [(kind, line.said.phase, line.since) for kind, line in lines]


async def test_a_round_is_closed_and_frozen(db: Database) -> None:
    """The result has the kenmerken, the theme and the plans, and is read again as it was published."""
    town = Town(db)
    five = await town.group(5)
    await town.reflect(five, [R, R, R, A, None])
    closed = await town.close(five)
    async with db.work() as work:
        assert await work.results.of_round(1) == closed
    mirror = closed[0].mirror
    assert taken(closed) == [(Kind.GROEP, R, Since.EERSTE)]
    assert (mirror.theme, mirror.plan) == (
        Most(answer="openheid", since=Since.EERSTE),
        Most(answer=None, since=Since.EERSTE),
    )


async def test_only_who_finished_and_agrees_counts(db: Database) -> None:
    """Four who agree, one who does not and one who did not finish are too few; nothing is frozen."""
    town = Town(db)
    four = await town.group(4)
    others = await town.group(2, agree=False)
    await town.reflect([*four, others[0]], [R] * 5)
    assert await town.close([*four, *others], rest=REST) == []


async def test_the_latest_word_on_consent_counts(db: Database) -> None:
    """Who takes the yes back before the round closes is not counted."""
    town = Town(db)
    five = await town.group(5)
    await town.reflect(five, [R] * 5)
    async with db.work() as work:
        await work.record(await town.person(work, five[0][0]), RecordConsent("group_results", False, "1"), NOW)
    assert await town.close(five) == []


async def test_what_was_finished_outside_the_round_does_not_count(db: Database) -> None:
    """A reflection of before the round, and a polsslag where a whole reflection was asked, are none of it."""
    town = Town(db)
    five = await town.group(5)
    await town.reflect(five, [R] * 5)
    town.now += 2 * DAY
    assert await town.close(five) == []
    await town.reflect(five, [R] * 5, kind="polsslag")
    assert await town.close(five) == []
    await town.reflect(five, [R] * 5, kind="polsslag")
    assert taken(await town.close(five, full=False)) == [(Kind.GROEP, R, Since.EERSTE)]


async def test_small_groups_have_one_result_together(db: Database) -> None:
    """A group of five has its own; a group of three and one of two have one of the workshop."""
    town = Town(db)
    five, three, two = await town.group(5), await town.group(3), await town.group(2)
    everybody = [*five, *three, *two]
    await town.reflect(everybody, [R] * 5 + [A] * 5)
    closed = await town.close(everybody, rest=REST)
    assert {r.place for r in closed} == {Place(Kind.GROEP, five[0][1]), Place(Kind.REST, REST)}
    assert sorted(taken(closed)) == [(Kind.GROEP, R, Since.EERSTE), (Kind.REST, A, Since.EERSTE)]


@pytest.mark.parametrize(("others", "expected"), [(0, False), (2, True)])
async def test_that_some_are_in_no_result_is_frozen_too(db: Database, others: int, expected: bool) -> None:
    """So that a trainer who looks again later is still told so."""
    town = Town(db)
    everybody = [*await town.group(5), *await town.group(others)]
    await town.reflect(everybody, [R] * len(everybody))
    closed = await town.close(everybody, rest=REST)
    assert [result.mirror.some_left for result in closed] == [expected]


async def test_a_later_round_changes_where_people_changed(db: Database) -> None:
    """Somebody new changes nothing; three who answer otherwise by now do; after a year it is counted afresh."""
    town = Town(db)
    six = await town.group(6)
    await town.reflect(six[:5], [R, R, R, A, A])
    await town.close(six)
    await town.reflect(six, [R, R, A, A, A, A])
    assert taken(await town.close(six)) == [(Kind.GROEP, R, Since.GELIJK)]
    await town.reflect(six, [A, R, A, A, A, V])
    assert taken(await town.close(six)) == [(Kind.GROEP, R, Since.GELIJK)]
    await town.reflect(six, [A, A, A, A, A, V])
    assert taken(await town.close(six)) == [(Kind.GROEP, A, Since.ANDERS)]
    town.now += REMEMBERED
    await town.reflect(six, [S] * 6)
    assert taken(await town.close(six)) == [(Kind.GROEP, S, Since.EERSTE)]


async def test_who_counted_in_a_group_does_not_count_elsewhere(db: Database) -> None:
    """A group that has become too small does not fill up the rest: it would be subtracted from its own result."""
    town = Town(db)
    five, others = await town.group(5), await town.group(4)
    await town.reflect(five, [R] * 5)
    await town.close([*five, *others], rest=REST)
    await town.reflect([*five[:4], *others], [R] * 4 + [A] * 4)
    assert await town.close([*five, *others], rest=REST) == []


async def test_who_erases_everything_is_gone_and_the_result_stays(db: Database) -> None:
    """What was published stays as it was; of the person nothing is left, also not that they were counted."""
    town = Town(db)
    five = await town.group(5)
    await town.reflect(five, [R] * 5)
    closed = await town.close(five)
    async with db.work() as work:
        await work.forget(await town.person(work, five[0][0]), NOW)
    async with db.work() as work:
        left = await work.connection.scalar(select(func.count()).select_from(counted_in))
        assert (await work.results.of_round(1), left) == (closed, 4)


async def test_plans_are_counted_for_the_group_they_were_made_for(db: Database) -> None:
    """Three of five carried out a plan that came of a reflection on this group."""
    town = Town(db)
    five = await town.group(5)
    await town.reflect(five, [R] * 5)
    async with db.work() as work:
        for (person, _), outcome in zip(five, ("done", "partly", "done", "not_done", None), strict=True):
            plan = RecordPlan(1, 1, "openheid", "buren", 1, 2, outcome)
            await work.record(await town.person(work, person), plan, NOW)
    closed = await town.close(five)
    assert closed[0].mirror.plan == Most(answer=PlanState.UITGEVOERD, since=Since.EERSTE)


async def test_a_question_of_the_trainers_own(db: Database) -> None:
    """What more than half chose; who does not agree to be counted is not."""
    five, refusing = await (town := Town(db)).group(5), await town.group(1, agree=False)
    chosen = dict.fromkeys([*five, *refusing], "b")
    async with db.work() as work:
        round = RoundToClose(7, chosen, question=7, chosen=chosen)
        closed = await close_round(work, round, MINIMUM, NOW)
    mirror = GroupMirror(at_least=5, own=(Own(question="7", answer="b", since=Since.EERSTE),))
    assert [result.mirror for result in closed] == [mirror]


async def test_a_round_on_plans_alone(db: Database) -> None:
    """Who told how a plan went is counted, with how far they got."""
    five = await Town(db).group(5)
    async with db.work() as work:
        closed = await close_round(work, RoundToClose(7, five, told_plan=five), MINIMUM, NOW)
    mirror = GroupMirror(at_least=5, plan=Most(answer=None, since=Since.EERSTE))
    assert [result.mirror for result in closed] == [mirror]
