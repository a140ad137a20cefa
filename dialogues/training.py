"""What a session remembers of a trainer's talk, and of joining a workshop: numbers and days, no names."""

from datetime import date, datetime
from typing import Literal

from dialogues.round_effects import RoundKind, RoundState
from dialogues.snapshot import Snapshot


class RoundDraft(Snapshot):
    """A round that is being set up. `groups`: those chosen so far; `at_hand`: those of the workshop."""

    id: int
    groups: tuple[int, ...] = ()
    at_hand: tuple[int, ...] = ()
    what: RoundKind = "polsslag"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    reminder: bool = False


class DeskTalk(Snapshot):
    """`offered`: the numbers behind the buttons of a list, in order. `workshop`: the one at hand.

    `sure`: what the trainer is asked to be sure of. `draft`: a round that is being set up. `round`: the one at hand,
    with its `state` when it was opened.
    `what`: whether the workshops are listed to open one, or to choose who a round goes to. `page`: of the list, from 0;
    `older`: whether there is another one.
    """

    offered: tuple[int, ...] = ()
    workshop: int = 0
    held_on: date | None = None
    follow_ups: tuple[date, ...] = ()
    sure: Literal["renew_link", "leave", "close", "stop", "retry", "pause"] | None = None
    draft: RoundDraft | None = None
    round: int = 0
    state: RoundState = "planned"
    what: Literal["workshops", "rounds"] = "workshops"
    page: int = 0
    older: bool = False


class Joining(Snapshot):
    """A workshop that somebody was invited to. `group`: the number under which they take part, once that is known.

    `same`: the join code of a group that is in the workshop already, under the name they gave.
    """

    workshop: int
    follow_ups: tuple[datetime, ...] = ()
    group: int = 0
    same: str | None = None
    same_branch: bool | None = None


class Answering(Snapshot):
    """A round that somebody is asked to answer. `group`: the person's number of the group it is about.

    Where that is 0, it is the group of the join code `code`.
    """

    round: int
    group: int = 0
    what: RoundKind
    code: str | None = None
    branch: bool | None = None
    in_chat: bool = False
