"""Rounds to stand in for all there can be: of every kind, in every state, with every reason."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args

from bot.trainers.references import round_card, round_told
from dialogues.contacts import Reason
from dialogues.round_effects import RoundKind, RoundState
from dialogues.talks.trainers.rounds import ANSWERS, LONGEST_ANSWER, LONGEST_QUESTION
from storage.round_shown import RoundShown

#: Why somebody does not get a round, besides what the contact policy says.
MORE_REASONS = ("no plan", "uncertain")
_DAY = datetime(2026, 9, 30, 12, tzinfo=UTC)


def round_like(name: str | None, id: int) -> Mapping[str, Any]:
    """What there is to say of a round, whose kind and state differ by its number; without a name it is gone."""
    return round_card(_shown(name, id), UTC)


def round_asked_like(name: str | None, id: int) -> Mapping[str, Any]:
    """The same, for who is asked."""
    return round_told(_shown(name, id), UTC)


def _shown(name: str | None, id: int) -> RoundShown | None:
    if name is None:
        return None
    kinds, states = get_args(RoundKind), get_args(RoundState)[1:]
    what, state = kinds[id % len(kinds)], states[id % len(states)]
    own = what == "question"
    reasons = dict.fromkeys((*get_args(Reason), *MORE_REASONS), 12)
    return RoundShown(
        name=name,
        what=what,
        state=state,
        question="q" * LONGEST_QUESTION if own else None,
        answers=("a" * LONGEST_ANSWER,) * ANSWERS if own else (),
        starts_at=_DAY,
        ends_at=_DAY,
        reminder=True,
        sizes=(3, 12),
        people=500,
        not_reached=reasons,
        not_sent=reasons,
        waiting=2,
        declined=1,
    )
