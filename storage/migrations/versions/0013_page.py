"""The trainers' page: who has it open, and which openings were used."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_session",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_page_session_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name="pk_page_session"),
    )
    op.create_index("ix_page_session_person_id", "page_session", ["person_id"])
    op.create_index("ix_page_session_expires_at", "page_session", ["expires_at"])
    op.create_table(
        "page_opening",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_page_opening"),
    )
    op.create_index("ix_page_opening_expires_at", "page_opening", ["expires_at"])


def downgrade() -> None:
    op.drop_table("page_opening")
    op.drop_table("page_session")
