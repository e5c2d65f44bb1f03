"""What is entered in a register is found by whom it is about."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261121_1906"
down_revision: str | None = "20261121_1905"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """An index over the facts that enter something in a register."""
    op.create_index(
        "ix_facts_inscribed", "facts", [sa.text("(data ->> 'party')"), sa.text("(data ->> 'register')")],
        postgresql_where=sa.text("kind = 'Inscribed'"),
    )  # fmt: skip


def downgrade() -> None:
    """Without it."""
    op.drop_index("ix_facts_inscribed", table_name="facts")
