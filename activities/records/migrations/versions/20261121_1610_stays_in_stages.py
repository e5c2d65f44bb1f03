"""How long cases stay in their stages, and indexes for what whoever manages counts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261121_1610"
down_revision: str | None = "20261121_1201"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
OPEN_TASK = sa.text("status IN ('ready', 'reserved')")

FROM_FACTS = """
INSERT INTO stage_visits (case_id, seq, case_type, stage, entered_at, left_at)
SELECT case_id, seq, type, stage, at, left_at FROM (
  SELECT f.case_id, f.seq, c.type, f.at,
         CASE f.kind WHEN 'CaseStarted' THEN '' WHEN 'StageEntered' THEN f.data ->> 'stage' END AS stage,
         lead(f.at) OVER (PARTITION BY f.case_id ORDER BY f.seq) AS left_at
    FROM facts f JOIN cases c ON c.id = f.case_id
   WHERE f.kind IN ('CaseStarted', 'CaseEnded') OR f.kind = 'StageEntered' AND f.data ? 'stage'
) AS steps
WHERE stage IS NOT NULL AND (stage <> '' OR left_at IS DISTINCT FROM at)
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "stage_visits",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_type", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_stage_visits_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_stage_visits")),
    )
    op.execute(FROM_FACTS)
    op.create_index(
        "ix_stage_visits_over",
        "stage_visits",
        ["left_at", "case_type", "stage", "entered_at"],
        postgresql_where=sa.text("left_at IS NOT NULL"),
    )
    op.create_index(
        "ix_stage_visits_under_way",
        "stage_visits",
        ["case_type", "stage", "entered_at"],
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_index("ix_cases_open_started_on", "cases", ["started_on"], postgresql_where=sa.text("status = 'aberto'"))
    op.create_index(op.f("ix_cases_started_on_type"), "cases", ["started_on", "type"])
    op.create_index(
        "ix_cases_ended_at", "cases", ["ended_at", "type"], postgresql_where=sa.text("ended_at IS NOT NULL")
    )
    op.create_index("ix_tasks_open_decl", "tasks", ["decl", "sort_due", "id", "offered_at"], postgresql_where=OPEN_TASK)
    op.create_index(
        "ix_deadlines_closed_at", "deadlines", ["closed_at"], postgresql_where=sa.text("closed_at IS NOT NULL")
    )
    op.create_index("ix_notifications_failed", "notifications", ["at"], postgresql_where=sa.text("status = 'failed'"))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_notifications_failed", table_name="notifications")
    op.drop_index("ix_deadlines_closed_at", table_name="deadlines")
    op.drop_index("ix_tasks_open_decl", table_name="tasks")
    for name in ("ix_cases_ended_at", "ix_cases_started_on_type", "ix_cases_open_started_on"):
        op.drop_index(name, table_name="cases")
    op.drop_table("stage_visits")
