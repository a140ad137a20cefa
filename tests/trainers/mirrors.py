"""Results of a group to show: nine people, three rounds in which they come to see some things otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.trainers.mirror_words import Mirrored, MirrorWords
from coaching_texts.texts import Texts
from dialogues.model import KENMERKEN, LifePhase
from dialogues.model.group_mirror import GroupMirror, Told, mirror_of
from dialogues.model.group_places import Kind, Place
from storage import Frozen

S, A, R, V = LifePhase
MINIMUM, PLACE = 5, Place(Kind.GROEP, 1)
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORDS = MirrorWords(Texts("nl", keep_days=30, group_minimum=MINIMUM))
Phases = Mapping[str, Sequence[LifePhase | None]]

FIRST: Phases = {
    "waarom": [A] * 7 + [R] * 2,
    "activiteiten": [R] * 5 + [V] * 2 + [A] * 2,
    "taken": [V] * 5 + [R] * 4,
    "samenwerken": [S, S, S, A, A, A, R, R, V],
    "doorstroming": [R, R, R, V, V, V, A, A, S],
    "meningsverschil": [S, A, A, R, R, V, V, S, None],
    "afspraken": [R] * 8 + [A],
    "vergaderen": [S, S, A, A, R, R, V, V, None],
    "vereniging": [A] * 5 + [R] * 4,
}
SECOND: Phases = {**FIRST, "taken": [A] * 6 + [R] * 3, "activiteiten": [A] * 6 + [V] * 3, "vergaderen": [A] * 9}
THIRD: Phases = {**SECOND, "doorstroming": [A] * 9}
ALL_QUIET: Phases = {k.id: [V] * 9 for k in KENMERKEN}
ALL_APART: Phases = {k.id: [S, A, R, V, None] * 2 for k in KENMERKEN}
ONE_SIDE: Phases = {k.id: [R, R, R, V, V, V] for k in KENMERKEN}
OTHER_SIDE: Phases = {k.id: [S, S, S, A, A, A] for k in KENMERKEN}
PULSE: Phases = {k: FIRST[k] for k in ("waarom", "activiteiten", "doorstroming", "vergaderen")}
LONG = "De vrijwilligersploeg van het buurthuis aan de Sint-Janskerk"


def told(phases: Phases) -> list[Mapping[str, str | None]]:
    """What each of them told: the phases, a theme, a plan."""
    people = len(next(iter(phases.values())))
    besides: Mapping[str, str | None] = {"thema": "openheid", "plan": "gemaakt"}
    return [{**{kenmerk: answers[n] for kenmerk, answers in phases.items()}, **besides} for n in range(people)]


def results(*rounds: Phases) -> list[Frozen]:
    """The results of these rounds, a quarter of a year apart."""
    mirrors: list[GroupMirror] = []
    for n, phases in enumerate(rounds):
        before = [told(earlier) for earlier in rounds[:n]]
        people = [Told(now, [then[who] for then in before]) for who, now in enumerate(told(phases))]
        mirror = mirror_of(people, MINIMUM, mirrors)
        assert mirror is not None
        mirrors.append(mirror)
    return [Frozen(n, PLACE, DAY + n * timedelta(days=91), mirror) for n, mirror in enumerate(mirrors)]


def mirrored(*rounds: Phases, name: str | None = "De Buurttafel", some_left: bool = False) -> Mirrored:
    """The last of these rounds, with the ones before."""
    *earlier, last = results(*rounds)
    last = replace(last, mirror=last.mirror.but(some_left=some_left))
    return Mirrored(last, name, earlier)
