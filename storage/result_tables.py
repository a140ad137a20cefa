"""The tables of the results of groups: what was published, once, and who was counted in it."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Table
from sqlmodel import Field

from storage.columns import Counted as CountedUp
from storage.columns import Row, counted, long, long_text, moment, of_person
from storage.tables import METADATA


class GroupResult(Row, table=True):
    """A result as it was when its round closed. `kind`, `place`: whose. `mirror`: all that is published (JSON)."""

    __tablename__ = "group_result"
    __table_args__ = (Index("ix_group_result_place", "kind", "place", "id"),)

    id: int = counted()
    round_id: int = long(index=True)
    kind: str
    place: int = long()
    closed_at: datetime = moment()
    mirror: str = long_text()


class CountedIn(Row, table=True):
    """That a person was counted in a result, about this group, with these answers (JSON, ids); gone with the person.

    It tells a later round who changed their answers, and keeps anybody from being counted in two places.
    """

    __tablename__ = "counted_in"

    person_id: int = of_person()
    result_id: int = Field(
        sa_column=Column(
            CountedUp,
            ForeignKey("group_result.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
            nullable=False,
            index=True,
        )
    )
    group_id: int = long()
    answers: str = long_text()


group_result: Table = METADATA.tables["group_result"]
counted_in: Table = METADATA.tables["counted_in"]
