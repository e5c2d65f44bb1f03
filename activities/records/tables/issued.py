"""The body's documents: their numbers, their codes, where their bytes are, and what waits to be printed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from activities.records.tables.base import Table, instant, one_of

PRINT_STATUSES = ("pending", "ready", "failed")


class DocumentNumberRow(Table, table=True):
    """The last number given to a document of a template in a year."""

    __tablename__ = "document_numbers"

    template: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int

    __table_args__ = (CheckConstraint("last > 0", name="last"),)


class IssuedRow(Table, table=True):
    """A document of the body, made of the fact with this hash: a fact that is set aside leaves its document behind.

    `number` is None for the document of a fact that was not recorded as one (a decision). `sha256` is None until its
    bytes are made, once and for good.
    """

    __tablename__ = "issued_documents"

    code: str = Field(primary_key=True)
    case_id: str
    fact_hash: str
    seq: int
    decl: str | None = None
    title: str
    template: str
    version: int
    year: int
    number: int | None = None
    issued_on: date
    public: bool = False
    sha256: str | None = None
    made_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    recorded_at: datetime = Field(sa_column=instant(now=True))

    __table_args__ = (
        ForeignKeyConstraint(["case_id"], ["cases.id"]),
        ForeignKeyConstraint(["sha256"], ["contents.sha256"]),
        UniqueConstraint("case_id", "fact_hash"),
        UniqueConstraint("template", "year", "number"),
        CheckConstraint("(sha256 IS NULL) = (made_at IS NULL)", name="made"),
        Index("ix_issued_documents_sha256", "sha256"),
    )


class PrintRow(Table, table=True):
    """Something long that somebody asked to have printed. `done` of `total` parts are ready; `key` says of what state
    of the case, so that asking twice prints once."""

    __tablename__ = "prints"

    id: str = Field(primary_key=True)
    case_id: str
    key: str
    asked_by: str
    asked_at: datetime = Field(sa_column=instant(now=True))
    status: str = Field(default="pending", sa_column_kwargs={"server_default": "pending"})
    done: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    total: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    taken_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    tries: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    sha256: str | None = None

    __table_args__ = (
        ForeignKeyConstraint(["case_id"], ["cases.id"]),
        ForeignKeyConstraint(["sha256"], ["contents.sha256"]),
        UniqueConstraint("case_id", "key", "asked_by"),
        one_of("status", PRINT_STATUSES),
        CheckConstraint("(status = 'ready') = (sha256 IS NOT NULL)", name="ready"),
        Index("ix_prints_pending", "asked_at", postgresql_where=text("status = 'pending'")),
        Index("ix_prints_sha256", "sha256"),
    )
