"""The tables that are queues: what came in, what is to be said, and at what pace."""

from datetime import datetime

from sqlalchemy import Table
from sqlmodel import Field

from storage.columns import Row, counted, index_where, key, long, long_text, moment, of_person


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
        index_where("live_id IS NOT NULL", "ix_outbox_live", "live_id"),
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
    contact_id: int | None = long(default=None)
    not_after: datetime | None = moment(default=None)
    live_id: int | None = long(default=None)


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


# the same tables, for statements that go to the database as they are
sender: Table = Row.metadata.tables["sender"]
inbox: Table = Row.metadata.tables["inbox"]
outbox: Table = Row.metadata.tables["outbox"]
send_pause: Table = Row.metadata.tables["send_pause"]
send_slot: Table = Row.metadata.tables["send_slot"]
