"""What can reach a dialogue: one value per update, already free of Telegram.

`ref` is an opaque number by which an edit finds what it edits; `at` is when the input reached us (UTC).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dialogues.contacts import ContactKind
from dialogues.returning import Listed
from dialogues.round_effects import RoundKind

UnreadableKind = Literal[
    "voice",
    "video",
    "photo",
    "sticker",
    "document",
    "location",
    "contact",
    "forwarded",
    "poll",
    "empty",
    "other",
]


@dataclass(frozen=True)
class Said:
    """Free text.

    `meant`: ids of the choices this text stands for, word for word ("ja", a button's label, ...).
    `so_far`: what the person wrote before that this may belong to (the words of Session.last_text), if still kept.
    `group`: the group of this name in the workshop that is being joined, if there is one.
    """

    text: str
    at: datetime
    ref: int = 0
    meant: frozenset[str] = frozenset()
    so_far: str = ""
    group: "Invitation | None" = None


@dataclass(frozen=True)
class Edited:
    """The new text of an earlier message."""

    text: str
    at: datetime
    ref: int


@dataclass(frozen=True)
class Pressed:
    """A button: which open question it came from (`asked`, see Session.asked) and which choice it carries.

    Both come from the client and are checked against the session before they count. `asked` is -1 where the
    button cannot be this person's.
    """

    asked: int
    choice: str
    at: datetime


@dataclass(frozen=True)
class Invitation:
    """What a join code stands for, looked up before the step.

    Of a workshop: its number, when Bruis comes back afterwards, and whether the person takes part already. Of a round:
    its number and what it asks, the group it is about (`group`: the person's own number of it, 0 where it is none of
    theirs yet), whether it came from the chat of that group, and whether the person has answered (`joined`).
    """

    kind: Literal["group", "workshop", "trainer", "round", "no_to_round", "round_over"]
    code: str
    branch: bool | None = None
    workshop: int = 0
    follow_ups: tuple[datetime, ...] = ()
    joined: bool = False
    round: int = 0
    group: int = 0
    in_chat: bool = False
    what: RoundKind = "polsslag"


@dataclass(frozen=True)
class Command:
    """`/name argument`.

    `invitation` is set where the argument of /start is a known join code, `planned` where what is planned is asked for.
    """

    name: str
    at: datetime
    argument: str = ""
    invitation: Invitation | None = None
    planned: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class Unreadable:
    """A message without text we can read: a photo, a voice message, a forwarded message, ...

    `caption`: what is written under it; it is no answer, and is not kept.
    """

    kind: UnreadableKind
    at: datetime
    caption: str = ""


@dataclass(frozen=True)
class Due:
    """A planned contact that may go out now.

    `about`, `nth`: see PlanContact. `late`: it comes later than it was meant to. `also`: the other kinds of contact
    that are said in the same message.
    """

    kind: ContactKind
    about: int
    at: datetime
    nth: int = 1
    late: bool = False
    also: tuple[ContactKind, ...] = ()


Input = Said | Edited | Pressed | Command | Unreadable | Due
