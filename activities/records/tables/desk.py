"""What people keep on their desks: filters by name, days on which to see a task again, what mentions them, choices."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, func, text
from sqlmodel import Field, col

from activities.records.tables.base import Table, instant, now


class SavedFilterRow(Table, table=True):
    """A list of tasks under a name: `query` is what follows the question mark of its address.

    With `unit`, everybody of the unit has it; `user_id` is whoever kept it.
    """

    __tablename__ = "saved_filters"

    id: str = Field(primary_key=True)
    user_id: str
    unit: str | None = None
    name: str
    query: str
    created_at: datetime = Field(default_factory=now, sa_column=instant(now=True))

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["unit"], ["units.id"], ondelete="CASCADE"),
        CheckConstraint("length(name) BETWEEN 1 AND 60", name="name"),
        CheckConstraint("length(query) <= 1000", name="query"),
    )


for _whose, _where in (("user_id", "unit IS NULL"), ("unit", "unit IS NOT NULL")):
    Index(
        f"uq_saved_filters_{_whose}_name",
        col(getattr(SavedFilterRow, _whose)),
        func.lower(col(SavedFilterRow.name)),
        unique=True,
        postgresql_where=text(_where),
    )


class FollowUpRow(Table, table=True):
    """The day (`until`, a legal date) on which whoever has a task wants to see it again, and why. A paper, not a fact.

    It counts only while the task is open and with the same person.
    """

    __tablename__ = "follow_ups"

    user_id: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    until: date
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})
    set_at: datetime = Field(sa_column=instant())

    __table_args__ = (ForeignKeyConstraint(["case_id"], ["cases.id"]),)


class MentionRow(Table, table=True):
    """Somebody whom a comment mentions; `seen_at` is when they said that they had seen it. Gone with the comment."""

    __tablename__ = "mentions"

    case_id: str = Field(primary_key=True)
    act: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    task: str | None = Field(default=None, index=True)
    at: datetime = Field(sa_column=instant())
    seen_at: datetime | None = Field(default=None, sa_column=instant(null=True))

    __table_args__ = (
        ForeignKeyConstraint(["case_id", "act"], ["comments.case_id", "comments.act"], ondelete="CASCADE"),
        Index(None, "user_id", "at"),
        Index("ix_mentions_unseen", "user_id", "at", postgresql_where=text("seen_at IS NULL")),
    )


class PreferencesRow(Table, table=True):
    """What a person chose: keys that act alone on the desk, and messages by e-mail when they are mentioned."""

    __tablename__ = "preferences"

    user_id: str = Field(primary_key=True)
    single_keys: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    mail_mentions: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})

    __table_args__ = (ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),)
