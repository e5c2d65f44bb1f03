"""The series of indices and rates that debts are computed with, each file a version of its series."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261122_0100"
down_revision: str | None = "20261122_0045"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "index_series",
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_index_series_version")),
        sa.ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"], name=op.f("fk_index_series_admin_seq_admin_facts")),
        sa.PrimaryKeyConstraint("series", "version", name=op.f("pk_index_series")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("index_series")
