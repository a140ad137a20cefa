"""What a session remembers of coming back: what was asked unasked, what was told of it, and when somebody likes it."""

from datetime import datetime

from pydantic import Field

from dialogues.contacts import ContactKind
from dialogues.hours import PartOfDay
from dialogues.snapshot import Snapshot


class Nudge(Snapshot):
    """The contact that the open question came with."""

    kind: ContactKind
    about: int
    nth: int = 1
    late: bool = False


class Told(Snapshot):
    """What was told of a plan or of after a workshop: the outcome, the question at hand, and words by question."""

    outcome: str | None = None
    at: int = 0
    words: dict[str, int] = Field(default_factory=dict)


class SaidBack(Snapshot):
    """A moment that was read in their words, until they say that it is right. `moved`: out of the quiet hours."""

    at: datetime
    moved: bool = False


class Listed(Snapshot):
    """A planned contact, as it was shown."""

    kind: ContactKind
    about: int
    nth: int
    due: datetime


class Returning(Snapshot):
    """All of it. `listed`: what is planned, as last shown; `item`: the one that was chosen."""

    nudge: Nudge | None = None
    told: Told = Told()
    said: SaidBack | None = None
    listed: tuple[Listed, ...] | None = None
    item: int = 0


class Writing(Snapshot):
    """When somebody likes to be written to: the part of the day, also in weekends, and the zone where not ours."""

    part: PartOfDay | None = None
    weekends: bool = False
    zone: str | None = None
