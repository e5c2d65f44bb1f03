"""Organisations by name, who answers for them, and what was told them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261121_1815"
down_revision: str | None = "20261121_1640"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
TOLD = sa.text("to_party IS NOT NULL")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "organizations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cnpj", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("known_as", sa.String(), nullable=True),
        sa.Column("created_at", INSTANT, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("cnpj ~ '^[0-9A-Z]{12}[0-9]{2}$'", name=op.f("ck_organizations_cnpj")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("cnpj", name=op.f("uq_organizations_cnpj")),
    )
    op.create_index("ix_users_parties", "users", ["parties"], postgresql_using="gin")
    op.create_index("ix_notifications_to_party", "notifications", ["to_party", "at"], postgresql_where=TOLD)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_notifications_to_party", table_name="notifications")
    op.drop_index("ix_users_parties", table_name="users")
    op.drop_table("organizations")
