"""What a turn wants done with rounds: of a trainer who sets one up or steers it, or of somebody who answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RoundKind = Literal["reflectie", "polsslag", "plan", "question"]

RoundState = Literal["draft", "planned", "running", "paused", "closed", "undone"]


@dataclass(frozen=True)
class RoundCard:
    """Reference to what there is to say of a round: a mapping, see `bot/trainers/references.py`."""

    id: int


@dataclass(frozen=True)
class RoundAsked:
    """Reference to what somebody who is asked is told of a round: a mapping without a count of anything."""

    id: int


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
