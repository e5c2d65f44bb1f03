"""The cases and what is derived from their facts: header, facts, tasks, deadlines. Only `record` writes here."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Computed, Date, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from activities.records.tables.base import Table, instant, json_list, json_object, one_of, text_list
from workflows.clock import Policy
from workflows.kernel.state import CaseStatus, DeadlineStatus, TaskStatus

OPEN_TASK = "status IN ('ready', 'reserved')"
OWED = "status IN ('aberto', 'suspenso', 'vencido')"
SUSPENDED = "status = 'suspenso'"
RECOUNTED = "kind = 'DeadlineRecounted'"
INSCRIBED = "kind = 'Inscribed'"
STARTED = "seq = 1"
CELEBRATION = "type = 'celebracao'"


def _sort_due(column: str = "due") -> Any:
    """The date to sort by: what has no date comes after everything that has one."""
    return Column(Date, Computed(f"COALESCE({column}, '9999-12-31'::date)", persisted=True), nullable=False)


class CaseRow(Table, table=True):
    """One case: its header as lists show it, the end of its chain of facts, and the fence of the last turn recorded.

    `number` is sequential per type and year of start. `next_due` is the earliest date among what the case waits for.
    `search` is `subject` and the number, lower-cased and without accents. `concerned` names who began the case, has or
    had a task of it ("u:"), the roles that tasks were asked of ("r:") and the parties ("p:"). `organizations` are those
    that it is about and that are no parties of it. `recorded_at` is the
    database's own time.
    """

    __tablename__ = "cases"

    id: str = Field(primary_key=True)
    type: str
    year: int
    number: int
    subject: str
    status: str
    stage: str
    outcome: str | None = None
    started_on: date
    started_at: datetime = Field(sa_column=instant())
    started_by: str | None = None
    ended_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    parent: str | None = None
    policy: str
    calendar: str
    parties: list[str] = Field(sa_column=text_list())
    public: dict[str, Any] = Field(sa_column=json_object())
    waits: list[dict[str, Any]] = Field(sa_column=json_list())
    events: list[str] = Field(sa_column=text_list())
    impeded: list[dict[str, Any]] = Field(sa_column=json_list())
    organizations: list[str] = Field(sa_column=text_list())
    concerned: list[str] = Field(sa_column=text_list())
    next_due: date | None = None
    sort_due: date | None = Field(default=None, sa_column=_sort_due("next_due"))
    search: str
    last_seq: int = 0
    last_hash: str
    fence_run: int
    fence_len: int
    context_version: int = 0
    recorded_at: datetime = Field(sa_column=instant(now=True))

    __table_args__ = (
        UniqueConstraint("type", "year", "number"),
        one_of("status", CaseStatus),
        one_of("policy", Policy),
        CheckConstraint("(status = 'encerrado') = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("last_seq >= 0 AND number > 0", name="counted"),
        CheckConstraint("length(last_hash) = 64", name="last_hash"),
        Index(None, "started_at", "id"),
        Index(None, "type", "started_at", "id"),
        Index(None, "sort_due", "id"),
        Index(None, "type", "status", "stage", "sort_due"),
        Index(None, "parent", postgresql_where=text("parent IS NOT NULL")),
        Index(None, "started_by"),
        Index(None, "parties", postgresql_using="gin"),
        Index(None, "organizations", postgresql_using="gin"),
        Index(None, "concerned", postgresql_using="gin"),
        Index("ix_cases_open_started_on", "started_on", postgresql_where=text("status = 'aberto'")),
        Index(None, "started_on", "type"),
        Index(
            "ix_cases_celebrated",
            text("((public -> 'instrumento') ->> 'numero')"),
            postgresql_where=text(CELEBRATION),
        ),
        Index("ix_cases_ended_at", "ended_at", "type", postgresql_where=text("ended_at IS NOT NULL")),
    )


class CaseNumberRow(Table, table=True):
    """The last case number given, per type and year."""

    __tablename__ = "case_numbers"

    type: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int


class FactRow(Table, table=True):
    """One fact of a case, chained by hash to the one before it (`activities.records.chain`)."""

    __tablename__ = "facts"

    case_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str
    at: datetime = Field(sa_column=instant())
    actor: str | None = None
    provision: str | None = None
    act: str | None = None
    data: dict[str, Any] = Field(sa_column=json_object())
    prev_hash: str
    hash: str

    __table_args__ = (
        ForeignKeyConstraint(["case_id"], ["cases.id"]),
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint("length(prev_hash) = 64 AND length(hash) = 64", name="hashes"),
        Index(
            "ix_facts_inscribed",
            text("(data ->> 'party')"),
            text("(data ->> 'register')"),
            postgresql_where=text(INSCRIBED),
        ),
        Index("ix_facts_instrument", text("(data #>> '{input,instrumento,numero}')"), postgresql_where=text(STARTED)),
        Index("ix_facts_under", text("(data #>> '{input,parceria,numero}')"), postgresql_where=text(STARTED)),
        Index("ix_facts_recounted", text("(data ->> 'deadline')"), postgresql_where=text(RECOUNTED)),
    )


class StageVisitRow(Table, table=True):
    """A stay of a case in a stage, from the fact `seq` that began it. `stage` is empty before the first one is entered.

    `left_at` is the instant of the next stage or of the end of the case, and empty while the case is there.
    """

    __tablename__ = "stage_visits"

    case_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    case_type: str
    stage: str
    entered_at: datetime = Field(sa_column=instant())
    left_at: datetime | None = Field(default=None, sa_column=instant(null=True))

    __table_args__ = (
        ForeignKeyConstraint(["case_id"], ["cases.id"]),
        Index(
            "ix_stage_visits_over",
            "left_at",
            "case_type",
            "stage",
            "entered_at",
            postgresql_where=text("left_at IS NOT NULL"),
        ),
        Index(
            "ix_stage_visits_under_way", "case_type", "stage", "entered_at", postgresql_where=text("left_at IS NULL")
        ),
    )


class FactSetAsideRow(Table, table=True):
    """A recorded fact of a turn that never became history: kept for audit, no part of the case any more.

    `by_run` and `by_len` are the fence of the turn that displaced it.
    """

    __tablename__ = "facts_set_aside"

    id: int | None = Field(default=None, primary_key=True)
    case_id: str = Field(index=True)
    seq: int
    kind: str
    at: datetime = Field(sa_column=instant())
    actor: str | None = None
    provision: str | None = None
    act: str | None = None
    data: dict[str, Any] = Field(sa_column=json_object())
    prev_hash: str
    hash: str
    set_aside_at: datetime = Field(sa_column=instant(now=True))
    why: str
    by_run: int
    by_len: int


class TaskRow(Table, table=True):
    """One task. `deadline` is its own, or else the one it is done under; `due` and `provisional` follow it while open.

    `version` counts the writes of the row. `search` is title, subjects and case number, lower-cased, without accents.
    """

    __tablename__ = "tasks"

    id: str = Field(primary_key=True)
    case_id: str
    case_type: str
    case_subject: str
    decl: str
    title: str
    role: str
    provision: str
    status: str
    party: str | None = None
    subject: str | None = None
    owner: str | None = None
    delegated_by: str | None = None
    excluded: list[dict[str, Any]] = Field(sa_column=json_list())
    offered_at: datetime = Field(sa_column=instant())
    deadline: str | None = None
    due: date | None = None
    sort_due: date | None = Field(default=None, sa_column=_sort_due())
    provisional: bool = False
    outcome: str | None = None
    closed_by: str | None = None
    closed_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    about: dict[str, Any] = Field(sa_column=json_object())
    search: str
    version: int = 1

    __table_args__ = (
        ForeignKeyConstraint(["case_id"], ["cases.id"]),
        one_of("status", TaskStatus),
        CheckConstraint(f"({OPEN_TASK}) = (closed_at IS NULL)", name="closed"),
        CheckConstraint("status <> 'reserved' OR owner IS NOT NULL", name="reserved"),
        CheckConstraint("status <> 'completed' OR outcome IS NOT NULL", name="completed"),
        Index(None, "case_id", "offered_at"),
        Index("ix_tasks_open_due", "sort_due", "id", postgresql_where=text(OPEN_TASK)),
        Index("ix_tasks_open_offered", "offered_at", "id", postgresql_where=text(OPEN_TASK)),
        Index(
            "ix_tasks_open_role",
            "role",
            "sort_due",
            "id",
            postgresql_where=text(OPEN_TASK),
            postgresql_include=["owner", "provisional", "party"],
        ),
        Index(
            "ix_tasks_free_role",
            "role",
            "sort_due",
            "id",
            postgresql_where=text(f"{OPEN_TASK} AND owner IS NULL"),
            postgresql_include=["party"],
        ),
        Index("ix_tasks_open_owner", "owner", "sort_due", "id", postgresql_where=text(OPEN_TASK)),
        Index("ix_tasks_open_delegated_by", "delegated_by", "sort_due", "id", postgresql_where=text(OPEN_TASK)),
        Index("ix_tasks_closed_by", "closed_by", "closed_at", "id", postgresql_where=text("closed_by IS NOT NULL")),
        Index("ix_tasks_open_party", "party", "sort_due", "id", postgresql_where=text(OPEN_TASK)),
        Index("ix_tasks_open_type", "case_type", "sort_due", "id", postgresql_where=text(OPEN_TASK)),
        Index("ix_tasks_open_decl", "decl", "sort_due", "id", "offered_at", postgresql_where=text(OPEN_TASK)),
        Index("ix_tasks_open_decl_offered", "decl", "offered_at", postgresql_where=text(OPEN_TASK)),
        Index(
            "ix_tasks_open_asked",
            "role",
            text("COALESCE(party, '')"),
            text("(owner IS NULL)"),
            "offered_at",
            "id",
            postgresql_where=text(OPEN_TASK),
        ),
        Index("ix_tasks_open_barring", "id", postgresql_where=text(f"{OPEN_TASK} AND excluded <> '[]'::jsonb")),
        Index("ix_tasks_done_decl", "decl", "closed_at", "offered_at", postgresql_where=text("status = 'completed'")),
    )


_COUNTED = ["case_id", "case_type", "status", "closed_at"]
"""What is asked of deadlines that are merely counted: with it in the index, the rows are left alone."""


class DeadlineRow(Table, table=True):
    """One deadline of a case. `lapses_at` is the instant after which its act is late: the end of `due` in Cuiaba."""

    __tablename__ = "deadlines"

    id: str = Field(primary_key=True)
    case_id: str
    case_type: str
    decl: str
    title: str
    provision: str
    term: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    anchor_of: str
    due: date | None = None
    sort_due: date | None = Field(default=None, sa_column=_sort_due())
    announced: date | None = None
    provisional: bool = False
    status: str
    remaining: int | None = None
    on_lapse: str
    party: str | None = None
    opened_at: datetime = Field(sa_column=instant())
    closed_at: datetime | None = Field(default=None, sa_column=instant(null=True))
    kept_because: str | None = None
    lapses_at: datetime | None = Field(default=None, sa_column=instant(null=True))

    __table_args__ = (
        ForeignKeyConstraint(["case_id"], ["cases.id"]),
        one_of("status", DeadlineStatus),
        CheckConstraint("status NOT IN ('aberto', 'vencido') OR due IS NOT NULL", name="due"),
        CheckConstraint("status NOT IN ('aberto', 'suspenso') OR closed_at IS NULL", name="closed"),
        Index(None, "case_id", "opened_at"),
        Index("ix_deadlines_owed_due", "sort_due", "id", postgresql_where=text(OWED), postgresql_include=_COUNTED),
        Index("ix_deadlines_owed_case", "case_id", "due", postgresql_where=text(OWED)),
        Index("ix_deadlines_suspended_due", "sort_due", "id", postgresql_where=text(SUSPENDED)),
        Index(None, "sort_due", "id", postgresql_include=_COUNTED),
        Index("ix_deadlines_closed_at", "closed_at", postgresql_where=text("closed_at IS NOT NULL")),
        Index("ix_deadlines_closed_decl", "decl", "closed_at", postgresql_where=text("closed_at IS NOT NULL")),
        Index("ix_deadlines_lapsing", "lapses_at", postgresql_where=text("status = 'aberto'")),
    )
