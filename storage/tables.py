"""The tables. Everything of a person hangs on `person_id` and goes with the person.

What people write is in `words` alone; raw updates (`inbox.payload`) and rendered messages (`outbox.payload`) go as soon
as they are dealt with.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, Table
from sqlmodel import Field

from storage.columns import Row, counted, index_where, key, long, long_text, moment, number, of_person
from storage.queue_tables import inbox, outbox, send_pause, send_slot, sender

#: What tells one open contact from another: nobody is asked the same twice at once.
OPEN_CONTACT = ("person_id", "kind", "about", "nth")
OPEN = "state IN ('planned', 'sending')"


class PersonRow(Row, table=True):
    """Somebody who talks with Bruis. `session` is the snapshot of the talk (JSON), free of words and names."""

    __tablename__ = "person"

    id: int = key()
    telegram_id: int = long(unique=True)
    chat_id: int = long()
    button_key: str
    session: str | None = long_text(default=None)
    created_at: datetime = moment()
    seen_at: datetime = moment()
    blocked_at: datetime | None = moment(default=None)
    hold_until: datetime | None = moment(default=None)


@dataclass(slots=True)
class Person:
    """Such a row as turns handle it. There is one in every turn, and SQLModel takes sixty times as long to make one."""

    id: int
    telegram_id: int
    chat_id: int
    button_key: str
    created_at: datetime
    seen_at: datetime
    session: str | None = None
    blocked_at: datetime | None = None
    hold_until: datetime | None = None


class Words(Row, table=True):
    """What a person wrote, under the number by which everything else refers to it."""

    person_id: int = of_person()
    n: int = number()
    kind: str
    text: str = long_text()
    written_at: datetime = moment(index=True)


class Consent(Row, table=True):
    """A yes or a no to one purpose; the latest counts, the earlier ones stay."""

    id: int = counted()
    person_id: int = of_person(primary=False)
    purpose: str
    given: bool
    version: str
    at: datetime = moment()


class VolunteerGroup(Row, table=True):
    """A group of volunteers. `branch`: of a vereniging, or not, or not known."""

    __tablename__ = "volunteer_group"

    id: int = key()
    name: str = long_text()
    branch: bool | None = None
    code: str = Field(unique=True)
    created_at: datetime = moment()


class Membership(Row, table=True):
    """The person's group number `n`."""

    person_id: int = of_person()
    n: int = number()
    group_id: int = long(foreign_key="volunteer_group.id", index=True)


class Reflection(Row, table=True):
    """One reflection, long or short, with the group it was about and where it led."""

    person_id: int = of_person()
    n: int = number()
    kind: str
    group_n: int
    started_at: datetime = moment()
    finished_at: datetime | None = moment(default=None)
    phase: str | None = None
    theme: str | None = None
    tip: str | None = None


class Answer(Row, table=True):
    """An answer on one kenmerk. `probabilities`, `lights`: JSON lists. `corrected` wins over `phase`."""

    person_id: int = of_person()
    reflection: int = number()
    kenmerk: str = Field(primary_key=True)
    how: str
    phase: str | None = None
    probabilities: str = long_text()
    lights: str = long_text()
    certain: bool
    corrected: str | None = None


class Lesson(Row, table=True):
    """A reply of someone who agreed to learning, with what was read and what was meant.

    `text` is without what could tell who wrote it.
    """

    person_id: int = of_person()
    reflection: int = number()
    kenmerk: str = Field(primary_key=True)
    text: str = long_text()
    read: str | None = None
    meant: str


class Plan(Row, table=True):
    """An if-then plan; its halves are numbers of `words`. `reflection` 0: of a tip that was looked up by itself.

    `phase`: the phase for which the tip was given, where the plan is recent enough to say. `outcome`: whether it was
    tried, `no_answer` where they were asked and did not say; `effect`: what they noticed of it.
    """

    person_id: int = of_person()
    n: int = number()
    reflection: int
    theme: str
    tip: str
    words_if: int
    words_then: int
    outcome: str | None = None
    phase: str | None = None
    effect: str | None = None
    made_at: datetime = moment()


class Contact(Row, table=True):
    """Coming back unasked. `about`: the number of what it is about, by `kind`; `nth`: the first time, or a reminder.

    `state`: planned, sending (its message is in the outbox), sent, merged (into the message of contact `merged_into`),
    uncertain or not_sent. `reason`: why it was not sent, or of a planned one what it waits for; "late" where it was
    delivered late. `wanted`: the moment it was planned for; `due`: the moment it is to be looked at; `last`: until when
    it makes sense, where that is known. `chosen`: the person named the day. `carried_at`: when it went to the outbox.
    `answer`: what they answered, as a code; none is one too.
    """

    __table_args__ = (
        index_where("state = 'planned'", "ix_contact_planned", "due"),
        index_where(OPEN, "uq_contact_open", *OPEN_CONTACT, unique=True),
        Index("ix_contact_kind", "kind", "about"),
    )

    id: int = counted()
    person_id: int = of_person(primary=False)
    kind: str
    about: int = long()
    nth: int = 1
    wanted: datetime = moment()
    due: datetime = moment()
    last: datetime | None = moment(default=None)
    chosen: bool = False
    state: str
    reason: str | None = None
    carried_at: datetime | None = moment(default=None)
    closed_at: datetime | None = moment(default=None)
    merged_into: int | None = long(default=None)
    answer: str | None = None


METADATA = Row.metadata
# the same tables, for statements that go to the database as they are
person: Table = METADATA.tables["person"]
words: Table = METADATA.tables["words"]
consent: Table = METADATA.tables["consent"]
volunteer_group: Table = METADATA.tables["volunteer_group"]
membership: Table = METADATA.tables["membership"]
reflection: Table = METADATA.tables["reflection"]
answer: Table = METADATA.tables["answer"]
lesson: Table = METADATA.tables["lesson"]
plan: Table = METADATA.tables["plan"]
contact: Table = METADATA.tables["contact"]

__all__ = [
    "METADATA",
    "OPEN",
    "OPEN_CONTACT",
    "Answer",
    "Consent",
    "Contact",
    "Lesson",
    "Membership",
    "Person",
    "Plan",
    "Reflection",
    "VolunteerGroup",
    "Words",
    "answer",
    "consent",
    "contact",
    "inbox",
    "lesson",
    "membership",
    "outbox",
    "person",
    "plan",
    "reflection",
    "send_pause",
    "send_slot",
    "sender",
    "volunteer_group",
    "words",
]
