"""What a trainer has on the desk, looked up anew for each of their turns; names are not among it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from dialogues.inputs import Invitation
from dialogues.model.rights import Action, Role, may
from dialogues.round_effects import RoundKind, RoundState

#: States of a round that was started and is not over.
OPEN: tuple[RoundState, ...] = ("planned", "running", "paused")


@dataclass(frozen=True)
class DeskGroup:
    """A group in a workshop, and how many of it joined."""

    id: int
    members: int


@dataclass(frozen=True)
class DeskWorkshop:
    """A workshop of this trainer. `trainers`: how many it has, this one with them."""

    id: int
    role: Role
    trainers: int
    held_on: date
    follow_ups: tuple[date, ...] = ()
    groups: tuple[DeskGroup, ...] = ()


@dataclass(frozen=True)
class DeskRound:
    """A round in one of their workshops that was started. `failed`: how many messages of it could not be delivered.

    `results`: how many mirrors came of it.
    """

    id: int
    workshop: int
    what: RoundKind
    state: RoundState
    starts_at: datetime
    ends_at: datetime
    groups: tuple[int, ...]
    failed: int = 0
    results: int = 0


@dataclass(frozen=True)
class Desk:
    """`today`: the day it is where the trainers live. `fresh`: a number for the next new thing, in use nowhere.

    `zone`: theirs too. `invitation`: what the link stands for that made somebody come who is yet to become a trainer.
    """

    today: date
    trainer: bool = False
    fresh: int = 0
    workshops: tuple[DeskWorkshop, ...] = ()
    rounds: tuple[DeskRound, ...] = ()
    invitation: Invitation | None = None
    zone: tzinfo = UTC

    def workshop(self, id: int) -> DeskWorkshop | None:
        """The workshop with this number, where it is one of theirs."""
        return next((w for w in self.workshops if w.id == id), None)

    def round(self, id: int) -> DeskRound | None:
        """The round with this number, where it is one of theirs."""
        return next((r for r in self.rounds if r.id == id), None)

    def in_the_way(self, workshop: int, groups: Collection[int]) -> DeskRound | None:
        """A round that is not over, and goes to some of the same people."""
        same = (r for r in self.rounds if r.workshop == workshop and r.state in OPEN)
        return next((r for r in same if not set(groups).isdisjoint(r.groups)), None)

    def role(self, workshop: int = 0) -> Role:
        """What this person is to a workshop; 0 is none in particular."""
        if not self.trainer:
            return Role.COORDINATOR
        theirs = self.workshop(workshop)
        return theirs.role if theirs is not None else Role.TRAINER

    def may(self, action: Action, workshop: int = 0) -> bool:
        """Whether this person has this right, over this workshop."""
        return may(self.role(workshop), action)
