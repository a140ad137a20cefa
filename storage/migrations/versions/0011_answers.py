"""What somebody noticed of a plan that was tried, and what they answered to what was asked unasked."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan", sa.Column("effect", sa.String(), nullable=True))
    op.add_column("contact", sa.Column("answer", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("contact", "answer")
    op.drop_column("plan", "effect")
