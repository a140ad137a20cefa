"""What a trainer has on the desk, looked up anew for each of their turns; names are not among it."""

from dataclasses import dataclass
from datetime import date

from dialogues.inputs import Invitation
from dialogues.model.rights import Action, Role, may


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
class Desk:
    """`today`: the day it is where the trainers live. `fresh`: a number for the next new thing, in use nowhere.

    `invitation`: what the link stands for that made somebody come who is yet to become a trainer.
    """

    today: date
    trainer: bool = False
    fresh: int = 0
    workshops: tuple[DeskWorkshop, ...] = ()
    invitation: Invitation | None = None

    def workshop(self, id: int) -> DeskWorkshop | None:
        """The workshop with this number, where it is one of theirs."""
        return next((w for w in self.workshops if w.id == id), None)

    def role(self, workshop: int = 0) -> Role:
        """What this person is to a workshop; 0 is none in particular."""
        if not self.trainer:
            return Role.COORDINATOR
        theirs = self.workshop(workshop)
        return theirs.role if theirs is not None else Role.TRAINER

    def may(self, action: Action, workshop: int = 0) -> bool:
        """Whether this person has this right, over this workshop."""
        return may(self.role(workshop), action)
