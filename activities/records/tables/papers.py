"""What hangs on a case: documents and where they are attached, drafts, comments, and messages waiting to go out."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, LargeBinary, text
from sqlmodel import Field

from activities.records.tables.base import Table, instant, json_object, now, one_of

NOTIFICATION_STATUSES = ("pending", "delivered", "failed")


class ContentRow(Table, table=True):
    """The bytes of documents, kept once per SHA-256."""

    __tablename__ = "contents"

    sha256: str = Field(primary_key=True)
    size: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))

    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("size = octet_length(content)", name="size"),
    )


class DocumentRow(Table, table=True):
    """A stored document. It exists before it is attached to anything."""

    __tablename__ = "documents"

    id: str = Field(primary_key=True)
    title: str
    media_type: str
    size: int
    sha256: str = Field(index=True)
    public: bool = False
    uploaded_by: str
    uploaded_at: datetime = Field(default_factory=now, sa_column=instant(now=True))

    __table_args__ = (ForeignKeyConstraint(["sha256"], ["contents.sha256"]),)


class AttachmentRow(Table, table=True):
    """A document as a case holds it. `turn_seq` is the last fact of the turn that attached it."""

    __tablename__ = "attachments"

    case_id: str = Field(primary_key=True)
    document: str = Field(primary_key=True, index=True)
    task: str | None = Field(default=None, index=True)
    title: str
    media_type: str
    size: int
    sha256: str
    public: bool = False
    attached_by: str
    attached_at: datetime = Field(sa_column=instant())
    turn_seq: int

    __table_args__ = (ForeignKeyConstraint(["case_id"], ["cases.id"]),)


class DraftRow(Table, table=True):
    """Somebody's unfinished form of a task; gone when the task is closed."""

    __tablename__ = "drafts"

    task: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    form: dict[str, Any] = Field(sa_column=json_object())
    saved_at: datetime = Field(sa_column=instant())

    __table_args__ = (ForeignKeyConstraint(["case_id"], ["cases.id"]),)


class CommentRow(Table, table=True):
    """A comment on a case or on one of its tasks. `act` is the client's id of the act that made it."""

    __tablename__ = "comments"

    case_id: str = Field(primary_key=True)
    act: str = Field(primary_key=True)
    task: str | None = Field(default=None, index=True)
    user_id: str
    text: str
    at: datetime = Field(sa_column=instant())
    turn_seq: int

    __table_args__ = (ForeignKeyConstraint(["case_id"], ["cases.id"]),)


class NotificationRow(Table, table=True):
    """A message to be delivered (the outbox). `key` makes it unique: recording it again changes nothing.

    `values` are what it tells, for another text of the body; `text_seq` the administrative fact of the text in which
    it went out, empty when that was its own.
    """

    __tablename__ = "notifications"

    key: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    kind: str
    subject: str
    body: str
    to_role: str | None = None
    to_user: str | None = None
    to_party: str | None = None
    task: str | None = None
    at: datetime = Field(sa_column=instant())
    turn_seq: int
    status: str = Field(default="pending", sa_column_kwargs={"server_default": "pending"})
    tries: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    next_try_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    delivered_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    error: str | None = None
    values: dict[str, str] = Field(default_factory=dict, sa_column=json_object())
    text_seq: int | None = None

    __table_args__ = (
        ForeignKeyConstraint(["case_id"], ["cases.id"]),
        one_of("status", NOTIFICATION_STATUSES),
        CheckConstraint("num_nonnulls(to_role, to_user, to_party) = 1", name="addressee"),
        CheckConstraint("(status = 'delivered') = (delivered_at IS NOT NULL)", name="delivered"),
        Index(
            "ix_notifications_pending",
            text("next_try_at NULLS FIRST"),
            "at",
            postgresql_where=text("status = 'pending'"),
        ),
        Index("ix_notifications_failed", "at", postgresql_where=text("status = 'failed'")),
        Index("ix_notifications_to_user", "to_user", "at", postgresql_where=text("to_user IS NOT NULL")),
        Index("ix_notifications_to_party", "to_party", "at", postgresql_where=text("to_party IS NOT NULL")),
    )
