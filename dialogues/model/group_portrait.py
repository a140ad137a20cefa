"""What follows from the lines of a group's mirror: the whole, what lights up, and what is worth talking about.

It looks at nothing but what is published, so that it tells nothing more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dialogues.model.group_mirror import GroupMirror, Line, Since
from dialogues.model.group_protection import Agreement, Statement, is_inward
from dialogues.model.kenmerken import kenmerk
from dialogues.model.life import LifePhase, WarningLight
from dialogues.model.profile import ENOUGH_ANSWERS

#: The likeliest phase must lead by this much, else the group is called mixed.
CLEAR_LEAD = 0.12
#: As many things to talk about; more is no talk any more.
TOPICS = 3


@dataclass(frozen=True)
class Whole:
    """The whole of a group: a phase, else the two likeliest, else None of both. `enough`: lines to say so."""

    phase: LifePhase | None
    pair: tuple[LifePhase, LifePhase] | None
    enough: bool


class Angle(StrEnum):
    """What makes a kenmerk worth talking about: people differ, they turn inward together, it goes well together."""

    VERSCHIL = "verschil"
    BINNEN = "binnen"
    BUITEN = "buiten"


@dataclass(frozen=True)
class Topic:
    """Something to talk about."""

    kenmerk: str
    angle: Angle


def weights(said: Statement) -> Mapping[LifePhase, float]:
    """How a line is spread over the phases, as far as is said; together 1."""
    if said.phase is not None:
        there = [said.phase]
    else:
        there = [p for p in LifePhase if said.inward is None or is_inward(p) is said.inward]
    return {p: 1 / len(there) if p in there else 0.0 for p in LifePhase}


def whole(mirror: GroupMirror) -> Whole:
    """The whole, from all lines."""
    enough = len(mirror.lines) >= ENOUGH_ANSWERS
    if not enough:
        return Whole(None, None, enough)
    spread = [weights(line.said) for line in mirror.lines]
    mean = {p: sum(of[p] for of in spread) / len(spread) for p in LifePhase}
    first, second, third, _ = sorted(LifePhase, key=lambda p: -mean[p])
    if mean[first] - mean[second] >= CLEAR_LEAD:
        return Whole(first, None, enough)
    return Whole(None, (first, second) if mean[second] > mean[third] else None, enough)


def lights(mirror: GroupMirror) -> Mapping[WarningLight, tuple[str, ...]]:
    """What lights up: where most of the kenmerken that belong to it turn inward; with those kenmerken."""
    lit = {}
    for light in WarningLight:
        belonging = [line for line in mirror.lines if kenmerk(line.kenmerk).light is light]
        inward = [line.kenmerk for line in belonging if line.said.inward]
        if 2 * len(inward) > len(belonging):
            lit[light] = tuple(inward)
    return lit


def topics(mirror: GroupMirror) -> tuple[Topic, ...]:
    """What to talk about: one of each angle where there is one, then whatever else stands out; no kenmerk twice."""
    ranked = sorted(map(_topic, sorted(mirror.lines, key=_stands_out)), key=lambda t: list(Angle).index(t.angle))
    firsts = [next((t for t in ranked if t.angle is angle), None) for angle in Angle]
    chosen = [topic for topic in firsts if topic is not None]
    return tuple([*chosen, *(topic for topic in ranked if topic not in chosen)][:TOPICS])


def _topic(line: Line) -> Topic:
    if line.said.inward is None:
        return Topic(line.kenmerk, Angle.VERSCHIL)
    return Topic(line.kenmerk, Angle.BINNEN if line.said.inward else Angle.BUITEN)


def _stands_out(line: Line) -> tuple[bool, int]:
    """First what changed, then what most agree on."""
    return line.since is not Since.ANDERS, list(Agreement).index(line.said.agreement)


def changes(mirror: GroupMirror, earlier: Sequence[GroupMirror]) -> Mapping[str, tuple[Statement, Statement]]:
    """The kenmerken on which something else is said than the time before: what was said, and what is said now."""
    found = {}
    for line in mirror.lines:
        before = [old.said for past in earlier for old in past.lines if old.kenmerk == line.kenmerk]
        if before and line.since is Since.ANDERS:
            found[line.kenmerk] = (before[-1], line.said)
    return found
