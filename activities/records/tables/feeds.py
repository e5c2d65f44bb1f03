"""Addresses at which a calendar reads deadlines without signing in. The secret in each comes hashed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from activities.records.tables.base import Table, instant, now, one_of


class FeedKind(StrEnum):
    """Of whom the deadlines are: the person, a unit of the body, one case, an organisation answered for."""

    PERSON = "pessoa"
    UNIT = "unidade"
    CASE = "processo"
    PARTY = "organizacao"


class FeedRow(Table, table=True):
    """One address of `user_id`, who sees through it what they may see when it is read. `hash` is of its secret.

    `target` is the id of the unit, case or organisation. A revoked address is kept, so that its owner sees that it is.
    """

    __tablename__ = "feeds"

    id: str = Field(primary_key=True)
    hash: str
    user_id: str
    kind: str
    target: str | None = None
    created_at: datetime = Field(default_factory=now, sa_column=instant(now=True))
    last_used: datetime | None = Field(default=None, sa_column=instant(null=True))
    revoked_at: datetime | None = Field(default=None, sa_column=instant(null=True))

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        UniqueConstraint("hash"),
        one_of("kind", FeedKind),
        CheckConstraint("length(hash) = 64", name="hash"),
        CheckConstraint("(kind = 'pessoa') = (target IS NULL)", name="target"),
        Index(None, "user_id", "created_at"),
    )
