"""Which organisations a case is about, and what a link between a person and an organisation is."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "20261121_2140"
down_revision: str | None = "20261121_1950"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    empty = sa.text("'{}'::text[]")
    op.add_column(
        "cases", sa.Column("organizations", postgresql.ARRAY(sa.TEXT()), server_default=empty, nullable=False)
    )
    op.create_index(op.f("ix_cases_organizations"), "cases", ["organizations"], postgresql_using="gin")
    op.add_column("person_links", sa.Column("ended", sa.Date(), nullable=True))
    op.add_column("person_links", sa.Column("kind", sa.String(), server_default="", nullable=False))
    op.add_column("person_links", sa.Column("provision", sa.String(), nullable=True))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for column in ("provision", "kind", "ended"):
        op.drop_column("person_links", column)
    op.drop_index(op.f("ix_cases_organizations"), "cases")
    op.drop_column("cases", "organizations")
