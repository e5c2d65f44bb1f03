"""What the body promises of its service, beside the law."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261121_1855"
down_revision: str | None = "20261121_1850"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "service_promises",
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("unit IN ('dia_util', 'dia_corrido')", name=op.f("ck_service_promises_unit")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_service_promises_amount")),
        sa.ForeignKeyConstraint(
            ["admin_seq"], ["admin_facts.seq"], name=op.f("fk_service_promises_admin_seq_admin_facts")
        ),
        sa.PrimaryKeyConstraint("target", "since", name=op.f("pk_service_promises")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("service_promises")
