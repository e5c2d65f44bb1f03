"""Lists that cost the same at any size: whom a case concerns, and indexes for what was delegated, done, suspended or
counted again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "20261121_1830"
down_revision: str | None = "20261121_1815"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OPEN_TASK = sa.text("status IN ('ready', 'reserved')")

# As `activities.records.statements` keeps it up from here on.
CONCERNED = """
UPDATE cases SET concerned = ARRAY(
  SELECT 'u:' || cases.started_by WHERE cases.started_by IS NOT NULL
   UNION SELECT 'p:' || party FROM unnest(cases.parties) AS party
   UNION SELECT one FROM tasks, LATERAL (VALUES ('r:' || role), ('u:' || owner), ('u:' || closed_by)) AS to_ (one)
    WHERE tasks.case_id = cases.id AND one IS NOT NULL
   ORDER BY 1)
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "cases",
        sa.Column("concerned", postgresql.ARRAY(sa.TEXT()), server_default=sa.text("'{}'::text[]"), nullable=False),
    )
    op.execute(CONCERNED)
    op.create_index(op.f("ix_cases_concerned"), "cases", ["concerned"], postgresql_using="gin")
    op.create_index(
        op.f("ix_tasks_open_delegated_by"), "tasks", ["delegated_by", "sort_due", "id"], postgresql_where=OPEN_TASK
    )
    op.create_index(
        op.f("ix_tasks_closed_by"),
        "tasks",
        ["closed_by", "closed_at", "id"],
        postgresql_where=sa.text("closed_by IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_deadlines_suspended_due"),
        "deadlines",
        ["sort_due", "id"],
        postgresql_where=sa.text("status = 'suspenso'"),
    )
    op.create_index(
        op.f("ix_facts_recounted"),
        "facts",
        [sa.text("(data ->> 'deadline')")],
        postgresql_where=sa.text("kind = 'DeadlineRecounted'"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index(op.f("ix_facts_recounted"), "facts")
    op.drop_index(op.f("ix_deadlines_suspended_due"), "deadlines")
    op.drop_index(op.f("ix_tasks_closed_by"), "tasks")
    op.drop_index(op.f("ix_tasks_open_delegated_by"), "tasks")
    op.drop_index(op.f("ix_cases_concerned"), "cases")
    op.drop_column("cases", "concerned")
