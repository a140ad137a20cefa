"""What a turn of a trainer, or of somebody who joins a workshop, wants done besides."""

from dataclasses import dataclass
from datetime import date

from dialogues.round_effects import RoundRecord, ShowMirror, ShowRound


@dataclass(frozen=True)
class WorkshopCard:
    """Reference to what there is to say of a workshop.

    A mapping: name and link (None where they are gone), held_on (a date or None), follow_ups (dates), joined, groups.
    """

    id: int


@dataclass(frozen=True)
class TrainerLink:
    """Reference to the one-time link that makes somebody a trainer."""

    id: int


@dataclass(frozen=True)
class GroupLabel:
    """Reference to the name of a group that takes part in a workshop, for its trainer."""

    id: int


@dataclass(frozen=True)
class NameWorkshop:
    """A new workshop; it counts once it has its day."""

    id: int
    name: str


@dataclass(frozen=True)
class PlanWorkshop:
    """The day of a workshop, and the days on which Bruis comes back afterwards."""

    id: int
    held_on: date
    follow_ups: tuple[date, ...]


@dataclass(frozen=True)
class RenewLink:
    """The join link of a workshop works no longer; there is a new one."""

    workshop: int


@dataclass(frozen=True)
class LeaveWorkshop:
    """No longer one of its trainers; who came next is its first trainer now."""

    workshop: int


@dataclass(frozen=True)
class CloseWorkshop:
    """Nobody joins any more, and it has no trainers."""

    workshop: int


@dataclass(frozen=True)
class MakeTrainerLink:
    """A link, for one person and some days, that makes them a trainer; `workshop` 0: of none yet."""

    id: int
    workshop: int


@dataclass(frozen=True)
class BecomeTrainer:
    """The person follows such a link."""

    code: str


@dataclass(frozen=True)
class JoinWorkshop:
    """The person takes part, for their group number `group`."""

    workshop: int
    group: int


@dataclass(frozen=True)
class ShowQr:
    """A picture of the join link, for the beamer."""

    workshop: int


@dataclass(frozen=True)
class ShowCount:
    """A message that keeps telling how many joined."""

    workshop: int


@dataclass(frozen=True)
class OpenPage:
    """The trainer opens the page with all of this on a larger screen."""


#: What is written down, by who did it.
TrainerRecord = (
    NameWorkshop
    | PlanWorkshop
    | RenewLink
    | LeaveWorkshop
    | CloseWorkshop
    | MakeTrainerLink
    | BecomeTrainer
    | JoinWorkshop
    | RoundRecord
)

#: What is shown.
TrainerShow = ShowQr | ShowCount | ShowRound | ShowMirror
