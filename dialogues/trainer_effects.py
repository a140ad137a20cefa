"""What a turn of a trainer, or of somebody who joins a workshop, wants done besides."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

RoundKind = Literal["reflectie", "polsslag", "plan", "question"]
RoundState = Literal["draft", "planned", "running", "paused", "closed", "undone"]


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
class RoundCard:
    """Reference to what there is to say of a round: a mapping, see `bot/trainers/references.py`."""

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
class WriteQuestion:
    """The trainer's own question, of a round that is being set up."""

    round: int
    workshop: int
    text: str


@dataclass(frozen=True)
class WriteAnswers:
    """The answers that it offers."""

    round: int
    answers: tuple[str, ...]


@dataclass(frozen=True)
class CopyQuestion:
    """The trainer's own question of an earlier round `of`, with its answers, for one that is being set up."""

    round: int
    of: int


@dataclass(frozen=True)
class DraftRound:
    """A round as it would go out: to these groups of the workshop, asking this, from when until when."""

    round: int
    workshop: int
    groups: tuple[int, ...]
    what: RoundKind
    starts_at: datetime
    ends_at: datetime
    reminder: bool


@dataclass(frozen=True)
class StartRound:
    """It goes out, not before `not_before`: until then the trainer can think better of it."""

    round: int
    not_before: datetime


@dataclass(frozen=True)
class UndoRound:
    """It does not go out after all."""

    round: int


@dataclass(frozen=True)
class PauseRound:
    """Nothing more goes out until it goes on."""

    round: int


@dataclass(frozen=True)
class ResumeRound:
    round: int


@dataclass(frozen=True)
class StopRound:
    """It is over now: who finished counts."""

    round: int


@dataclass(frozen=True)
class RetryRound:
    """What could not be delivered is tried once more; what may have arrived is not."""

    round: int


@dataclass(frozen=True)
class OpenRound:
    """The person begins to answer."""

    round: int


@dataclass(frozen=True)
class DeclineRound:
    """The person rather does not, and gets no reminder."""

    round: int


@dataclass(frozen=True)
class AnswerRound:
    """The person's answer to the trainer's own question: the first is 1."""

    round: int
    answer: int


@dataclass(frozen=True)
class ShowRound:
    """A message that keeps telling how a round goes."""

    round: int


@dataclass(frozen=True)
class ShowMirror:
    """The results of a round that is over: as a mirror, or as files to keep."""

    round: int
    files: bool


@dataclass(frozen=True)
class OpenPage:
    """The trainer opens the page with all of this on a larger screen."""


#: Of rounds, what is written down.
RoundRecord = (
    WriteQuestion
    | WriteAnswers
    | CopyQuestion
    | DraftRound
    | StartRound
    | UndoRound
    | PauseRound
    | ResumeRound
    | StopRound
    | RetryRound
    | OpenRound
    | DeclineRound
    | AnswerRound
)
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
