"""What a talk is made of: scenes, each of which asks the question of one state and hears the answer to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dialogues.desk import Desk
from dialogues.effects import Choice, Effect, Part, Rows
from dialogues.hours import Hours
from dialogues.inputs import Said
from dialogues.marks import Lost
from dialogues.model import LifePhase, Theme
from dialogues.model.helping import Helped
from dialogues.reading import Reader, Reading
from dialogues.session import Session

#: The time in a row at which someone who types where a button is asked for hears so in other words.
MANY_TIMES = 3


class Tips(Protocol):
    """Which tips there are; their words stay with the texts."""

    def fitting(self, phase: LifePhase, theme: Theme) -> Sequence[str]:
        """Ids of the tips for a phase and a theme, the best fitting first; never empty."""


@dataclass(frozen=True)
class Context:
    """What a scene may use besides the session: the moment, what the composition root chose, what helped others.

    `hours`: the zone, and when nobody is written to.
    """

    now: datetime
    reader: Reader
    tips: Tips
    helped: Helped
    hours: Hours
    away: bool = False  # whether the person was away for long in the middle of the talk
    desk: Desk | None = None  # what a trainer has on the desk, where this turn may need it


@dataclass(frozen=True)
class Question:
    """The open question: its texts and the choices it offers.

    `before` goes ahead as a message of its own. `again`: what is left of the texts where the question is only repeated.
    """

    parts: tuple[Part, ...]
    rows: Rows = ()
    before: tuple[Part, ...] = ()
    again: tuple[Part, ...] = ()

    def offers(self, choice: str) -> bool:
        """Whether this choice is one of those offered."""
        return any(c.id == choice for row in self.rows for c in row)

    def choice(self, id: str) -> Choice:
        """The offered choice with this id."""
        return next(c for row in self.rows for c in row if c.id == id)


@dataclass(frozen=True)
class HeardReading:
    """A reply that was read in this turn, for the look inside."""

    kenmerk: str
    text: str
    reading: Reading


@dataclass(frozen=True)
class Step:
    """What a scene makes of an answer: the move (None: stay), and what is said and done on the way.

    `ask`: whether the question that is open afterwards is asked in the same breath.
    `apart`: long texts, each a message of its own ahead of the rest. `whole`: whether that question is asked with all
    its texts; None: where it is another one than before.
    """

    move: str | None
    session: Session
    parts: tuple[Part, ...] = ()
    effects: tuple[Effect, ...] = ()
    heard: tuple[HeardReading, ...] = ()
    ask: bool = True
    apart: tuple[Part, ...] = ()
    whole: bool | None = None


Chosen = Callable[[Session, str, Context], Step]
Told = Callable[[Session, Said, Context], Step]


def buttons_only(session: Session, said: Said, context: Context) -> Step:
    """Free text where a choice is asked for: say so kindly, and ask again; in other words the third time."""
    times = session.lost.times + 1 if session.lost.asked == session.asked else 1
    session = session.but(lost=Lost(asked=session.asked, times=times))
    key = "common.choose" if times < MANY_TIMES else "common.choose_again"
    return Step(None, session, (Part(key, variant=session.turns),))


@dataclass(frozen=True)
class Scene:
    """One state: `ask` makes its question of the session, `chosen` hears a choice, `told` free text."""

    ask: Callable[[Session], Question]
    chosen: Chosen
    told: Told = buttons_only


def rows(*ids: str | tuple[str, ...]) -> Rows:
    """Rows of buttons by id: a string is a row of its own, a tuple is one row."""
    return tuple(tuple(Choice(i) for i in (row if isinstance(row, tuple) else (row,))) for row in ids)
