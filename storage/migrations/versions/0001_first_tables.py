"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sender", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    _index_where("handled_at IS NOT NULL", "ix_inbox_handled_at", "inbox", ["handled_at"])
    _index_where("handled_at IS NULL", "ix_inbox_waiting", "inbox", ["update_id"])
    _index_where("handled_at IS NULL", "ix_inbox_waiting_of_sender", "inbox", ["sender", "update_id"])
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("button_key", sa.String(), nullable=False),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("telegram_id", name="uq_person_telegram_id"),
    )
    op.create_table(
        "send_pause",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_send_pause"),
    )
    op.create_table(
        "sender",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sender"),
    )
    op.create_table(
        "volunteer_group",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("branch", sa.Boolean(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_volunteer_group"),
        sa.UniqueConstraint("code", name="uq_volunteer_group_code"),
    )
    op.create_table(
        "answer",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reflection", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kenmerk", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=True),
        sa.Column("probabilities", sa.Text(), nullable=False),
        sa.Column("lights", sa.Text(), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("corrected", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_answer_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "reflection", "kenmerk", name="pk_answer"),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index("ix_consent_person_id", "consent", ["person_id"])
    op.create_table(
        "contact",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_contact_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "n", name="pk_contact"),
    )
    _index_where("state = 'planned'", "ix_contact_planned", "contact", ["due"])
    op.create_table(
        "membership",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["volunteer_group.id"], name="fk_membership_group_id_volunteer_group"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_membership_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "n", name="pk_membership"),
    )
    op.create_index("ix_membership_group_id", "membership", ["group_id"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("contact_n", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_outbox_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    _index_where("state = 'pending'", "ix_outbox_not_before", "outbox", ["not_before"])
    _index_where("state = 'attempting'", "ix_outbox_attempting", "outbox", ["chat_id"])
    _index_where("finished_at IS NOT NULL", "ix_outbox_finished_at", "outbox", ["finished_at"])
    _index_where("finished_at IS NULL", "ix_outbox_open_of_chat", "outbox", ["chat_id", "lane", "id"])
    _index_where("state = 'pending'", "ix_outbox_pending", "outbox", ["lane", "id"])
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    op.create_table(
        "plan",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reflection", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("words_if", sa.Integer(), nullable=False),
        sa.Column("words_then", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_plan_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "n", name="pk_plan"),
    )
    op.create_table(
        "reflection",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("group_n", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phase", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("tip", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_reflection_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "n", name="pk_reflection"),
    )
    op.create_table(
        "words",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_words_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "n", name="pk_words"),
    )
    op.create_index("ix_words_written_at", "words", ["written_at"])


def _index_where(condition: str, name: str, table: str, columns: list[str]) -> None:
    op.create_index(name, table, columns, postgresql_where=sa.text(condition), sqlite_where=sa.text(condition))


def downgrade() -> None:
    for table in ("words", "reflection", "plan", "outbox", "membership", "contact", "consent", "answer"):
        op.drop_table(table)
    for table in ("volunteer_group", "sender", "send_pause", "person", "inbox"):
        op.drop_table(table)
