"""The texts that the body gave its messages in place of those that cases send."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from activities.records.tables.base import Table


class MessageTextRow(Table, table=True):
    """The text of a kind of message from `since` on; without `subject` and `body`, the original again.

    The same kind and date again replaces the text.
    """

    __tablename__ = "message_texts"

    kind: str = Field(primary_key=True)
    since: date = Field(primary_key=True)
    subject: str | None = None
    body: str | None = None
    act: str
    admin_seq: int

    __table_args__ = (
        ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),
        CheckConstraint("(subject IS NULL) = (body IS NULL)", name="whole"),
    )
