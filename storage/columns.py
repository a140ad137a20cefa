"""Columns that mean the same on SQLite and on PostgreSQL, named for what they hold."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    text,
)
from sqlmodel import Field, SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """The base of all tables, with names for their constraints, so that a migration can find them."""

    metadata = MetaData(naming_convention=NAMES)


# SQLite counts up by itself only in a column that is called INTEGER
Counted = BigInteger().with_variant(Integer(), "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: aware on the way in (ValueError otherwise), aware on the way out.

    `datetime.max` stands for "never" and may come in naive, as the standard library has it.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        aware = _aware(value)
        return aware.replace(tzinfo=None) if dialect.name == "sqlite" else aware

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        stored: datetime = value
        return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


def _aware(value: datetime) -> datetime:
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    if value != datetime.max:  # noqa: DTZ901 -- naive is how it comes in
        raise ValueError("a moment without a time zone")
    return value.replace(tzinfo=UTC)


def key() -> Any:
    """A 64-bit key that comes from outside (never counted up)."""
    return Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


def counted() -> Any:
    """A key the database counts up."""
    return Field(default=None, primary_key=True, sa_type=Counted)


def number() -> Any:
    """A number the session gives out, per person."""
    return Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


def of_person(*, primary: bool = True, optional: bool = False, kept: bool = False) -> Any:
    """The person a row belongs to, and goes with; `kept`: the row stays, without the person."""
    return _of("person.id", primary=primary, optional=optional, kept=kept)


def of_workshop(*, primary: bool = True, optional: bool = False) -> Any:
    """The workshop a row belongs to, and goes with."""
    return _of("workshop.id", primary=primary, optional=optional)


def of_round(*, primary: bool = True) -> Any:
    """The round a row belongs to, and goes with."""
    return _of("round.id", primary=primary, optional=False)


def _of(other: str, *, primary: bool, optional: bool, kept: bool = False) -> Any:
    theirs = ForeignKey(other, ondelete="SET NULL" if kept else "CASCADE")
    column = Column(BigInteger, theirs, primary_key=primary, autoincrement=False, nullable=optional, index=not primary)
    return Field(default=None, sa_column=column)


def long(**options: Any) -> Any:
    """A 64-bit number."""
    return Field(sa_type=BigInteger, **options)


def moment(**options: Any) -> Any:
    """A moment in UTC."""
    return Field(sa_type=UtcDateTime, **options)


def long_text(**options: Any) -> Any:
    """Text of any length."""
    return Field(sa_type=Text, **options)


def index_where(condition: str, name: str, *columns: str, unique: bool = False) -> Index:
    """An index of only the rows that meet the condition, so that it stays as short as the work still to do."""
    only = text(condition)
    return Index(name, *columns, unique=unique, postgresql_where=only, sqlite_where=only)
