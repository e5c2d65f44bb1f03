"""Indexes that hold what lists count by: free tasks by role, deadlines by date, and the words of what was done."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261121_1900"
down_revision: str | None = "20261121_1855"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OPEN_TASK = "status IN ('ready', 'reserved')"
OWED = sa.text("status IN ('aberto', 'suspenso', 'vencido')")
COUNTED = ["case_id", "case_type", "status", "closed_at"]
BY_ROLE = ["role", "sort_due", "id"]

# As with the other texts, only where the extension pg_trgm is there.
TEXT_SEARCH = """
DO $$
BEGIN
  CREATE INDEX ix_tasks_closed_search_trgm ON tasks USING gin (search gin_trgm_ops) WHERE closed_by IS NOT NULL;
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'text search without pg_trgm: %', SQLERRM;
END $$
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index(op.f("ix_tasks_open_role"), "tasks")
    op.drop_index(op.f("ix_deadlines_owed_due"), "deadlines")
    op.drop_index(op.f("ix_deadlines_sort_due_id"), "deadlines")
    op.create_index(
        op.f("ix_tasks_open_role"),
        "tasks",
        BY_ROLE,
        postgresql_where=sa.text(OPEN_TASK),
        postgresql_include=["owner", "provisional", "party"],
    )
    op.create_index(
        op.f("ix_tasks_free_role"),
        "tasks",
        BY_ROLE,
        postgresql_where=sa.text(f"{OPEN_TASK} AND owner IS NULL"),
        postgresql_include=["party"],
    )
    op.create_index(
        op.f("ix_deadlines_owed_due"),
        "deadlines",
        ["sort_due", "id"],
        postgresql_where=OWED,
        postgresql_include=COUNTED,
    )
    op.create_index(op.f("ix_deadlines_sort_due_id"), "deadlines", ["sort_due", "id"], postgresql_include=COUNTED)
    op.execute(TEXT_SEARCH)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP INDEX IF EXISTS ix_tasks_closed_search_trgm")
    op.drop_index(op.f("ix_deadlines_sort_due_id"), "deadlines")
    op.drop_index(op.f("ix_deadlines_owed_due"), "deadlines")
    op.drop_index(op.f("ix_tasks_free_role"), "tasks")
    op.drop_index(op.f("ix_tasks_open_role"), "tasks")
    op.create_index(op.f("ix_deadlines_sort_due_id"), "deadlines", ["sort_due", "id"])
    op.create_index(op.f("ix_deadlines_owed_due"), "deadlines", ["sort_due", "id"], postgresql_where=OWED)
    op.create_index(
        op.f("ix_tasks_open_role"),
        "tasks",
        BY_ROLE,
        postgresql_where=sa.text(OPEN_TASK),
        postgresql_include=["owner", "provisional"],
    )
