"""Which doubts are asked about: those that change most, with an eye on how many replies are still to come."""

import pytest

from dialogues.model import LifePhase
from dialogues.model.doubts import worth, worth_asking
from dialogues.model.profile import Heard, outright

S, A, R, V = LifePhase


def doubt(**likely: float) -> Heard:
    """A reading that leaves these phases open."""
    given = {phase: likely.get(phase, 0.0) for phase in LifePhase}
    return Heard("vergaderen", max(given, key=lambda phase: given[phase]), given)


SLIGHT = doubt(autonoom=0.9, startend=0.1)
GREAT = doubt(autonoom=0.5, routineus=0.5)
WITHIN = doubt(startend=0.5, autonoom=0.5)


def known(*phases: LifePhase) -> list[Heard]:
    """What was said outright before."""
    return [Heard("waarom", phase, outright(phase)) for phase in phases]


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ((GREAT, known(A, A), 0), (SLIGHT, known(A, A), 0)),
        ((GREAT, known(A, A), 0), (WITHIN, known(A, A), 0)),
        ((WITHIN, known(S, A), 0), (WITHIN, known(R, R, R, R), 0)),
        ((WITHIN, known(S, A), 0), (WITHIN, known(S, A), 6)),
    ],
)
def test_a_doubt_is_worth_what_its_answer_changes(
    more: tuple[Heard, list[Heard], int], less: tuple[Heard, list[Heard], int]
) -> None:
    """More where nothing is sure, where the group turns inward or not, and where the whole hangs on it."""
    assert worth(*more) > worth(*less)


def test_what_is_known_is_not_worth_a_question() -> None:
    """Nothing can change."""
    assert worth(doubt(autonoom=1.0), known(A), 3) == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize(
    ("heard", "to_come", "left", "expected"),
    [
        (GREAT, 8, 2, True),
        (GREAT, 8, 0, False),
        (SLIGHT, 8, 2, False),
        (SLIGHT, 0, 2, True),
        (SLIGHT, 0, 0, False),
    ],
)
def test_a_question_is_kept_for_a_doubt_that_matters_more(
    heard: Heard, to_come: int, left: int, expected: bool
) -> None:
    """Early only a great doubt is asked about, at the end any, and never more than there are questions left."""
    assert worth_asking(heard, known(A), to_come, left) is expected


def test_the_fewer_the_questions_the_greater_the_doubt() -> None:
    """With one question left a doubt has to be greater than with two."""
    between = [doubt(autonoom=p / 100, routineus=1 - p / 100) for p in range(50, 100)]
    asked = [sum(worth_asking(heard, known(A), 6, left) for heard in between) for left in (1, 2)]
    assert 0 < asked[0] < asked[1]
