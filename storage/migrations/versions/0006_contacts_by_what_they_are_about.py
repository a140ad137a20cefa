"""Contacts are known by what they are about, say what they wait for, and are counted for the budget of a person."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PERSON = "fk_contact_person_id_person"
# a check-in was always on the last plan
_BEFORE = sa.text(
    "SELECT contact.*, (SELECT COALESCE(MAX(plan.n), 0) FROM plan WHERE plan.person_id = contact.person_id) AS about"
    " FROM contact ORDER BY contact.person_id, contact.n"
)
_SENDING = sa.text(
    "UPDATE outbox SET contact_id = (SELECT contact.id FROM contact WHERE contact.state = 'sending'"
    " AND contact.person_id = outbox.person_id) WHERE contact_n IS NOT NULL AND finished_at IS NULL"
)
_BACK = (
    "INSERT INTO contact (person_id, n, kind, due, state, reason, closed_at) SELECT person_id,"
    " ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY id), 'check_in', due, state, reason, closed_at"
    " FROM contact_later"
)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _person() -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=_PERSON, ondelete="CASCADE"),
    )


def upgrade() -> None:
    rows = [dict(row) for row in op.get_bind().execute(_BEFORE).mappings()]
    op.drop_table("contact")
    contact = _new_contact()
    op.add_column("outbox", sa.Column("contact_id", sa.BigInteger(), nullable=True))
    op.add_column("outbox", _moment("not_after"))
    _fill(contact, rows)
    op.drop_column("outbox", "contact_n")


def _new_contact() -> sa.Table:
    contact = op.create_table(
        "contact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *_person(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.BigInteger(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        _moment("wanted", nullable=False),
        _moment("due", nullable=False),
        _moment("last"),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        _moment("carried_at"),
        _moment("closed_at"),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_index("ix_contact_person_id", "contact", ["person_id"])
    op.create_index("ix_contact_kind", "contact", ["kind", "about"])
    _index_where("state = 'planned'", "ix_contact_planned", ["due"])
    _index_where(
        "state IN ('planned', 'sending')", "uq_contact_open", ["person_id", "kind", "about", "nth"], unique=True
    )
    return contact


def _index_where(condition: str, name: str, columns: list[str], *, unique: bool = False) -> None:
    only = sa.text(condition)
    op.create_index(name, "contact", columns, unique=unique, postgresql_where=only, sqlite_where=only)


def _fill(contact: sa.Table, rows: list[dict[str, Any]]) -> None:
    """The rows as they were; what was not sent because nobody knows is uncertain now."""
    if rows:
        op.bulk_insert(contact, [_as_it_was(row) for row in rows])
    op.execute(_SENDING)


def _as_it_was(row: dict[str, Any]) -> dict[str, Any]:
    uncertain = row["reason"] == "uncertain"
    moments = {name: _moment_of(row[name]) for name in ("due", "closed_at")}
    return {
        "person_id": row["person_id"],
        "kind": "plan",
        "about": row["about"],
        "nth": 1,
        "chosen": False,
        "wanted": moments["due"],
        **moments,
        "state": "uncertain" if uncertain else row["state"],
        "reason": None if uncertain else row["reason"],
        "carried_at": moments["closed_at"] if uncertain or row["state"] == "sent" else None,
    }


def _moment_of(value: Any) -> datetime | None:
    """SQLite has moments as text where a query does not say that they are moments."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def downgrade() -> None:
    op.rename_table("contact", "contact_later")
    op.drop_index("ix_contact_planned", "contact_later")
    if op.get_bind().dialect.name == "postgresql":
        for constraint in ("pk_contact", _PERSON):
            op.execute(f"ALTER TABLE contact_later RENAME CONSTRAINT {constraint} TO {constraint}_later")
    op.create_table(
        "contact",
        *_person(),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        _moment("due", nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        _moment("closed_at"),
        sa.PrimaryKeyConstraint("person_id", "n", name="pk_contact"),
    )
    _index_where("state = 'planned'", "ix_contact_planned", ["due"])
    op.add_column("outbox", sa.Column("contact_n", sa.Integer(), nullable=True))
    op.execute(_BACK)
    op.drop_table("contact_later")
    op.drop_column("outbox", "not_after")
    op.drop_column("outbox", "contact_id")
