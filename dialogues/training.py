"""What a session remembers of a trainer's talk, and of joining a workshop: numbers and days, no names."""

from datetime import date, datetime
from typing import Literal

from dialogues.snapshot import Snapshot


class DeskTalk(Snapshot):
    """`offered`: the numbers behind the buttons of a list, in order. `workshop`: the one at hand.

    `sure`: what the trainer is asked to be sure of.
    """

    offered: tuple[int, ...] = ()
    workshop: int = 0
    held_on: date | None = None
    follow_ups: tuple[date, ...] = ()
    sure: Literal["renew_link", "leave", "close"] | None = None


class Joining(Snapshot):
    """A workshop that somebody was invited to. `group`: the number under which they take part, once that is known.

    `same`: the join code of a group that is in the workshop already, under the name they gave.
    """

    workshop: int
    follow_ups: tuple[datetime, ...] = ()
    group: int = 0
    same: str | None = None
    same_branch: bool | None = None
