"""A plan knows for which phase its tip was given, so that what helped there can be counted."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan", sa.Column("phase", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("plan", "phase")
