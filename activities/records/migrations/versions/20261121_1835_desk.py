"""What people keep on their desks: filters, days to see a task again, mentions, choices."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261121_1835"
down_revision: str | None = "20261121_1830"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
NOW = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _filters()
    _follow_ups()
    _mentions()
    op.create_table(
        "preferences",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("single_keys", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("mail_mentions", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_preferences_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name="pk_preferences"),
    )


def _filters() -> None:
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, server_default=NOW, nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name=op.f("ck_saved_filters_name")),
        sa.CheckConstraint("length(query) <= 1000", name=op.f("ck_saved_filters_query")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_saved_filters_user_id_users", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_saved_filters_unit_units", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
    )
    name = sa.text("lower(name)")
    for whose, where in (("user_id", "unit IS NULL"), ("unit", "unit IS NOT NULL")):
        op.create_index(
            f"uq_saved_filters_{whose}_name",
            "saved_filters",
            [whose, name],
            unique=True,
            postgresql_where=sa.text(where),
        )


def _follow_ups() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_follow_ups_case_id_cases"),
        sa.PrimaryKeyConstraint("user_id", "task", name="pk_follow_ups"),
    )
    op.create_index("ix_follow_ups_case_id", "follow_ups", ["case_id"])


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id", "act"],
            ["comments.case_id", "comments.act"],
            name="fk_mentions_case_id_act_comments",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", "act", "user_id", name="pk_mentions"),
    )
    op.create_index("ix_mentions_task", "mentions", ["task"])
    op.create_index("ix_mentions_user_id_at", "mentions", ["user_id", "at"])
    op.create_index("ix_mentions_unseen", "mentions", ["user_id", "at"], postgresql_where=sa.text("seen_at IS NULL"))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in ("preferences", "mentions", "follow_ups", "saved_filters"):
        op.drop_table(table)
