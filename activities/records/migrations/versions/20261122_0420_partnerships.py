"""Partnerships as the public list finds them, and the ways from a number to the cases that tell of it.

The rows come from the cases, by the rules of the law: `activities.records.partnerships` fills the table afterwards.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261122_0420"
down_revision: str | None = "20261122_0120"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Words are found anywhere in the text by trigrams, where the extension may be installed.
TRIGRAMS = """
DO $$ BEGIN
  CREATE INDEX ix_partnerships_search_trgm ON partnerships USING gin (search gin_trgm_ops);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'text search without pg_trgm: %', SQLERRM;
END $$
"""
BY_NUMBER = (
    ("ix_cases_celebrated", "cases", "((public -> 'instrumento') ->> 'numero')", "type = 'celebracao'"),
    ("ix_facts_instrument", "facts", "(data #>> '{input,instrumento,numero}')", "seq = 1"),
    ("ix_facts_under", "facts", "(data #>> '{input,parceria,numero}')", "seq = 1"),
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "partnerships",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "id", "party", "search")),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("since", "till", "signed_on", "last_day")),
        sa.Column("signed_in", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_partnerships")),
    )
    op.create_index(op.f("ix_partnerships_signed_on_id"), "partnerships", ["signed_on", "id"])
    op.create_index(op.f("ix_partnerships_signed_in_last_day"), "partnerships", ["signed_in", "last_day"])
    for column in ("last_day", "party", "id"):
        op.create_index(op.f(f"ix_partnerships_{column}"), "partnerships", [column])
    op.execute(TRIGRAMS)
    for name, table, number, where in BY_NUMBER:
        op.create_index(op.f(name), table, [sa.text(number)], postgresql_where=sa.text(where))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name, table, _, _ in BY_NUMBER:
        op.drop_index(op.f(name), table)
    op.drop_table("partnerships")
