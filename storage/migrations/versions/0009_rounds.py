"""Rounds, and how far each of those who were asked has got."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_OPEN = "state IN ('planned', 'running', 'paused')"


def _moment(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def upgrade() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("workshop_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        _moment("starts_at"),
        _moment("ends_at"),
        sa.Column("reminder", sa.Boolean(), nullable=False),
        _moment("reminded_at"),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_round_workshop_id_workshop", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_round_person_id_person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
    )
    op.create_index("ix_round_workshop_id", "round", ["workshop_id"])
    op.create_index("ix_round_person_id", "round", ["person_id"])
    op.create_index("ix_round_open", "round", ["state"], postgresql_where=sa.text(_OPEN), sqlite_where=sa.text(_OPEN))
    _parts()


def _parts() -> None:
    references = {"round_id": "round", "person_id": "person", "group_id": "volunteer_group"}
    op.create_table(
        "round_part",
        sa.Column("round_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        _moment("opened_at"),
        _moment("finished_at"),
        _moment("declined_at"),
        sa.Column("answer", sa.Integer(), nullable=True),
        *(_of(column, other) for column, other in references.items()),
        sa.PrimaryKeyConstraint("round_id", "person_id", name="pk_round_part"),
    )
    op.create_index("ix_round_part_group_id", "round_part", ["group_id"])


def _of(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"fk_round_part_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("round_part")
    op.drop_table("round")
