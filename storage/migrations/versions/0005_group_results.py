"""Results of groups as they were when their round closed, and who was counted in them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "group_result",
        sa.Column("id", COUNTED, nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mirror", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_group_result"),
    )
    op.create_index("ix_group_result_round_id", "group_result", ["round_id"])
    op.create_index("ix_group_result_place", "group_result", ["kind", "place", "id"])
    _counted_in()


def _counted_in() -> None:
    op.create_table(
        "counted_in",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("result_id", COUNTED, autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_counted_in_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["result_id"], ["group_result.id"], name="fk_counted_in_result_id_group_result", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "result_id", name="pk_counted_in"),
    )
    op.create_index("ix_counted_in_result_id", "counted_in", ["result_id"])


def downgrade() -> None:
    op.drop_table("counted_in")
    op.drop_table("group_result")
