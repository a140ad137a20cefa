"""An attacker reads all that is published, and knows who took part in what; nobody's answer can be worked out.

The attacker tries every answer that everybody could have given, keeps what leads to exactly what was published, and
sees which answers of a person are left. They know the rules, the sizes, who was counted when, who left or erased
everything, and the answer of one of the people; and where there are several rounds they may count on it that nobody
changed their mind, which is what makes one round subtractable from another. What is promised is more than that no
answer is certain: not one answer of anybody can be ruled out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogues.model import LifePhase, Theme
from dialogues.model.group_mirror import OWN, PLAN, THEME, Answers, GroupMirror, PlanState, Told, mirror_of
from dialogues.model.group_places import Finisher, Kind, Place, divide
from dialogues.model.group_protection import Statement, statement

MINIMUM = 5
S, A, R, V = LifePhase
ANSWERS = (S, A, R, V, None)
#: Three answers are enough to tell inward from outward and two phases on a side, and there are fewer worlds to try.
FEW_ANSWERS = (A, R, V)
REST = Place(Kind.REST, 1)


def left_open(n: int, known: Sequence[LifePhase | None]) -> Iterator[tuple[Statement, set[LifePhase | None]]]:
    """What is said of `n` people of whom the attacker knows these, and the answers that the others could have given."""
    worlds: dict[Statement, set[LifePhase | None]] = {}
    for others in combinations_with_replacement(ANSWERS, n - len(known)):
        worlds.setdefault(statement([*known, *others]), set()).update(others)
    yield from worlds.items()


@pytest.mark.parametrize(("n", "knows"), [(3, 0), (4, 0), *((n, 1) for n in range(5, 13)), (7, 2), (12, 2)])
def test_of_one_result_no_answer_is_ruled_out(n: int, knows: int) -> None:
    """Whatever is said of a kenmerk, each of the others can have given each answer.

    From three people on to someone outside, from five on also to a member who knows their own answer.
    """
    ruled_out = [
        (known, said, possible)
        for known in combinations_with_replacement(ANSWERS, knows)
        for said, possible in left_open(n, known)
        if possible != set(ANSWERS)
    ]
    assert ruled_out == []


@pytest.mark.parametrize(("n", "knows"), [(4, 1), (6, 2), (8, 2)])
def test_who_knows_more_can_rule_out_answers(n: int, knows: int) -> None:
    """The limit of the promise, so that nobody takes it for more; and the attacker does find what there is to find."""
    found = [p for k in combinations_with_replacement(ANSWERS, knows) for _, p in left_open(n, k) if len(p) == 1]
    assert found != []


def published_on(question: str, answers: Sequence[str | None]) -> str:
    """What is published of these people's answers to a question that is no kenmerk."""
    mirror = mirror_of([Told({question: answer}) for answer in answers], MINIMUM)
    assert mirror is not None
    return mirror.model_dump_json()


@pytest.mark.parametrize("n", range(5, 10))
@pytest.mark.parametrize(
    ("question", "answers"),
    [(THEME, [*Theme, None]), (PLAN, [*PlanState, None]), (f"{OWN}1", ["a", "b", "c", "d", None])],
)
def test_of_themes_plans_and_own_questions_none_is_ruled_out(
    n: int, question: str, answers: Sequence[str | None]
) -> None:
    """The same for all else that is asked, to a member who knows their own answer."""
    ruled_out = []
    for known in answers:
        possible: dict[str, set[str | None]] = {}
        for others in combinations_with_replacement(answers, n - 1):
            possible.setdefault(published_on(question, [known, *others]), set()).update(others)
        ruled_out += [said for said, left in possible.items() if left != set(answers)]
    assert ruled_out == []


Attendance = tuple[tuple[int, int], ...]  # (person, group) of who finished a round
#: A group of five; then one of them is replaced by somebody of another group, who would fill up the rest with the four.
FIVE: Attendance = ((0, 1), (1, 1), (2, 1), (3, 1), (4, 1))
FOUR_AND_ONE: Attendance = ((0, 1), (1, 1), (2, 1), (3, 1), (5, 2))


