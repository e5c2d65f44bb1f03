"""Whether a parameter's act reaches what is open, and provisions amended by acts entered here."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "20261122_0120"
down_revision: str | None = "20261122_0100"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "parameter_overrides", sa.Column("reaches_open", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("parameter_overrides", sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "norm_amendments",
        sa.Column("provision", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("decl", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("budget", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("reaches_open", sa.Boolean(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["admin_seq"], ["admin_facts.seq"], name=op.f("fk_norm_amendments_admin_seq_admin_facts")
        ),
        sa.PrimaryKeyConstraint("provision", "since", "decl", name=op.f("pk_norm_amendments")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("norm_amendments")
    op.drop_column("parameter_overrides", "entered_at")
    op.drop_column("parameter_overrides", "reaches_open")
