"""How many there are of what the panel counts: kept by triggers on the rows themselves, so that nobody forgets to.

Each statement that writes tasks or deadlines adds a row per group that it changed, and writes over none: two writers
never wait for each other. The sum of a group's rows is its count. `settled` rows are sums made by
`activities.records.tallies.add_up`.
"""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, text
from sqlmodel import Field

from activities.records.tables.base import Table


def _sum() -> Any:
    return Column(BigInteger, nullable=False)


def _settled() -> Any:
    return Column(Boolean, nullable=False, server_default=text("false"))


class TaskTallyRow(Table, table=True):
    """Open tasks by what is asked (`decl`), of which role, due when. `free`: with nobody. `offered_s`: seconds of the
    epoch at which they were offered, added."""

    __tablename__ = "task_tallies"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True))
    decl: str
    role: str
    day: date
    open: int = Field(sa_column=_sum())
    free: int = Field(sa_column=_sum())
    offered_s: int = Field(sa_column=_sum())
    settled: bool = Field(sa_column=_settled())

    __table_args__ = (Index("ix_task_tallies_new", "id", postgresql_where=text("NOT settled")),)


class AskedTallyRow(Table, table=True):
    """Open tasks by whom they are asked of: role, party (empty: none in particular), and whether they are `free`."""

    __tablename__ = "asked_tallies"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True))
    role: str
    party: str
    free: bool
    open: int = Field(sa_column=_sum())
    settled: bool = Field(sa_column=_settled())

    __table_args__ = (Index("ix_asked_tallies_new", "id", postgresql_where=text("NOT settled")),)


class DueTallyRow(Table, table=True):
    """Deadlines that ask for an act, by whom they bind, whether their clock stands still, and their day."""

    __tablename__ = "due_tallies"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True))
    binds: str
    suspended: bool
    day: date
    open: int = Field(sa_column=_sum())
    provisional: int = Field(sa_column=_sum())
    settled: bool = Field(sa_column=_settled())

    __table_args__ = (Index("ix_due_tallies_new", "id", postgresql_where=text("NOT settled")),)


class UseTallyRow(Table, table=True):
    """Deadlines met or lapsed for good, by declaration, budget, legal day of the end and continuous days used."""

    __tablename__ = "use_tallies"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True))
    decl: str
    type: str
    amount: int
    unit: str
    used: int
    day: date
    ended: int = Field(sa_column=_sum())
    met: int = Field(sa_column=_sum())
    settled: bool = Field(sa_column=_settled())

    __table_args__ = (
        Index("ix_use_tallies_new", "id", postgresql_where=text("NOT settled")),
        Index(None, "day"),
    )
