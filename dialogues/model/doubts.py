"""Which doubts are worth a question: few may be asked in a talk, so each has to be worth more than what may still come.

A doubt is worth what the answer to it is expected to change. Whether to ask at once, while the words are fresh, or to
keep the question for a later doubt is the choice of the best few out of a row that is seen one by one: take one that is
worth more than keeping the question (Derman, Lieberman and Ross, A sequential stochastic assignment problem, 1972).
"""

import math
from collections.abc import Sequence
from functools import cache
from itertools import cycle, islice

from dialogues.model.life import LifePhase
from dialogues.model.profile import CLOSED, Heard, Probabilities, outright, pooled

#: Most kenmerken of a talk on which a doubtful reading is asked about.
MOST_ASKED = 2
#: What the reply to one more question is worth asking about, in ten parts that are as likely (`make reading`).
TENTHS = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.05, 0.19, 0.30, 0.46)


def worth(doubt: Heard, others: Sequence[Heard], to_come: int) -> float:
    """What asking about a doubtful answer is expected to change: of the whole, and of how far its kenmerk turns inward.

    0 to 2. The answers to come are taken to be like those that were given.
    """
    rest = [*others, *islice(cycle(others or [doubt]), to_come)]
    as_read = pooled([doubt, *rest])
    return math.fsum(
        likely * (_apart(as_read, pooled([Heard(doubt.kenmerk, phase, outright(phase)), *rest])) + _turn(doubt, phase))
        for phase, likely in doubt.probabilities.items()
    )


def worth_asking(doubt: Heard, others: Sequence[Heard], to_come: int, left: int) -> bool:
    """Whether to ask about this doubt with `left` questions to spend, or keep them for the `to_come` replies."""
    return left > 0 and worth(doubt, others, to_come) > _keeping(to_come, left) - _keeping(to_come, left - 1)


@cache
def _keeping(to_come: int, left: int) -> float:
    """What so many questions are worth at best in the replies to come."""
    if to_come == 0 or left == 0:
        return 0.0
    ask, keep = _keeping(to_come - 1, left - 1), _keeping(to_come - 1, left)
    return math.fsum(max(value + ask, keep) for value in TENTHS) / len(TENTHS)


def _apart(one: Probabilities, other: Probabilities) -> float:
    return math.fsum(abs(one[phase] - other[phase]) for phase in LifePhase) / 2


def _turn(doubt: Heard, phase: LifePhase) -> float:
    return abs(CLOSED[phase] - CLOSED[doubt.phase])
