"""Results of rounds that are to be shown in a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mirror_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_mirror_order_round_id_round", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_mirror_order_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mirror_order"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mirror_order_round_id", "mirror_order", ["round_id"])
    op.create_index("ix_mirror_order_person_id", "mirror_order", ["person_id"])


def downgrade() -> None:
    op.drop_table("mirror_order")
