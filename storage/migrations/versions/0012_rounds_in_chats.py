"""Rounds in the chat of a group."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "telegram_chat",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["volunteer_group.id"],
            name="fk_telegram_chat_group_id_volunteer_group",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("chat_id", name="pk_telegram_chat"),
    )
    with op.batch_alter_table("round") as table:
        table.alter_column("workshop_id", existing_type=sa.BigInteger(), nullable=True)
        table.add_column(sa.Column("chat_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM round WHERE workshop_id IS NULL")
    with op.batch_alter_table("round") as table:
        table.drop_column("chat_id")
        table.alter_column("workshop_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_table("telegram_chat")
