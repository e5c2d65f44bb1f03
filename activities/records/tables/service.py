"""What the body promises of its service, beside the law: in how many days it does an act or passes a stage."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from activities.records.tables.base import Table, one_of

PROMISE_UNITS = ("dia_util", "dia_corrido")


class ServicePromiseRow(Table, table=True):
    """A promise from `since` on. `target` is a task's declaration or, of a stage, `procedure:stage`.

    Without `amount` nothing is promised any more. `text` is how the body announces it; `decided_on` the date of the
    act. The same target and date again replaces the promise.
    """

    __tablename__ = "service_promises"

    target: str = Field(primary_key=True)
    since: date = Field(primary_key=True)
    amount: int | None = None
    unit: str
    text: str
    act: str
    decided_on: date
    admin_seq: int

    __table_args__ = (
        ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),
        one_of("unit", PROMISE_UNITS),
        CheckConstraint("amount > 0", name="amount"),
    )
