"""What goes in and out of the inbox and the outbox."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

# lanes: the order in which things are said
CALLBACK_ANSWER = 0
REPLY = 1
OUTREACH = 2


@dataclass(frozen=True)
class Received:
    """An update as it came in; `payload` is its raw JSON."""

    update_id: int
    sender: int
    payload: str


@dataclass(frozen=True)
class Claimed:
    """An update that is ours until the end of the unit of work. `tries`: how often it was begun before (see inbox)."""

    update_id: int
    sender: int
    payload: str
    received_at: datetime
    tries: int


@dataclass(frozen=True)
class File:
    """A file that goes along with a call: the name people see (ASCII), and its media type, such as `image/png`."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Outgoing:
    """A call of the Bot API to be made once this unit of work is committed.

    `files`: what is uploaded with it, by the name of the parameter (`document`, `photo`).
    `contact_id`: the planned contact it carries out, whose state then follows what becomes of the call. `not_after`:
    the moment after which it is not sent any more, and its contact is looked at anew.
    `live_id`: the message that keeps itself up to date which it sends or edits.
    """

    chat_id: int
    lane: int
    method: str
    params: Mapping[str, Any]
    _: KW_ONLY
    not_before: datetime
    person_id: int | None = None
    contact_id: int | None = None
    not_after: datetime | None = None
    live_id: int | None = None
    files: Mapping[str, File] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """A call that is ours to make. `attempts` counts this one."""

    id: int
    chat_id: int
    lane: int
    method: str
    params: dict[str, Any]
    attempts: int
    person_id: int | None
    contact_id: int | None
    live_id: int | None = None
    files: Mapping[str, File] = field(default_factory=dict)


class Slot(NamedTuple):
    """How far the pace of a chat is used up, in microseconds since 1970 (see tables.SendSlot)."""

    full_at: int = 0
    normal_at: int = 0
