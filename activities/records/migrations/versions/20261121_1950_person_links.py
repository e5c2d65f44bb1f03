"""Which persons take no part in the matters of which organisations, until when, by which act."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261121_1950"
down_revision: str | None = "20261121_1940"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "person_links",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("until IS NULL OR since <= until", name=op.f("ck_person_links_order")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_person_links_user_id_users")),
        sa.ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"], name=op.f("fk_person_links_admin_seq_admin_facts")),
        sa.PrimaryKeyConstraint("user_id", "party", "since", name=op.f("pk_person_links")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("person_links")
