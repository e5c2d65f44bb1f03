"""Who is away, and who stands in for them meanwhile."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261121_1905"
down_revision: str | None = "20261121_1900"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "absences",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("substitute", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("since <= until", name=op.f("ck_absences_order")),
        sa.CheckConstraint("user_id <> substitute", name=op.f("ck_absences_another")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_absences_user_id_users")),
        sa.ForeignKeyConstraint(["substitute"], ["users.id"], name=op.f("fk_absences_substitute_users")),
        sa.ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"], name=op.f("fk_absences_admin_seq_admin_facts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    live = sa.text("ended_at IS NULL")
    op.create_index("ix_absences_user", "absences", ["user_id", "until"], postgresql_where=live)
    op.create_index("ix_absences_substitute", "absences", ["substitute", "until"], postgresql_where=live)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("absences")
