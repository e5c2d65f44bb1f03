"""Texts that the body gives its messages, and the values that fill them in."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "20261121_1920"
down_revision: str | None = "20261121_1906"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "message_texts",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("admin_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("(subject IS NULL) = (body IS NULL)", name=op.f("ck_message_texts_whole")),
        sa.ForeignKeyConstraint(
            ["admin_seq"], ["admin_facts.seq"], name=op.f("fk_message_texts_admin_seq_admin_facts")
        ),
        sa.PrimaryKeyConstraint("kind", "since", name=op.f("pk_message_texts")),
    )
    values = sa.Column("values", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False)
    op.add_column("notifications", values)
    op.add_column("notifications", sa.Column("text_seq", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_column("notifications", "text_seq")
    op.drop_column("notifications", "values")
    op.drop_table("message_texts")
