"""A pace that replicas share, how often a send was in doubt, and an index that finds what waits in a lane."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'pending'")


def upgrade() -> None:
    op.create_table(
        "send_slot",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("full_at", sa.BigInteger(), nullable=False),
        sa.Column("normal_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_send_slot"),
    )
    op.add_column("outbox", sa.Column("doubts", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("ix_outbox_not_before", "outbox")
    _index("ix_outbox_due", "lane", "not_before")


def downgrade() -> None:
    op.drop_index("ix_outbox_due", "outbox")
    _index("ix_outbox_not_before", "not_before")
    op.drop_column("outbox", "doubts")
    op.drop_table("send_slot")


def _index(name: str, *columns: str) -> None:
    op.create_index(name, "outbox", columns, postgresql_where=WAITING, sqlite_where=WAITING)
