"""Replies that people agreed to be learnt from, without what could tell who wrote them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lesson",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reflection", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kenmerk", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read", sa.String(), nullable=True),
        sa.Column("meant", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_lesson_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "reflection", "kenmerk", name="pk_lesson"),
    )


def downgrade() -> None:
    op.drop_table("lesson")