def published(world: Mapping[int, LifePhase], rounds: Sequence[Attendance]) -> list[dict[Place, GroupMirror]]:
    """All results of these rounds, where each person answers the same each time."""
    counted: dict[tuple[int, int], Place] = {}
    mirrors: dict[Place, list[tuple[GroupMirror, dict[int, Answers]]]] = {}
    results = []
    for attendance in rounds:
        there = [Finisher(p, g, counted.get((p, g))) for p, g in attendance]
        result = {}
        for place, people in divide(there, MINIMUM, REST).counting.items():
            earlier = mirrors.setdefault(place, [])
            told = [Told({"taken": world[f.person]}, [w.get(f.person, {}) for _, w in earlier]) for f in people]
            mirror = mirror_of(told, MINIMUM, [m for m, _ in earlier])
            assert mirror is not None
            earlier.append((mirror, {f.person: told.now for f, told in zip(people, told, strict=True)}))
            counted.update({(f.person, f.group): place for f in people})
            result[place] = mirror
        results.append(result)
    return results


def worlds(people: Iterable[int], known: Mapping[int, LifePhase]) -> Iterator[dict[int, LifePhase]]:
    """Everything that all of them could have answered, as far as the attacker does not know it."""
    unknown = [p for p in people if p not in known]
    for answers in product(FEW_ANSWERS, repeat=len(unknown)):
        yield {**known, **dict(zip(unknown, answers, strict=True))}


def ruled_out(world: Mapping[int, LifePhase], rounds: Sequence[Attendance], knows: int) -> list[Any]:
    """Who can be known to have not answered something, by an attacker who knows the answer of person number `knows`."""
    seen = published(world, rounds)
    fitting = [w for w in worlds(world, {knows: world[knows]}) if published(w, rounds) == seen]
    return [p for p in world if p != knows and {w[p] for w in fitting} != set(FEW_ANSWERS)]


def attendances(people: int, groups: int) -> st.SearchStrategy[list[Attendance]]:
    """Two or three rounds in which some are missing, come late, leave, or are gone for good."""
    group_of = st.lists(st.integers(1, groups), min_size=people, max_size=people)
    who = st.lists(st.sets(st.integers(0, people - 1), min_size=people - 2), min_size=2, max_size=3)
    return st.builds(lambda of, rounds: [tuple((p, of[p]) for p in sorted(r)) for r in rounds], group_of, who)


def answered(people: int) -> st.SearchStrategy[dict[int, LifePhase]]:
    """What each of them answers, time after time."""
    return st.lists(st.sampled_from(FEW_ANSWERS), min_size=people, max_size=people).map(lambda a: dict(enumerate(a)))


@settings(max_examples=30, deadline=None)
@given(answered(7), attendances(7, groups=1), st.integers(0, 6))
def test_rounds_of_a_group_cannot_be_subtracted(
    world: dict[int, LifePhase], rounds: list[Attendance], knows: int
) -> None:
    """Who joins, stays away, leaves or erases everything between two rounds is not known by the difference."""
    assert ruled_out(world, rounds, knows) == []


@settings(max_examples=15, deadline=None)
@given(answered(8), attendances(8, groups=2), st.integers(0, 7))
@example(dict(enumerate((R, R, A, A, R, A, A, A))), [FIVE, FOUR_AND_ONE], 7)
def test_groups_and_their_workshop_cannot_be_subtracted(
    world: dict[int, LifePhase], rounds: list[Attendance], knows: int
) -> None:
    """Neither is who is in a small group, beside a group that has a result of its own."""
    assert ruled_out(world, rounds, knows) == []


def test_without_the_rule_on_later_rounds_one_person_would_be_known() -> None:
    """Six people, then a seventh: counted afresh, what the seventh said would be the difference."""
    six, seventh = [R, R, R, A, A, A], R
    afresh = [statement(six), statement([*six, seventh])]
    fitting = {
        late
        for early in product(FEW_ANSWERS, repeat=6)
        for late in FEW_ANSWERS
        if [statement(early), statement([*early, late])] == afresh
    }
    assert fitting == {R}
