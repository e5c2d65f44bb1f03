"""Who may enter, and what the body has decreed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision: str = "20261121_1201"
down_revision: str | None = "20261121_1200"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
NOW = sa.text("clock_timestamp()")
OBJECT = sa.text("'{}'::jsonb")
TEXTS = sa.text("'{}'::text[]")
TABLES = (
    "tokens",
    "sessions",
    "users",
    "policies",
    "parameter_overrides",
    "calendar_years",
    "calendar_days",
    "units",
    "idempotency",
    "context",
    "calendars",
    "admin_facts",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "admin_facts",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("data", JSONB(), server_default=OBJECT, nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_admin_facts")),
    )
    op.create_table(
        "calendars",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
    )
    op.create_table(
        "context",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("changed_at", INSTANT, server_default=NOW, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_context_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context")),
    )
    op.create_table(
        "idempotency",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request_hash", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("response", JSONB(), nullable=True),
        sa.Column("created_at", INSTANT, server_default=NOW, nullable=False),
        sa.CheckConstraint("response IS NULL OR status IS NOT NULL", name=op.f("ck_idempotency_answered")),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_created_at"), "idempotency", ["created_at"])
    op.create_table(
        "units",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", ARRAY(sa.TEXT()), server_default=TEXTS, nullable=False),
        sa.Column("calendar", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
    )
    op.create_table(
        "calendar_days",
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("decreed_on", sa.Date(), nullable=True),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ground IN ('feriado_nacional', 'feriado_estadual', 'feriado_municipal', "
            "'ponto_facultativo', 'sem_expediente')",
            name=op.f("ck_calendar_days_ground"),
        ),
        sa.CheckConstraint("kind IN ('fechado', 'fecha_cedo', 'abre_tarde')", name=op.f("ck_calendar_days_kind")),
        sa.ForeignKeyConstraint(
            ["admin_seq"], ["admin_facts.seq"], name=op.f("fk_calendar_days_admin_seq_admin_facts")
        ),
        sa.ForeignKeyConstraint(["calendar"], ["calendars.id"], name=op.f("fk_calendar_days_calendar_calendars")),
        sa.PrimaryKeyConstraint("calendar", "day", name=op.f("pk_calendar_days")),
    )
    op.create_table(
        "calendar_years",
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["admin_seq"], ["admin_facts.seq"], name=op.f("fk_calendar_years_admin_seq_admin_facts")
        ),
        sa.ForeignKeyConstraint(["calendar"], ["calendars.id"], name=op.f("fk_calendar_years_calendar_calendars")),
        sa.PrimaryKeyConstraint("calendar", "year", name=op.f("pk_calendar_years")),
    )
    op.create_table(
        "parameter_overrides",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("value", JSONB(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["admin_seq"], ["admin_facts.seq"], name=op.f("fk_parameter_overrides_admin_seq_admin_facts")
        ),
        sa.PrimaryKeyConstraint("key", "since", name=op.f("pk_parameter_overrides")),
    )
    op.create_table(
        "policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("reaches_open", sa.Boolean(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("policy IN ('decreto_literal', 'lei_7692', 'prudente')", name=op.f("ck_policies_policy")),
        sa.ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"], name=op.f("fk_policies_admin_seq_admin_facts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("since", name=op.f("uq_policies_since")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("roles", ARRAY(sa.TEXT()), server_default=TEXTS, nullable=False),
        sa.Column("parties", ARRAY(sa.TEXT()), server_default=TEXTS, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name=op.f("fk_users_unit_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )
    op.create_index("ix_users_email", "users", [sa.literal_column("lower(email)")])
    op.create_index("ix_users_roles", "users", ["roles"], postgresql_using="gin")
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, server_default=NOW, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=True),
        sa.Column("data", JSONB(), server_default=OBJECT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"])
    op.create_table(
        "tokens",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("scopes", ARRAY(sa.TEXT()), server_default=TEXTS, nullable=False),
        sa.Column("created_at", INSTANT, server_default=NOW, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("last_used", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tokens_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_tokens")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_tokens_user_id_name")),
    )
    op.execute("INSERT INTO context (id, version, cause) VALUES (1, 0, '')")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.drop_table(table)
