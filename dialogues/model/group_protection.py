"""What may be said of several people together, so that nothing can be said of one of them.

Three rules, and what they hold against. They need no secret: whoever knows them can still not get behind them.

1. **Only what more than half say** (from eight people on also what three quarters say). Who left the question open
   counts among the others. No counts, no shares, no second places. Then each answer stays possible for each person,
   also to a member who knows their own: a trainer, or anyone (`tests/dialogues/test_group_attack.py` tries them all).
2. **Everybody counts in one result only** (`group_places`), so that no two results differ by a few people.
3. **A later result says something else only where at least three people who were counted before now answer otherwise**
   themselves. Otherwise what was said stays. So whoever takes two rounds apart, and knows who came, who left and who
   erased everything, finds nothing as long as the others answer as before: the later round is then the earlier one.

What this does not hold against: who knows how nearly all others answered (the others in a group can always tell each
other); a guess that is likely to be right because most say so; three members who together change their answers to
make a round speak; and who knows that all others changed nothing while three did. With `BRUIS_GROUP_MINIMUM` under five
a member who knows their own answer can learn more.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from dialogues.model.life import LifePhase
from dialogues.model.profile import CLOSED
from dialogues.snapshot import Snapshot

#: From this many people on it is said that nearly all agree; with fewer, “nearly all” would be all but one or none.
ENOUGH_FOR_NEARLY_ALL = 8
#: As many people who were counted before must answer otherwise before a later result says something else.
ENOUGH_CHANGED = 3
#: The number of people is only said as “at least”, in these steps; the first is the least there must be.
_STEPS = (8, 12, 20, 30, 50, 100, 200, 500, 1000)
V = TypeVar("V", bound=Hashable)


class Agreement(StrEnum):
    """How much people agree: nearly all, more than half, more than half on the same side, or none of these."""

    EENS = "eens"
    MEESTEN = "meesten"
    KANT = "kant"
    VERDEELD = "verdeeld"


class Statement(Snapshot):
    """What is said of the answers on one kenmerk. `phase`: of `eens` and `meesten`; `inward`: of all but `verdeeld`."""

    agreement: Agreement
    phase: LifePhase | None = None
    inward: bool | None = None


def at_least(people: int, minimum: int) -> int:
    """How many people there are at the least, as it may be said."""
    return max(step for step in (minimum, *_STEPS) if step <= max(people, minimum))


def said_by_most(answers: Sequence[V | None]) -> V | None:
    """The answer that more than half of all these people give; None where there is none."""
    return next((value for value, n in _counts(answers).items() if 2 * n > len(answers)), None)


def statement(answers: Sequence[LifePhase | None]) -> Statement:
    """What may be said of these people's phases on a kenmerk; None: left open."""
    most = said_by_most(answers)
    if most is not None:
        agreement = Agreement.EENS if _nearly_all(answers, most) else Agreement.MEESTEN
        return Statement(agreement=agreement, phase=most, inward=is_inward(most))
    side = said_by_most([None if phase is None else is_inward(phase) for phase in answers])
    return Statement(agreement=Agreement.VERDEELD if side is None else Agreement.KANT, inward=side)


def is_inward(phase: LifePhase) -> bool:
    """Whether a group in this phase turns inward."""
    return CLOSED[phase] > 0


def _nearly_all(answers: Sequence[V | None], value: V) -> bool:
    n = len(answers)
    return n >= ENOUGH_FOR_NEARLY_ALL and 4 * _counts(answers)[value] >= 3 * n


def _counts(answers: Iterable[V | None]) -> Counter[V]:
    return Counter(answer for answer in answers if answer is not None)
