"""The part of the walk through the talks that only trainers, and who joins a workshop, come to."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from dialogues.commands import FOR_TRAINERS
from dialogues.desk import Desk, DeskGroup, DeskRound, DeskWorkshop
from dialogues.inputs import Command, Input, Invitation
from dialogues.machine import AT_DESK, State
from dialogues.model.rights import Role
from dialogues.round_effects import RoundKind, RoundState
from dialogues.session import Session
from dialogues.talks.trainers.at_desk import MOST_LISTED

#: What is said where a day is asked for, or several: one that is clear, and some that will not do.
DESK_TEXTS: Mapping[State, tuple[str, ...]] = {
    State.WORKSHOP_DATE: ("12 januari", "gisteren", "over twee jaar", "ooit"),
    State.WORKSHOP_MOMENTS: ("na 3 weken, na 2 maanden", "ooit"),
    State.ROUND_QUESTION: ("Hoe was het?", "x" * 301),
    State.ROUND_ANSWERS: ("goed\nzo zo\nniet goed\nweet niet", "goed"),
    State.ROUND_FROM: ("morgen om 10u", "ooit"),
    State.ROUND_UNTIL: ("over 3 weken", "ooit"),
}


def desks(session: Session, input: Input) -> Iterator[Desk | None]:
    """The desks with which an input can come: none, an empty one, one with a workshop of their own and a shared one."""
    today = input.at.date()
    own = DeskWorkshop(1, Role.OWNER, 1, today, (), (DeskGroup(1, 6), DeskGroup(2, 3)))
    busy = DeskWorkshop(4, Role.OWNER, 1, today, (), (DeskGroup(5, 6),))
    full = Desk(
        today,
        trainer=True,
        fresh=3,
        workshops=(own, DeskWorkshop(2, Role.SECOND, 2, today), busy),
        rounds=_rounds(input.at),
        invitation=Invitation("trainer", "t"),
    )
    concerned = session.state in AT_DESK or session.trainer_code is not None
    for_trainers = isinstance(input, Command) and input.name in (*FOR_TRAINERS, "help")
    if concerned or for_trainers:
        yield full
    if session.state is State.ROUND:
        yield replace(full, rounds=tuple(replace(round, state="closed") for round in full.rounds))
    if for_trainers:
        yield Desk(today, trainer=True, fresh=3)
        many = tuple(replace(own, id=n) for n in range(1, MOST_LISTED + 2))
        yield replace(full, workshops=many, rounds=full.rounds * MOST_LISTED)
    if not concerned:
        yield None


def _rounds(now: datetime) -> tuple[DeskRound, ...]:
    """A round in every state, all of the workshop that has one group."""
    started = [state for state in get_args(RoundState) if state != "draft"]
    week, kinds = timedelta(days=7), get_args(RoundKind)
    going = (state == "running" for state in started)
    return tuple(
        DeskRound(n, 4, kinds[n % 4], state, now, now + week, (5,), failed=int(runs), results=int(state == "closed"))
        for n, (state, runs) in enumerate(zip(started, going, strict=True), 1)
    )


def followed_links(at: datetime) -> Iterator[Command]:
    """Links of workshops, and links that make somebody a trainer."""
    moments = (at + timedelta(days=14), at + timedelta(days=42))
    for invitation in (
        Invitation("workshop", "w", workshop=1, follow_ups=moments),
        Invitation("workshop", "v", workshop=2),
        Invitation("workshop", "w", workshop=1, follow_ups=moments, joined=True),
        Invitation("trainer", "t"),
        Invitation("trainer", "u", workshop=2),
        *(Invitation("round", "g", False, round=n, what=what) for n, what in enumerate(get_args(RoundKind))),
        *(Invitation("round", "h", branch, round=1, in_chat=True) for branch in (False, None)),
        Invitation("round", "g", False, round=1, joined=True),
        Invitation("no_to_round", "g", round=1),
        Invitation("round_over", "g", round=1),
    ):
        yield Command("start", at, argument=invitation.code, invitation=invitation)


def desk_details(session: Session) -> tuple[Hashable, ...]:
    """What about a trainer's talk can matter to what is said next."""
    at = session.desk
    if at is None:
        return (session.interrupted is State.REST,)
    made = at.draft and (at.draft.what, len(at.draft.groups), len(at.draft.at_hand), at.draft.reminder)
    listed = len(at.offered), at.older, at.workshop, at.round, at.state, at.what
    return (session.interrupted is State.REST, *listed, bool(at.follow_ups), at.sure, made)


def joining_details(session: Session) -> tuple[Hashable, ...]:
    """What about joining a workshop can matter to what is said next."""
    at = session.joining
    of_workshop = at and (bool(at.follow_ups), at.same is not None)
    asked = session.answering and session.answering.round
    return (session.interrupted is State.REST, bool(session.groups), session.consents.get("nudges"), of_workshop, asked)
