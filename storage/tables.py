"""The tables. Everything of a person hangs on `person_id` and goes with the person.

What people write is in `words` alone; raw updates (`inbox.payload`) and rendered messages (`outbox.payload`) go as soon
as they are dealt with.
"""

from datetime import datetime

from sqlalchemy import MetaData, Table
from sqlmodel import Field, SQLModel

from storage.columns import counted, index_where, key, long, long_text, moment, number, of_person

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """The base of all tables, with names for their constraints, so that a migration can find them."""

    metadata = MetaData(naming_convention=NAMES)


class Sender(Row, table=True):
    """Whom an update is from: the row that is locked while one of the sender's updates is handled."""

    key: int = key()


class Inbox(Row, table=True):
    """An update. Handled, it keeps its number (so that it is known when it comes again) and nothing of anybody."""

    __table_args__ = (
        index_where("handled_at IS NULL", "ix_inbox_waiting", "update_id"),
        index_where("handled_at IS NULL", "ix_inbox_waiting_of_sender", "sender", "update_id"),
        index_where("handled_at IS NOT NULL", "ix_inbox_handled_at", "handled_at"),
    )

    update_id: int = key()
    sender: int = long()
    payload: str | None = long_text(default=None)
    received_at: datetime = moment()
    handled_at: datetime | None = moment(default=None)
    tries: int = 0
    failure: str | None = None


class Person(Row, table=True):
    """Somebody who talks with Bruis. `session` is the snapshot of the talk (JSON), free of words and names."""

    id: int = key()
    telegram_id: int = long(unique=True)
    chat_id: int = long()
    button_key: str
    session: str | None = long_text(default=None)
    created_at: datetime = moment()
    seen_at: datetime = moment()
    blocked_at: datetime | None = moment(default=None)
    hold_until: datetime | None = moment(default=None)


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

    `phase`: the phase for which the tip was given, where the plan is recent enough to say.
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
    made_at: datetime = moment()


class Contact(Row, table=True):
    """Coming back unasked. `state`: planned, sending, sent or not_sent; `reason` says why not."""

    __table_args__ = (index_where("state = 'planned'", "ix_contact_planned", "due"),)

    person_id: int = of_person()
    n: int = number()
    kind: str
    due: datetime = moment()
    state: str
    reason: str | None = None
    closed_at: datetime | None = moment(default=None)


class Outbox(Row, table=True):
    """A call of the Bot API to be made, and what became of it. `payload`: its parameters (JSON), until finished.

    `doubts`: of how many tries nobody knows whether they arrived.
    """

    __table_args__ = (
        index_where("state = 'pending'", "ix_outbox_pending", "lane", "id"),
        index_where("finished_at IS NULL", "ix_outbox_open_of_chat", "chat_id", "lane", "id"),
        index_where("state = 'pending'", "ix_outbox_due", "lane", "not_before"),
        index_where("state = 'attempting'", "ix_outbox_attempting", "chat_id"),
        index_where("finished_at IS NOT NULL", "ix_outbox_finished_at", "finished_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = counted()
    person_id: int | None = of_person(primary=False, optional=True)
    chat_id: int = long()
    lane: int
    method: str
    payload: str | None = long_text(default=None)
    not_before: datetime = moment()
    state: str
    owner: int | None = long(default=None)
    attempts: int = 0
    doubts: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    created_at: datetime = moment()
    finished_at: datetime | None = moment(default=None)
    message_id: int | None = long(default=None)
    error: str | None = None
    contact_n: int | None = None


class SendPause(Row, table=True):
    """Telegram asked us to wait: no message to this chat before `until`; chat 0 stands for all chats."""

    __tablename__ = "send_pause"

    chat_id: int = key()
    until: datetime = moment()


class SendSlot(Row, table=True):
    """The pace of a chat, as all replicas have used it; chat 0 stands for the pace of what is unasked.

    `full_at`: when as much may go at once again as ever; `normal_at`: when it is as fast again as before a refusal.
    Both in microseconds since 1970: whole numbers do not drift.
    """

    __tablename__ = "send_slot"

    chat_id: int = key()
    full_at: int = long()
    normal_at: int = long()


METADATA = Row.metadata
# the same tables, for statements that go to the database as they are
sender: Table = METADATA.tables["sender"]
inbox: Table = METADATA.tables["inbox"]
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
outbox: Table = METADATA.tables["outbox"]
send_pause: Table = METADATA.tables["send_pause"]
send_slot: Table = METADATA.tables["send_slot"]
