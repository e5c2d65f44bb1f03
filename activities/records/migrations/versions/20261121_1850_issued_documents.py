"""Documents of the body with their numbers and codes, and what waits to be printed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261121_1850"
down_revision: str | None = "20261121_1835"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
NOW = sa.text("clock_timestamp()")
ZERO = sa.text("0")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "document_numbers",
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last > 0", name=op.f("ck_document_numbers_last")),
        sa.PrimaryKeyConstraint("template", "year", name=op.f("pk_document_numbers")),
    )
    _issued()
    _prints()


def _issued() -> None:
    op.create_table(
        "issued_documents",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("fact_hash", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("decl", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("made_at", INSTANT, nullable=True),
        sa.Column("recorded_at", INSTANT, server_default=NOW, nullable=False),
        sa.CheckConstraint("(sha256 IS NULL) = (made_at IS NULL)", name=op.f("ck_issued_documents_made")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_issued_documents_case_id_cases")),
        sa.ForeignKeyConstraint(["sha256"], ["contents.sha256"], name=op.f("fk_issued_documents_sha256_contents")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_issued_documents")),
        sa.UniqueConstraint("case_id", "fact_hash", name=op.f("uq_issued_documents_case_id_fact_hash")),
        sa.UniqueConstraint("template", "year", "number", name=op.f("uq_issued_documents_template_year_number")),
    )
    op.create_index("ix_issued_documents_sha256", "issued_documents", ["sha256"])


def _prints() -> None:
    op.create_table(
        "prints",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", INSTANT, server_default=NOW, nullable=False),
        sa.Column("status", sa.String(), server_default="pending", nullable=False),
        sa.Column("done", sa.Integer(), server_default=ZERO, nullable=False),
        sa.Column("total", sa.Integer(), server_default=ZERO, nullable=False),
        sa.Column("taken_at", INSTANT, nullable=True),
        sa.Column("tries", sa.Integer(), server_default=ZERO, nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.CheckConstraint("status IN ('pending', 'ready', 'failed')", name=op.f("ck_prints_status")),
        sa.CheckConstraint("(status = 'ready') = (sha256 IS NOT NULL)", name=op.f("ck_prints_ready")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_prints_case_id_cases")),
        sa.ForeignKeyConstraint(["sha256"], ["contents.sha256"], name=op.f("fk_prints_sha256_contents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prints")),
        sa.UniqueConstraint("case_id", "key", "asked_by", name=op.f("uq_prints_case_id_key_asked_by")),
    )
    op.create_index("ix_prints_pending", "prints", ["asked_at"], postgresql_where=sa.text("status = 'pending'"))
    op.create_index("ix_prints_sha256", "prints", ["sha256"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in ("prints", "issued_documents", "document_numbers"):
        op.drop_table(table)
