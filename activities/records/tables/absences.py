"""Who is away, and who stands in for them meanwhile."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field

from activities.records.tables.base import Table, instant


class AbsenceRow(Table, table=True):
    """An absence from `since` to `until`, legal dates, both included. Ended early, it covers nothing any more.

    `reason` is nobody's but the person's, of whoever entered it and of those who manage: the administrative record does
    not hold it.
    """

    __tablename__ = "absences"

    id: str = Field(primary_key=True)
    user_id: str
    substitute: str
    since: date
    until: date
    reason: str
    entered_by: str
    entered_at: datetime = Field(sa_column=instant())
    ended_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    admin_seq: int

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["users.id"]),
        ForeignKeyConstraint(["substitute"], ["users.id"]),
        ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),
        CheckConstraint("since <= until", name="order"),
        CheckConstraint("user_id <> substitute", name="another"),
        Index("ix_absences_user", "user_id", "until", postgresql_where=text("ended_at IS NULL")),
        Index("ix_absences_substitute", "substitute", "until", postgresql_where=text("ended_at IS NULL")),
    )
