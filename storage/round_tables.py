"""The tables of rounds: what a trainer asks of a workshop, and how far each of those who were asked has got."""

from datetime import datetime

from sqlalchemy import Table

from storage.columns import Row, counted, index_where, key, long, long_text, moment, of_person, of_round, of_workshop
from storage.tables import METADATA


class Round(Row, table=True):
    """A round, to these groups (JSON list) of a workshop, or to whoever is in the chat of a group.

    `question`, `answers` (JSON list): the trainer's own.
    `state`: draft, planned (started, and still to go out), running, paused, closed, or undone before it went out.
    """

    __table_args__ = (index_where("state IN ('planned', 'running', 'paused')", "ix_round_open", "state"),)

    id: int = key()
    workshop_id: int | None = of_workshop(primary=False, optional=True)
    chat_id: int | None = long(default=None)
    person_id: int | None = of_person(primary=False, optional=True, kept=True)
    groups: str = long_text()
    what: str
    question: str | None = long_text(default=None)
    answers: str | None = long_text(default=None)
    starts_at: datetime | None = moment(default=None)
    ends_at: datetime | None = moment(default=None)
    reminder: bool = False
    reminded_at: datetime | None = moment(default=None)
    state: str
    created_at: datetime = moment()


class RoundPart(Row, table=True):
    """Somebody who is asked in a round, about one of their groups. `answer`: to the trainer's own question, from 1."""

    __tablename__ = "round_part"

    round_id: int = of_round()
    person_id: int = of_person()
    group_id: int = long(foreign_key="volunteer_group.id", ondelete="CASCADE", index=True)
    opened_at: datetime | None = moment(default=None)
    finished_at: datetime | None = moment(default=None)
    declined_at: datetime | None = moment(default=None)
    answer: int | None = None


class TelegramChat(Row, table=True):
    """A chat of a group that the bot was added to, and the group of volunteers it is of, once a round asked for it."""

    __tablename__ = "telegram_chat"

    chat_id: int = key()
    group_id: int | None = long(default=None, foreign_key="volunteer_group.id", ondelete="SET NULL")
    added_at: datetime = moment()


class MirrorOrder(Row, table=True):
    """Results of a round that are to be shown in a chat: as a mirror (`kind`), or as files to keep."""

    __tablename__ = "mirror_order"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = counted()
    round_id: int = of_round(primary=False)
    person_id: int | None = of_person(primary=False, optional=True)
    chat_id: int = long()
    kind: str


telegram_chat: Table = METADATA.tables["telegram_chat"]
mirror_order: Table = METADATA.tables["mirror_order"]
round_: Table = METADATA.tables["round"]
round_part: Table = METADATA.tables["round_part"]
