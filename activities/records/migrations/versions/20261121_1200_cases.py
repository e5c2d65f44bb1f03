"""Cases and what is derived from their facts: tasks, deadlines, and the papers that hang on them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision: str = "20261121_1200"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
NOW = sa.text("clock_timestamp()")
OBJECT = sa.text("'{}'::jsonb")
LIST = sa.text("'[]'::jsonb")
TEXTS = sa.text("'{}'::text[]")
OPEN_TASK = sa.text("status IN ('ready', 'reserved')")
OWED = sa.text("status IN ('aberto', 'suspenso', 'vencido')")
TABLES = (
    "tasks",
    "notifications",
    "facts",
    "drafts",
    "documents",
    "deadlines",
    "comments",
    "attachments",
    "facts_set_aside",
    "contents",
    "cases",
    "case_numbers",
)

# Text search works without the extension, by reading the open rows; with it, by index.
TEXT_SEARCH = """
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX ix_cases_search_trgm ON cases USING gin (search gin_trgm_ops);
  CREATE INDEX ix_tasks_search_trgm ON tasks USING gin (search gin_trgm_ops) WHERE status IN ('ready', 'reserved');
EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN
  RAISE NOTICE 'text search without pg_trgm: %', SQLERRM;
END $$
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "case_numbers",
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("type", "year", name=op.f("pk_case_numbers")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("started_by", sa.String(), nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("parties", ARRAY(sa.TEXT()), server_default=TEXTS, nullable=False),
        sa.Column("public", JSONB(), server_default=OBJECT, nullable=False),
        sa.Column("waits", JSONB(), server_default=LIST, nullable=False),
        sa.Column("events", ARRAY(sa.TEXT()), server_default=TEXTS, nullable=False),
        sa.Column("impeded", JSONB(), server_default=LIST, nullable=False),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column(
            "sort_due", sa.Date(), sa.Computed("COALESCE(next_due, '9999-12-31'::date)", persisted=True), nullable=False
        ),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(), nullable=False),
        sa.Column("fence_run", sa.Integer(), nullable=False),
        sa.Column("fence_len", sa.Integer(), nullable=False),
        sa.Column("context_version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", INSTANT, server_default=NOW, nullable=False),
        sa.CheckConstraint("(status = 'encerrado') = (ended_at IS NOT NULL)", name=op.f("ck_cases_ended")),
        sa.CheckConstraint("policy IN ('decreto_literal', 'lei_7692', 'prudente')", name=op.f("ck_cases_policy")),
        sa.CheckConstraint("status IN ('aberto', 'encerrado')", name=op.f("ck_cases_status")),
        sa.CheckConstraint("last_seq >= 0 AND number > 0", name=op.f("ck_cases_counted")),
        sa.CheckConstraint("length(last_hash) = 64", name=op.f("ck_cases_last_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("type", "year", "number", name=op.f("uq_cases_type_year_number")),
    )
    op.create_index(op.f("ix_cases_sort_due_id"), "cases", ["sort_due", "id"])
    op.create_index(op.f("ix_cases_parent"), "cases", ["parent"], postgresql_where=sa.text("parent IS NOT NULL"))
    op.create_index(op.f("ix_cases_parties"), "cases", ["parties"], postgresql_using="gin")
    op.create_index(op.f("ix_cases_started_at_id"), "cases", ["started_at", "id"])
    op.create_index(op.f("ix_cases_started_by"), "cases", ["started_by"])
    op.create_index(op.f("ix_cases_type_started_at_id"), "cases", ["type", "started_at", "id"])
    op.create_index(op.f("ix_cases_type_status_stage_sort_due"), "cases", ["type", "status", "stage", "sort_due"])
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_contents_sha256")),
        sa.CheckConstraint("size = octet_length(content)", name=op.f("ck_contents_size")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_contents")),
    )
    op.create_table(
        "facts_set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("provision", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=True),
        sa.Column("data", JSONB(), server_default=OBJECT, nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("set_aside_at", INSTANT, server_default=NOW, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by_run", sa.Integer(), nullable=False),
        sa.Column("by_len", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts_set_aside")),
    )
    op.create_index(op.f("ix_facts_set_aside_case_id"), "facts_set_aside", ["case_id"])
    op.create_table(
        "attachments",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("attached_by", sa.String(), nullable=False),
        sa.Column("attached_at", INSTANT, nullable=False),
        sa.Column("turn_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_attachments_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "document", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_document"), "attachments", ["document"])
    op.create_index(op.f("ix_attachments_task"), "attachments", ["task"])
    op.create_table(
        "comments",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=True),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("turn_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_comments_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "act", name=op.f("pk_comments")),
    )
    op.create_index(op.f("ix_comments_task"), "comments", ["task"])
    op.create_table(
        "deadlines",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("case_type", sa.String(), nullable=False),
        sa.Column("decl", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("provision", sa.String(), nullable=False),
        sa.Column("term", JSONB(), nullable=False),
        sa.Column("anchor_of", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "sort_due", sa.Date(), sa.Computed("COALESCE(due, '9999-12-31'::date)", persisted=True), nullable=False
        ),
        sa.Column("announced", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("remaining", sa.Integer(), nullable=True),
        sa.Column("on_lapse", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("kept_because", sa.String(), nullable=True),
        sa.Column("lapses_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "status IN ('aberto', 'suspenso', 'vencido', 'cumprido', 'cumprido-em-atraso', 'cancelado')",
            name=op.f("ck_deadlines_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('aberto', 'suspenso') OR closed_at IS NULL", name=op.f("ck_deadlines_closed")
        ),
        sa.CheckConstraint("status NOT IN ('aberto', 'vencido') OR due IS NOT NULL", name=op.f("ck_deadlines_due")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_deadlines_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    op.create_index(op.f("ix_deadlines_case_id_opened_at"), "deadlines", ["case_id", "opened_at"])
    op.create_index("ix_deadlines_owed_case", "deadlines", ["case_id", "due"], postgresql_where=OWED)
    op.create_index("ix_deadlines_owed_due", "deadlines", ["sort_due", "id"], postgresql_where=OWED)
    op.create_index(op.f("ix_deadlines_sort_due_id"), "deadlines", ["sort_due", "id"])
    op.create_table(
        "documents",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("uploaded_by", sa.String(), nullable=False),
        sa.Column("uploaded_at", INSTANT, server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["contents.sha256"], name=op.f("fk_documents_sha256_contents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_sha256"), "documents", ["sha256"])
    op.create_table(
        "drafts",
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("form", JSONB(), server_default=OBJECT, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_drafts_case_id_cases")),
        sa.PrimaryKeyConstraint("task", "user_id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_case_id"), "drafts", ["case_id"])
    op.create_table(
        "facts",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("provision", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=True),
        sa.Column("data", JSONB(), server_default=OBJECT, nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("length(prev_hash) = 64 AND length(hash) = 64", name=op.f("ck_facts_hashes")),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_facts_seq")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_facts_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_facts")),
    )
    op.create_table(
        "notifications",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("to_role", sa.String(), nullable=True),
        sa.Column("to_user", sa.String(), nullable=True),
        sa.Column("to_party", sa.String(), nullable=True),
        sa.Column("task", sa.String(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("turn_seq", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), server_default="pending", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=True),
        sa.Column("delivered_at", INSTANT, nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(status = 'delivered') = (delivered_at IS NOT NULL)", name=op.f("ck_notifications_delivered")
        ),
        sa.CheckConstraint("status IN ('pending', 'delivered', 'failed')", name=op.f("ck_notifications_status")),
        sa.CheckConstraint("num_nonnulls(to_role, to_user, to_party) = 1", name=op.f("ck_notifications_addressee")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notifications_case_id_cases")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_notifications")),
    )
    op.create_index(op.f("ix_notifications_case_id"), "notifications", ["case_id"])
    op.create_index(
        "ix_notifications_pending",
        "notifications",
        [sa.literal_column("next_try_at NULLS FIRST"), "at"],
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        "ix_notifications_to_user", "notifications", ["to_user", "at"], postgresql_where=sa.text("to_user IS NOT NULL")
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("case_type", sa.String(), nullable=False),
        sa.Column("case_subject", sa.String(), nullable=False),
        sa.Column("decl", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("provision", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("delegated_by", sa.String(), nullable=True),
        sa.Column("excluded", JSONB(), server_default=LIST, nullable=False),
        sa.Column("offered_at", INSTANT, nullable=False),
        sa.Column("deadline", sa.String(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "sort_due", sa.Date(), sa.Computed("COALESCE(due, '9999-12-31'::date)", persisted=True), nullable=False
        ),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("about", JSONB(), server_default=OBJECT, nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status IN ('ready', 'reserved')) = (closed_at IS NULL)", name=op.f("ck_tasks_closed")),
        sa.CheckConstraint("status <> 'completed' OR outcome IS NOT NULL", name=op.f("ck_tasks_completed")),
        sa.CheckConstraint("status <> 'reserved' OR owner IS NOT NULL", name=op.f("ck_tasks_reserved")),
        sa.CheckConstraint(
            "status IN ('ready', 'reserved', 'completed', 'skipped', 'withdrawn')", name=op.f("ck_tasks_status")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tasks_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_case_id_offered_at"), "tasks", ["case_id", "offered_at"])
    op.create_index("ix_tasks_open_due", "tasks", ["sort_due", "id"], postgresql_where=OPEN_TASK)
    op.create_index("ix_tasks_open_offered", "tasks", ["offered_at", "id"], postgresql_where=OPEN_TASK)
    op.create_index("ix_tasks_open_owner", "tasks", ["owner", "sort_due", "id"], postgresql_where=OPEN_TASK)
    op.create_index("ix_tasks_open_party", "tasks", ["party", "sort_due", "id"], postgresql_where=OPEN_TASK)
    op.create_index(
        "ix_tasks_open_role",
        "tasks",
        ["role", "sort_due", "id"],
        postgresql_where=OPEN_TASK,
        postgresql_include=["owner", "provisional"],
    )
    op.create_index("ix_tasks_open_type", "tasks", ["case_type", "sort_due", "id"], postgresql_where=OPEN_TASK)
    op.execute(TEXT_SEARCH)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.drop_table(table)
