"""The mirror of a group: what is said of several people's answers together, and against the time before.

It is made once, when a round closes, and then only read. How it protects each of them: `group_protection`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from dialogues.model.group_protection import ENOUGH_CHANGED, Statement, at_least, said_by_most, statement
from dialogues.model.kenmerken import KENMERKEN
from dialogues.model.life import LifePhase
from dialogues.snapshot import Snapshot

#: What can be asked in a round besides the kenmerken: the theme that was chosen, how far a plan got (`PlanState`), and
#: a question of the trainer's own, by its number (the id of an answer).
THEME, PLAN, OWN = "thema", "plan", "vraag:"
Answers = Mapping[str, str | None]
T = TypeVar("T")


class PlanState(StrEnum):
    """How far somebody got with a plan for the group; carried out in part counts as carried out."""

    GEMAAKT = "gemaakt"
    UITGEVOERD = "uitgevoerd"


class Since(StrEnum):
    """How a line stands to the last time: there was none, there is no clear difference, it says something else."""

    EERSTE = "eerste"
    GELIJK = "gelijk"
    ANDERS = "anders"


@dataclass(frozen=True)
class Told:
    """What one person told of a group in a round: ids by question (a kenmerk, or one of the above), None: left open.

    `before`: what the same person told in each of the earlier mirrors; nothing where they were not counted.
    """

    now: Answers
    before: Sequence[Answers] = ()


class Line(Snapshot):
    """What is said of one kenmerk."""

    kenmerk: str
    said: Statement
    since: Since


class Most(Snapshot):
    """The answer of more than half, None where there is none. Of plans: carried out, else made, else None."""

    answer: str | None
    since: Since


class Own(Most):
    """The same, of the trainer's own question with this number."""

    question: str


class GroupMirror(Snapshot):
    """All that may be known of a result. `at_least`: how many people are in it at the least.

    `some_left`: some who finished and agreed are in no result of the round: they are too few, or counted elsewhere.
    """

    version: int = 1
    at_least: int
    lines: tuple[Line, ...] = ()
    theme: Most | None = None
    plan: Most | None = None
    own: tuple[Own, ...] = ()
    some_left: bool = False


def mirror_of(people: Sequence[Told], minimum: int, earlier: Sequence[GroupMirror] = ()) -> GroupMirror | None:
    """The mirror of these people; None where they are too few. `earlier`: the mirrors of this result, oldest first."""
    if not people or len(people) < minimum:
        return None
    asked = set.intersection(*(set(told.now) for told in people))
    return GroupMirror(
        at_least=at_least(len(people), minimum),
        lines=tuple(_line(people, k.id, earlier) for k in KENMERKEN if k.id in asked),
        theme=_most(people, THEME, said_by_most, [m.theme for m in earlier]) if THEME in asked else None,
        plan=_most(people, PLAN, _furthest, [m.plan for m in earlier]) if PLAN in asked else None,
        own=tuple(_own(people, question, earlier) for question in sorted(asked) if question.startswith(OWN)),
    )


def _line(people: Sequence[Told], kenmerk: str, earlier: Sequence[GroupMirror]) -> Line:
    before = [next((line for line in mirror.lines if line.kenmerk == kenmerk), None) for mirror in earlier]
    shown = [None if line is None else (line.said, line.since) for line in before]
    new = statement([LifePhase(phase) if phase else None for phase in _answers(people, kenmerk)])
    said, since = _kept_or_new(shown, new, people, kenmerk)
    return Line(kenmerk=kenmerk, said=said, since=since)


def _most(
    people: Sequence[Told],
    question: str,
    of: Callable[[Sequence[str | None]], str | None],
    earlier: Sequence[Most | None],
) -> Most:
    shown = [None if most is None else (most.answer, most.since) for most in earlier]
    answer, since = _kept_or_new(shown, of(_answers(people, question)), people, question)
    return Most(answer=answer, since=since)


def _own(people: Sequence[Told], question: str, earlier: Sequence[GroupMirror]) -> Own:
    number = question.removeprefix(OWN)
    before = [next((own for own in mirror.own if own.question == number), None) for mirror in earlier]
    return Own(question=number, **dict(_most(people, question, said_by_most, before)))


def _answers(people: Sequence[Told], question: str) -> list[str | None]:
    return [told.now[question] for told in people]


def _furthest(plans: Sequence[str | None]) -> str | None:
    """How far more than half got, or further."""
    carried_out = said_by_most([plan if plan == PlanState.UITGEVOERD else None for plan in plans])
    return carried_out or said_by_most([PlanState.GEMAAKT if plan else None for plan in plans])


def _kept_or_new(
    shown: Sequence[tuple[T, Since] | None], new: T, people: Sequence[Told], question: str
) -> tuple[T, Since]:
    """What was said stays, as long as too few of those it was counted from answer otherwise."""
    counted = [n for n, before in enumerate(shown) if before is not None and before[1] is not Since.GELIJK]
    if not counted:
        return new, Since.EERSTE
    last = next(before[0] for before in reversed(shown) if before is not None)
    if new == last or _changed(people, question, counted[-1]) < ENOUGH_CHANGED:
        return last, Since.GELIJK
    return new, Since.ANDERS


def _changed(people: Sequence[Told], question: str, then: int) -> int:
    """How many of those who were counted in that earlier mirror now answer otherwise."""
    pairs = [(told.before[then], told.now[question]) for told in people if told.before]
    return sum(question in before and before[question] != now for before, now in pairs)
