"""Coming back unasked: of what kind a contact is, and why one did not go out."""

from collections.abc import Mapping
from typing import Literal, get_args

#: What a contact is about: the moment at which somebody turned out to be silent, the number of a plan, a workshop, a
#: reflection left open, a reflection to be held again, a round. Where two fall on one day, the kind that stands first
#: here leads and takes the others along.
ContactKind = Literal["silent", "plan", "round", "workshop", "unfinished", "again"]
KINDS: tuple[ContactKind, ...] = get_args(ContactKind)

#: Messages that greet by first name; the invitation to a round, which goes to many at once, does not.
GREETED: tuple[ContactKind, ...] = ("plan", "workshop", "unfinished", "again")

#: What can be said in the message of another contact: after a workshop the plan is what is asked about, and looking
#: again is one sentence. What is a talk of its own comes on another day.
TAKES_ALONG: Mapping[ContactKind, tuple[ContactKind, ...]] = {
    "plan": ("workshop", "again"),
    "round": ("again",),
    "workshop": ("again",),
}

#: Why a contact did not go out; of one that is still planned, what it waits for.
Reason = Literal[
    "no consent",  # no yes to being written to, or a /stop since
    "paused",
    "blocked",
    "quiet hours",  # at night, on a day off, at another time of the day than the person chose
    "contact budget",
    "talking",  # in a talk all the while
    "just reflected",  # on the same thing, by themselves
    "already done",
    "plan changed",
    "group gone",  # the group, the workshop or the round
    "dropped",  # by the person, one by one
    "too late",
    "failed",  # Telegram would not have it
]
