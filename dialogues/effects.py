"""What a turn wants done. The shell carries all of it out in one transaction, or none.

Texts are named, never written: a `Part` is a key of `coaching_texts` with the values it needs. Values that are a
person's own words or a group's name are references (`Words`, `GroupName`), so that no snapshot and no job holds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from dialogues.contacts import ContactKind, Reason
from dialogues.trainer_effects import TrainerRecord, TrainerShow

WordsKind = Literal["moment", "answer", "plan_if", "plan_then", "deepening", "follow_up"]
Purpose = Literal["talk", "nudges", "group_results", "learning"]


@dataclass(frozen=True)
class Words:
    """Reference to what the person wrote: the words kept under number `n`, characters `start` to `end`."""

    n: int
    start: int = 0
    end: int | None = None


@dataclass(frozen=True)
class FirstName:
    """Reference to the first name that somebody has on Telegram now; it is looked up where it is said, and not kept."""


@dataclass(frozen=True)
class GroupName:
    """Reference to the name of the person's group number `n`."""

    n: int


@dataclass(frozen=True)
class InviteLink:
    """Reference to the link by which others join the person's group number `n`."""

    n: int


@dataclass(frozen=True)
class Kept:
    """Reference to how much is kept of the person: the number of rows by table."""


@dataclass(frozen=True)
class Part:
    """One text of `coaching_texts` with its values: str, int, bool, datetime, references, lists and dicts of these.

    `variant` picks among the wordings of a text, modulo their number.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    variant: int = 0


@dataclass(frozen=True)
class Choice:
    """A button: the id that comes back, and its label (by default the text `buttons.<id>`)."""

    id: str
    label: Part | None = None

    @property
    def text(self) -> Part:
        """What stands on the button."""
        return self.label or Part(f"buttons.{self.id}")


Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True)
class Say:
    """One message: parts become paragraphs. `asked` numbers the question its buttons belong to."""

    parts: tuple[Part, ...]
    rows: Rows = ()
    asked: int = 0
    unasked: bool = False  # goes out by itself (a nudge): last lane, never sent twice


@dataclass(frozen=True)
class Toast:
    """The short line on top of the screen that answers a button press."""

    part: Part


@dataclass(frozen=True)
class MarkChosen:
    """Take the buttons off the message that was pressed, and show what was chosen."""

    choice: Choice


@dataclass(frozen=True)
class KeepWords:
    """Keep what the person wrote, under number `n`; replaces what stood there."""

    n: int
    kind: WordsKind
    text: str


@dataclass(frozen=True)
class RecordConsent:
    purpose: Purpose
    given: bool
    version: str


@dataclass(frozen=True)
class NameGroup:
    """The person's group number `n` gets this name (a new group where there is none yet)."""

    n: int
    name: str


@dataclass(frozen=True)
class SetBranch:
    n: int
    branch: bool


@dataclass(frozen=True)
class JoinGroup:
    """The person's group number `n` is the group of this join code."""

    n: int
    code: str


@dataclass(frozen=True)
class RecordAnswer:
    """An answer on a kenmerk, as codes; a second one on the same kenmerk replaces the first.

    `corrected` wins over `phase` and is kept beside it.
    """

    reflection: int
    kenmerk: str
    how: Literal["text", "button", "unknown", "skipped"]
    phase: str | None
    probabilities: tuple[float, ...]
    lights: tuple[str, ...]
    certain: bool
    corrected: str | None = None


@dataclass(frozen=True)
class KeepLesson:
    """What was read in the words kept under number `words`, and what they meant according to the person.

    Only of who agreed to learning; the shell keeps of the words what cannot tell who wrote them.
    """

    reflection: int
    kenmerk: str
    words: int
    read: str | None
    meant: str


@dataclass(frozen=True)
class ForgetLessons:
    """What was learnt of this person goes."""


@dataclass(frozen=True)
class RecordReflection:
    """The state of reflection number `n`; written when it starts, and again whenever it gets on."""

    n: int
    kind: Literal["reflectie", "polsslag"]
    group: int
    started_at: datetime
    finished_at: datetime | None = None
    phase: str | None = None
    theme: str | None = None
    tip: str | None = None


@dataclass(frozen=True)
class RecordPlan:
    """Plan number `n`; the words of its two halves are kept under the given numbers.

    `reflection` 0: it came of a tip that was looked up by itself. `phase`: the phase for which the tip was given.
    `outcome`: whether it was tried; `effect`: what they noticed of it.
    """

    n: int
    reflection: int
    theme: str
    tip: str
    words_if: int
    words_then: int
    outcome: str | None = None
    phase: str | None = None
    effect: str | None = None


@dataclass(frozen=True)
class PlanContact:
    """Come back unasked at `due`, with a `Due` of the same kind about the same; moves what was planned of it before.

    `nth`: the first time, or a reminder of it. `chosen`: on a day that the person named.
    """

    kind: ContactKind
    about: int
    due: datetime
    nth: int = 1
    chosen: bool = False


@dataclass(frozen=True)
class CancelContacts:
    """Planned contacts that are not to go out any more: all of the person's, of a kind, or about one thing."""

    reason: Reason
    kind: ContactKind | None = None
    about: int | None = None
    nth: int | None = None


@dataclass(frozen=True)
class AnswerContact:
    """What they answered to what was asked unasked: an outcome, or a choice."""

    kind: ContactKind
    about: int
    answer: str


@dataclass(frozen=True)
class HoldContacts:
    """Nothing unasked goes out before `until`; None means hold nothing back, the end of time means until they write."""

    until: datetime | None


@dataclass(frozen=True)
class SendData:
    """Send the person a file with everything that is kept of them."""


@dataclass(frozen=True)
class Forget:
    """Erase everything of this person."""


Saying = Say | Toast | MarkChosen
Telling = KeepWords | RecordConsent | RecordAnswer | RecordReflection | RecordPlan
Learning = KeepLesson | ForgetLessons
Grouping = NameGroup | SetBranch | JoinGroup
Contacting = PlanContact | CancelContacts | AnswerContact | HoldContacts
Effect = TrainerRecord | TrainerShow | Saying | Telling | Learning | Grouping | Contacting | SendData | Forget
