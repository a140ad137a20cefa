"""Closes a round: who finished and agreed is counted once, each result is made, protected, and frozen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dialogues.model.group_mirror import OWN, PLAN, Answers, Told, mirror_of
from dialogues.model.group_places import Finisher, Kind, Place, divide
from storage import CountedBefore, Frozen, UnitOfWork, Window
from storage.finishers import Pair

#: How long a result stands in the way of one with partly the same people; after a year answers are new ones.
REMEMBERED = timedelta(days=365)


@dataclass(frozen=True)
class RoundToClose:
    """A round whose time is over.

    `who`: (person, group) of all who were asked. `reflections`: which ones count; None where the round asked for none.
    `chosen`: what was answered to the trainer's own question `question`. `told_plan`: who told how their plan went.
    `rest`: the number of the workshop (or of what takes its place) whose smaller groups have one result together.
    """

    id: int
    who: Collection[Pair]
    reflections: Window | None = None
    question: int | None = None
    chosen: Mapping[Pair, str] = field(default_factory=dict)
    told_plan: Collection[Pair] = ()
    rest: int | None = None


async def close_round(work: UnitOfWork, round: RoundToClose, minimum: int, now: datetime) -> Sequence[Frozen]:
    """Make and freeze the results of a round, once: hold the round's own row while you ask for it.

    `minimum`: fewest people in a result. Each result says whether some people's answers are in none.
    """
    told = await _told(work, round)
    before = await work.results.counted_before(told, now - REMEMBERED)
    finishers = [Finisher(*pair, before[pair].place if pair in before else None) for pair in sorted(told)]
    rest = Place(Kind.REST, round.rest) if round.rest is not None else None
    division = divide(finishers, minimum, rest)
    results = []
    for place, there in division.counting.items():
        pairs = [(f.person, f.group) for f in there]
        earlier = await work.results.earlier(place, now - REMEMBERED)
        people = [Told(told[pair], _before(before.get(pair), earlier)) for pair in pairs]
        mirror = mirror_of(people, minimum, list(earlier.values()))
        if mirror is not None:
            results.append(Frozen(round.id, place, now, mirror.but(some_left=bool(division.left))))
            await work.results.freeze(results[-1], {pair: told[pair] for pair in pairs})
    return results


def _before(counted: CountedBefore | None, earlier: Iterable[int]) -> list[Answers]:
    """What somebody told in each of the earlier results."""
    return [counted.answers.get(id, {}) if counted is not None else {} for id in earlier]


async def _told(work: UnitOfWork, round: RoundToClose) -> dict[Pair, Answers]:
    """What each of those who finished told, as far as the round asked for it."""
    if round.reflections is not None:
        return await work.results.told(round.who, round.reflections)
    finished = {*round.chosen, *round.told_plan}.intersection(round.who)
    agreed = await work.results.consenting(finished)
    if round.question is not None:
        return {pair: {f"{OWN}{round.question}": round.chosen[pair]} for pair in agreed}
    plans = await work.results.planned(agreed)
    return {pair: {PLAN: plans.get(pair)} for pair in agreed}
