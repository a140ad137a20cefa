"""The tables of the trainers' page: who has it open, and which openings were used."""

from datetime import datetime

from sqlalchemy import Table
from sqlmodel import Field

from storage.columns import Row, moment, of_person
from storage.tables import METADATA


class PageSession(Row, table=True):
    """Somebody has the page open, until `expires_at`. `token`: a digest of what their browser keeps."""

    __tablename__ = "page_session"

    token: str = Field(primary_key=True)
    person_id: int = of_person(primary=False)
    expires_at: datetime = moment(index=True)


class PageOpening(Row, table=True):
    """What Telegram signed to open the page was used; kept as a digest until it would be too old anyway."""

    __tablename__ = "page_opening"

    mark: str = Field(primary_key=True)
    expires_at: datetime = moment(index=True)


page_session: Table = METADATA.tables["page_session"]
page_opening: Table = METADATA.tables["page_opening"]
