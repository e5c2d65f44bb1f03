"""What the body has decreed: calendars, parameters, counting policy, and the record of who decreed it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, UniqueConstraint, false
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from activities.records.tables.base import Table, instant, json_object, one_of
from workflows.clock import ClosureKind, Ground, Policy


class ContextRow(Table, table=True):
    """The version of what the body has decreed: one row, raised by each change."""

    __tablename__ = "context"

    id: int = Field(default=1, primary_key=True)
    version: int = 0
    cause: str = ""
    changed_at: datetime = Field(sa_column=instant(now=True))

    __table_args__ = (CheckConstraint("id = 1", name="single"),)


class AdminFactRow(Table, table=True):
    """An administrative act on what is decreed, chained by hash like the facts of a case."""

    __tablename__ = "admin_facts"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_column=instant())
    author: str
    what: str
    act: str
    data: dict[str, Any] = Field(sa_column=json_object())
    prev_hash: str
    hash: str


class CalendarRow(Table, table=True):
    """A calendar kept here: what is decreed in it is laid over the shipped calendar `base` (itself or a parent)."""

    __tablename__ = "calendars"

    id: str = Field(primary_key=True)
    title: str
    base: str


class CalendarDayRow(Table, table=True):
    """One decreed day of a calendar, with its act. A later act on the same day replaces the earlier one."""

    __tablename__ = "calendar_days"

    calendar: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    kind: str
    ground: str
    name: str
    act: str
    decreed_on: date | None = None
    admin_seq: int

    __table_args__ = (
        ForeignKeyConstraint(["calendar"], ["calendars.id"]),
        ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),
        one_of("kind", ClosureKind),
        one_of("ground", Ground),
    )


class CalendarYearRow(Table, table=True):
    """A year whose calendar is decreed: dates counted through it are no longer provisional."""

    __tablename__ = "calendar_years"

    calendar: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    act: str
    admin_seq: int

    __table_args__ = (
        ForeignKeyConstraint(["calendar"], ["calendars.id"]),
        ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),
    )


class ParameterOverrideRow(Table, table=True):
    """A normative parameter set by a dated act. The same key and date again replaces the value.

    `reaches_open`: the act says that what is open goes by it too, from `entered_at` at the earliest.
    """

    __tablename__ = "parameter_overrides"

    key: str = Field(primary_key=True)
    since: date = Field(primary_key=True)
    value: Any = Field(sa_column=Column(JSONB, nullable=False))
    act: str
    reaches_open: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    entered_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    admin_seq: int

    __table_args__ = (ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),)


class AmendmentRow(Table, table=True):
    """A new text of a provision from a day on, by an act; `budget` is the time that it gives the deadline `decl`, or
    each that the provision gives when that is empty. The same three again replace all else."""

    __tablename__ = "norm_amendments"

    provision: str = Field(primary_key=True)
    since: date = Field(primary_key=True)
    decl: str = Field(default="", primary_key=True)
    summary: str = ""
    budget: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True))
    reaches_open: bool = False
    act: str
    admin_seq: int

    __table_args__ = (ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),)


class IndexSeriesRow(Table, table=True):
    """A version of a series of an index or rate, as its file gave it: the latest of a series is in force.

    `content` is the file itself, to the byte, and `sha256` its hash; versions are numbered from 1 and never change.
    """

    __tablename__ = "index_series"

    series: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    sha256: str
    content: bytes
    act: str
    imported_at: datetime = Field(sa_column=instant())
    admin_seq: int

    __table_args__ = (
        CheckConstraint("version > 0", name="version"),
        ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),
    )


class PersonLinkRow(Table, table=True):
    """A link keeping a person out of an organisation's matters. The same three again replace all else.

    `until` is the last day on which it does, `ended` the day on which the link itself ended, `kind` what it is.
    """

    __tablename__ = "person_links"

    user_id: str = Field(primary_key=True)
    party: str = Field(primary_key=True)
    since: date = Field(primary_key=True)
    until: date | None = None
    ended: date | None = None
    kind: str = Field(default="", sa_column_kwargs={"server_default": ""})
    provision: str | None = None
    act: str
    admin_seq: int

    __table_args__ = (
        CheckConstraint("until IS NULL OR since <= until", name="order"),
        ForeignKeyConstraint(["user_id"], ["users.id"]),
        ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),
    )


class PolicyRow(Table, table=True):
    """The counting policy from a date on. `reaches_open`: the act says that open deadlines are counted by it too."""

    __tablename__ = "policies"

    id: int | None = Field(default=None, primary_key=True)
    since: date
    policy: str
    reaches_open: bool = False
    act: str
    admin_seq: int

    __table_args__ = (
        ForeignKeyConstraint(["admin_seq"], ["admin_facts.seq"]),
        UniqueConstraint("since"),
        one_of("policy", Policy),
    )
