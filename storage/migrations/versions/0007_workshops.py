"""Workshops, their trainers and who takes part; what trainers did; messages that keep themselves up to date."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)


def _moment(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def _of(table: str, other: str, column: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete=ondelete)


def _index_where(condition: str, name: str, table: str, column: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], postgresql_where=where, sqlite_where=where)


def upgrade() -> None:
    _workshops()
    _participation()
    _trainers()
    _audit()
    _live_messages()


def _workshops() -> None:
    op.create_table(
        "workshop",
        _key("id"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("follow_ups", sa.Text(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_workshop"),
        sa.UniqueConstraint("code", name="uq_workshop_code"),
    )
    op.create_table(
        "workshop_trainer",
        _key("workshop_id"),
        _key("person_id"),
        _moment("since"),
        _of("workshop_trainer", "workshop", "workshop_id"),
        _of("workshop_trainer", "person", "person_id"),
        sa.PrimaryKeyConstraint("workshop_id", "person_id", name="pk_workshop_trainer"),
    )


def _participation() -> None:
    op.create_table(
        "participation",
        _key("workshop_id"),
        _key("person_id"),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        _moment("joined_at"),
        _of("participation", "workshop", "workshop_id"),
        _of("participation", "person", "person_id"),
        _of("participation", "volunteer_group", "group_id"),
        sa.PrimaryKeyConstraint("workshop_id", "person_id", name="pk_participation"),
    )
    op.create_index("ix_participation_group_id", "participation", ["group_id"])


def _trainers() -> None:
    op.create_table(
        "trainer",
        _key("person_id"),
        _moment("since"),
        _of("trainer", "person", "person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_trainer"),
    )
    op.create_table(
        "trainer_invitation",
        _key("id"),
        sa.Column("code", sa.String(), nullable=False),
        _key("person_id"),
        sa.Column("workshop_id", sa.BigInteger(), autoincrement=False, nullable=True),
        _moment("expires_at"),
        _moment("used_at", optional=True),
        _of("trainer_invitation", "person", "person_id"),
        _of("trainer_invitation", "workshop", "workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_trainer_invitation"),
        sa.UniqueConstraint("code", name="uq_trainer_invitation_code"),
    )
    op.create_index("ix_trainer_invitation_person_id", "trainer_invitation", ["person_id"])
    op.create_index("ix_trainer_invitation_workshop_id", "trainer_invitation", ["workshop_id"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", _COUNTED, nullable=False),
        _moment("at"),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=True),
        _of("audit", "person", "person_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_person_id", "audit", ["person_id"])


def _live_messages() -> None:
    op.create_table(
        "live_message",
        sa.Column("id", _COUNTED, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("shown", sa.String(), nullable=False),
        _moment("until", optional=True),
        _of("live_message", "person", "person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_live_message"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_live_message_person_id", "live_message", ["person_id"])
    _index_where("until IS NOT NULL", "ix_live_message_until", "live_message", "until")
    op.add_column("outbox", sa.Column("live_id", sa.BigInteger(), nullable=True))
    _index_where("live_id IS NOT NULL", "ix_outbox_live", "outbox", "live_id")


def downgrade() -> None:
    op.drop_index("ix_outbox_live", "outbox")
    op.drop_column("outbox", "live_id")
    for table in ("live_message", "audit", "trainer_invitation", "trainer", "participation", "workshop_trainer"):
        op.drop_table(table)
    op.drop_table("workshop")
