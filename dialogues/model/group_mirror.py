"""The mirror of a group: what is said of several people's answers together, and against the time before.

It is made once, when a round closes, and then only read. How it protects each of them: `group_protection`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from dialogues.model.group_protection import ENOUGH_CHANGED, Statement, at_least, said_by_most, statement
from dialogues.model.kenmerken import KENMERKEN
from dialogues.model.life import LifePhase
from dialogues.snapshot import Snapshot

#: What can be asked in a round besides the kenmerken: the theme that was chosen, how far a plan got (`PlanState`), and
#: the trainer's own question (the id of an answer).
THEME, PLAN, CHOICE = "thema", "plan", "vraag"
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

    `before`: what the same person told when they last counted in this result.
    """

    now: Answers
    before: Answers = field(default_factory=dict)


class Line(Snapshot):
    """What is said of one kenmerk."""

    kenmerk: str
    said: Statement
    since: Since


class Most(Snapshot):
    """The answer of more than half, None where there is none. Of plans: carried out, else made, else None."""

    answer: str | None
    since: Since


class GroupMirror(Snapshot):
    """All that may be known of a result. `at_least`: how many people are in it at the least."""

    version: int = 1
    at_least: int
    lines: tuple[Line, ...] = ()
    theme: Most | None = None
    plan: Most | None = None
    choice: Most | None = None


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
        choice=_most(people, CHOICE, said_by_most, [m.choice for m in earlier]) if CHOICE in asked else None,
    )


def _line(people: Sequence[Told], kenmerk: str, earlier: Sequence[GroupMirror]) -> Line:
    before = [line.said for mirror in earlier for line in mirror.lines if line.kenmerk == kenmerk]
    new = statement([LifePhase(phase) if phase else None for phase in _answers(people, kenmerk)])
    said, since = _kept_or_new(before, new, _changed(people, kenmerk))
    return Line(kenmerk=kenmerk, said=said, since=since)


def _most(
    people: Sequence[Told],
    question: str,
    of: Callable[[Sequence[str | None]], str | None],
    earlier: Sequence[Most | None],
) -> Most:
    before = [most.answer for most in earlier if most is not None]
    answer, since = _kept_or_new(before, of(_answers(people, question)), _changed(people, question))
    return Most(answer=answer, since=since)


def _answers(people: Sequence[Told], question: str) -> list[str | None]:
    return [told.now[question] for told in people]


def _furthest(plans: Sequence[str | None]) -> str | None:
    """How far more than half got, or further."""
    carried_out = said_by_most([plan if plan == PlanState.UITGEVOERD else None for plan in plans])
    return carried_out or said_by_most([PlanState.GEMAAKT if plan else None for plan in plans])


def _changed(people: Sequence[Told], question: str) -> int:
    """How many of those who were counted before now answer otherwise."""
    return sum(question in told.before and told.before[question] != told.now[question] for told in people)


def _kept_or_new(before: Sequence[T], new: T, changed: int) -> tuple[T, Since]:
    """What was said stays, as long as too few people changed it; that many others are none the wiser about one."""
    if not before:
        return new, Since.EERSTE
    if changed < ENOUGH_CHANGED or new == before[-1]:
        return before[-1], Since.GELIJK
    return new, Since.ANDERS
