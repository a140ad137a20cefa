"""The tables of trainers: their workshops, who takes part, what they did, and messages that keep themselves up to date.

What a trainer writes for others to read (the name of a workshop) stands with what it names, as a group's name does.
"""

from datetime import date, datetime

from sqlalchemy import Table
from sqlmodel import Field

from storage.columns import Row, counted, index_where, key, long, long_text, moment, of_person, of_workshop
from storage.tables import METADATA


class Trainer(Row, table=True):
    """Somebody who became a trainer by another trainer's link; those of BRUIS_TRAINERS need no row."""

    person_id: int = of_person()
    since: datetime = moment()


class TrainerInvitation(Row, table=True):
    """A link that makes one person a trainer, once, until it expires; of a workshop too where it is made for one."""

    __tablename__ = "trainer_invitation"

    id: int = key()
    code: str = Field(unique=True)
    person_id: int = of_person(primary=False)
    workshop_id: int | None = of_workshop(primary=False, optional=True)
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None)


class Workshop(Row, table=True):
    """A workshop. It counts once it has its day. `follow_ups`: days (JSON list). `code` None: nobody joins any more."""

    id: int = key()
    name: str = long_text()
    held_on: date | None = None
    follow_ups: str = long_text()
    code: str | None = Field(default=None, unique=True)
    created_at: datetime = moment()


class WorkshopTrainer(Row, table=True):
    """A trainer of a workshop; who is one longest is the first."""

    __tablename__ = "workshop_trainer"

    workshop_id: int = of_workshop()
    person_id: int = of_person()
    since: datetime = moment()


class Participation(Row, table=True):
    """Somebody takes part in a workshop, for one of their groups."""

    workshop_id: int = of_workshop()
    person_id: int = of_person()
    group_id: int = long(foreign_key="volunteer_group.id", ondelete="CASCADE", index=True)
    joined_at: datetime = moment()


class Audit(Row, table=True):
    """What a trainer did, to which workshop or round. The number of the trainer goes when they are forgotten."""

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = counted()
    at: datetime = moment(index=True)
    person_id: int | None = of_person(primary=False, optional=True, kept=True)
    action: str
    subject: int | None = long(default=None)


class LiveMessage(Row, table=True):
    """A message that is edited when what it tells has changed: `about` names the workshop or the round.

    `message_id` is known once it was sent. `shown`: what it shows, as a hash. `until`: no longer kept up to date.
    """

    __tablename__ = "live_message"
    __table_args__ = (
        index_where("until IS NOT NULL", "ix_live_message_until", "until"),
        {"sqlite_autoincrement": True},
    )

    id: int = counted()
    kind: str
    about: int = long()
    chat_id: int = long()
    person_id: int | None = of_person(primary=False, optional=True)
    message_id: int | None = long(default=None)
    shown: str = ""
    until: datetime | None = moment(default=None)


trainer: Table = METADATA.tables["trainer"]
trainer_invitation: Table = METADATA.tables["trainer_invitation"]
workshop: Table = METADATA.tables["workshop"]
workshop_trainer: Table = METADATA.tables["workshop_trainer"]
participation: Table = METADATA.tables["participation"]
audit: Table = METADATA.tables["audit"]
live_message: Table = METADATA.tables["live_message"]
