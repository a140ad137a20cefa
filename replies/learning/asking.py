"""What asking about doubts brings in made-up talks: how often the phase of a kenmerk and of the group is right then."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from dialogues.model import KENMERKEN, LifePhase
from dialogues.model.doubts import MOST_ASKED, worth, worth_asking
from dialogues.model.profile import Heard, outright, pooled
from replies.learning.groups import Group, groups
from replies.learning.measure import Read

#: A talk in the order of its questions: what was read, what is true, and whether the reading was certain.
Talk = Sequence[tuple[Heard, LifePhase, bool]]
#: Which of the doubts of a talk are asked about, by their places.
Rule = Callable[[Talk], set[int]]
_PHASES = list(LifePhase)


def figures(read: Read) -> Iterator[str]:
    """How each rule does, and the tenths that `dialogues/model/doubts.py` goes by."""
    talks = [_talk(read, group) for group in groups(read, 2)]
    yield f"\n## Asking about at most {MOST_ASKED} doubts: questions a talk, kenmerken right, groups right"
    for name, rule in RULES.items():
        asked = [rule(talk) for talk in talks]
        after = [_after(talk, places) for talk, places in zip(talks, asked, strict=True)]
        kenmerken = np.mean([heard.phase is true for talk in after for heard, true, _ in talk])
        whole = np.mean([_whole(talk) is _most(talk) for talk in after])
        yield f"{name:26}{np.mean(list(map(len, asked))):.2f}, {kenmerken:.3f}, {whole:.3f}"
    worths = sorted(_worth(talk, place) for talk in talks for place in range(len(talk)))
    tenths = [round(float(np.mean(part)), 2) for part in np.array_split(worths, 10)]
    yield f"worth of the next reply   {tenths}"


def _talk(read: Read, group: Group) -> Talk:
    given, silent, certain = read.given, read.silent, read.certain
    return [
        (
            Heard(
                read.replies[i].question,
                _PHASES[int(given[i].argmax())],
                dict(zip(_PHASES, map(float, given[i]), strict=True)),
            ),
            phase,
            bool(certain[i]),
        )
        for i in group.drawn
        if not silent[i] and (phase := read.replies[i].phase) is not None
    ]


def _after(talk: Talk, asked: set[int]) -> Talk:
    return [
        (Heard(heard.kenmerk, true, outright(true)), true, True) if place in asked else (heard, true, certain)
        for place, (heard, true, certain) in enumerate(talk)
    ]


def _whole(talk: Talk) -> LifePhase:
    given = pooled([heard for heard, _, _ in talk])
    return max(LifePhase, key=lambda phase: given[phase])


def _most(talk: Talk) -> LifePhase:
    return max(LifePhase, key=lambda phase: sum(true is phase for _, true, _ in talk))


def _worth(talk: Talk, place: int) -> float:
    """What a doubt is worth when it comes; nothing where there is none."""
    heard, _, certain = talk[place]
    to_come = len(KENMERKEN) - place - 1
    return 0.0 if certain else worth(heard, [earlier for earlier, _, _ in talk[:place]], to_come)


def _as_they_come(talk: Talk) -> set[int]:
    asked: set[int] = set()
    for place, (heard, _, certain) in enumerate(talk):
        earlier = [known for known, _, _ in _after(talk, asked)[:place]]
        if not certain and worth_asking(heard, earlier, len(KENMERKEN) - place - 1, MOST_ASKED - len(asked)):
            asked.add(place)
    return asked


def _first(talk: Talk) -> set[int]:
    return set([place for place, (_, _, certain) in enumerate(talk) if not certain][:MOST_ASKED])


def _at_the_end(talk: Talk) -> set[int]:
    doubts = [place for place, (_, _, certain) in enumerate(talk) if not certain]
    others = [[heard for heard, _, _ in (*talk[:place], *talk[place + 1 :])] for place in range(len(talk))]
    return set(sorted(doubts, key=lambda place: -worth(talk[place][0], others[place], 0))[:MOST_ASKED])


RULES: dict[str, Rule] = {
    "none": lambda talk: set(),
    "the first": _first,
    "as they come (Bruis)": _as_they_come,
    "the best, at the end": _at_the_end,
}
