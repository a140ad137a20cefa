"""Everybody counts in one place, and stays there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.model.group_places import Division, Finisher, Kind, Place, divide

MINIMUM = 5
REST = Place(Kind.REST, 1)
GROUP = Place(Kind.GROEP, 7)
SMALL = Place(Kind.GROEP, 8)


def some(n: int, group: int, counted: Place | None = None, start: int = 100) -> tuple[Finisher, ...]:
    """`n` people of one group."""
    return tuple(Finisher(start * group + i, group, counted) for i in range(n))


@pytest.mark.parametrize(
    ("finishers", "rest", "expected"),
    [
        ((), REST, Division({}, ())),
        (some(5, 7), None, Division({GROUP: some(5, 7)}, ())),
        (some(4, 7), None, Division({}, some(4, 7))),
        (some(5, 7) + some(4, 8), REST, Division({GROUP: some(5, 7)}, some(4, 8))),
        (some(4, 7) + some(4, 8), REST, Division({REST: some(4, 7) + some(4, 8)}, ())),
        (some(5, 7, SMALL), REST, Division({}, some(5, 7, SMALL))),
        (some(5, 7, REST), REST, Division({REST: some(5, 7, REST)}, ())),
        (some(4, 7, GROUP) + some(5, 8), REST, Division({SMALL: some(5, 8)}, some(4, 7, GROUP))),
    ],
    ids=[
        "nobody",
        "group",
        "small group",
        "small rest",
        "rest",
        "counted elsewhere",
        "stays in rest",
        "stays in group",
    ],
)
def test_who_counts_where(finishers: tuple[Finisher, ...], rest: Place | None, expected: Division) -> None:
    """A group with people enough has a result of its own, others go to the rest; nobody moves to another result."""
    division = divide(finishers, MINIMUM, rest)
    assert ({k: set(v) for k, v in division.counting.items()}, set(division.left)) == (
        {k: set(v) for k, v in expected.counting.items()},
        set(expected.left),
    )


_places = st.sampled_from([None, REST, GROUP, SMALL, Place(Kind.REST, 2)])
_finishers = st.lists(
    st.builds(Finisher, st.integers(1, 12), st.integers(7, 10), _places),
    unique_by=lambda f: (f.person, f.group),
    max_size=40,
)


@given(_finishers, st.integers(3, 6))
def test_results_share_nobody(finishers: list[Finisher], minimum: int) -> None:
    """Whoever takes part, each result has people enough, each once, and nobody's answers about a group count twice."""
    division = divide(finishers, minimum, REST)
    counted = [f for there in division.counting.values() for f in there]
    assert [len({f.person for f in there}) == len(there) >= minimum for there in division.counting.values()] == [
        True
    ] * len(division.counting)
    assert sorted(map(repr, [*counted, *division.left])) == sorted(map(repr, finishers))
    assert [f for place, there in division.counting.items() for f in there if f.counted not in (None, place)] == []
