"""In which result each person counts: in one only, so that no two results can be subtracted from each other.

A result is of a group, or of all others who took part. Who counted in a result goes on counting there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Whose result it is: of one group; of those in a workshop (or several groups) who are in no result of a group."""

    GROEP = "groep"
    REST = "rest"


@dataclass(frozen=True)
class Place:
    """A result, whatever the round: the group's, or the rest of the workshop with this number."""

    kind: Kind
    of: int


@dataclass(frozen=True)
class Finisher:
    """Somebody who finished and agreed to be counted, about one of their groups.

    `counted`: where they counted in the past year, None where they did not.
    """

    person: int
    group: int
    counted: Place | None = None


@dataclass(frozen=True)
class Division:
    """`counting`: who counts where, each place with people enough. `left`: who counts nowhere in this round."""

    counting: Mapping[Place, tuple[Finisher, ...]]
    left: tuple[Finisher, ...]


def divide(finishers: Sequence[Finisher], minimum: int, rest: Place | None) -> Division:
    """Give each of them the one place where they count: their group, or where that is too small the rest, if any."""
    groups = dict.fromkeys(Place(Kind.GROEP, f.group) for f in finishers)
    counting = {place: _of_group(finishers, place) for place in groups}
    counting = {place: there for place, there in counting.items() if len(there) >= minimum}
    others = _without(finishers, counting)
    if rest is not None and len(of_rest := _of_rest(others, rest)) >= minimum:
        counting[rest] = of_rest
    return Division(counting, _without(finishers, counting))


def _of_group(finishers: Sequence[Finisher], place: Place) -> tuple[Finisher, ...]:
    return tuple(f for f in finishers if f.group == place.of and f.counted in (None, place))


def _of_rest(finishers: Sequence[Finisher], place: Place) -> tuple[Finisher, ...]:
    """Each person once, whatever the number of their groups; first the group with which they counted before."""
    here = sorted((f for f in finishers if f.counted in (None, place)), key=lambda f: f.counted is None)
    return tuple({f.person: f for f in reversed(here)}.values())


def _without(finishers: Sequence[Finisher], counting: Mapping[Place, tuple[Finisher, ...]]) -> tuple[Finisher, ...]:
    placed = {(f.person, f.group) for there in counting.values() for f in there}
    return tuple(f for f in finishers if (f.person, f.group) not in placed)
