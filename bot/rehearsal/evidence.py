"""All that happened in a rehearsal, seen from three sides: what people did, what they got, and the rows of the bot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dialogues.effects import Effect
from dialogues.inputs import Input
from dialogues.session import Session

Person = int  # by the number at Telegram


@dataclass(frozen=True)
class TurnTaken:
    """A turn: what came in, and the session before and after it."""

    who: Person
    at: datetime
    input: Input
    before: Session
    after: Session
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True)
class Heard:
    """A message of the bot as it stands in a chat."""

    chat: int
    id: int
    at: datetime
    text: str = ""


@dataclass(frozen=True)
class Snapshot:
    """All sessions after a stretch of which no turns are known: the process that took them was killed."""

    at: datetime
    sessions: Mapping[Person, Session]
    held: Mapping[Person, datetime | None]


@dataclass(frozen=True)
class Away:
    """From when until when the program did not run."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Refused:
    """Telegram refused, or cut off, calls: to this chat, or to all; with a 429, until then."""

    at: datetime
    until: datetime
    chat: int | None


@dataclass(frozen=True)
class Result:
    """A published result of a group: the mirror, and who was counted in it, with what."""

    id: int
    round_id: int
    closed_at: datetime
    mirror: Mapping[str, Any]
    counted: Mapping[Person, Mapping[str, str | None]]


Row = Mapping[str, Any]


@dataclass
class Evidence:
    """`rows`: of each table by key, as last seen. `left`: (where, mark) of planted words found at the end."""

    start: datetime
    end: datetime
    minimum: int = 5
    keep_text: timedelta = timedelta(days=30)
    trainers: set[Person] = field(default_factory=set)
    acts: dict[Person, list[datetime]] = field(default_factory=dict)
    blocked: dict[Person, list[tuple[datetime, bool]]] = field(default_factory=dict)
    planted: dict[str, tuple[Person, datetime]] = field(default_factory=dict)
    turns: list[TurnTaken] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    given: set[int] = field(default_factory=set)  # numbers of all updates there were
    waiting: set[int] = field(default_factory=set)  # of those that were never confirmed
    inbox: dict[int, Row] = field(default_factory=dict)
    outbox: dict[int, Row] = field(default_factory=dict)
    contacts: dict[int, Row] = field(default_factory=dict)
    results: dict[int, Result] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)  # by the number of their row
    at_the_end: dict[str, list[Row]] = field(default_factory=dict)  # by table
    left: list[tuple[str, str]] = field(default_factory=list)
    learnt: set[str] = field(default_factory=set)  # marks in what people let the bot learn from
    log: list[str] = field(default_factory=list)
    unsaid: set[str] = field(default_factory=set)  # keys of what was said and is in no text
