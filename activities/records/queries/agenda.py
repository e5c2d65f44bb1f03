"""Deadlines as a calendar: those of somebody, by how they stand, by month, and with how often each was changed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Date,
    and_,
    column,
    func,
    literal,
    literal_column,
    or_,
    true,
    union_all,
)
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.deadlines import ASKS, SORTS
from activities.records.queries.paging import MOST, Page, bounded, countable, page_of
from activities.records.queries.viewer import Viewer, sees_case
from activities.records.queries.views import DeadlineView, View
from activities.records.tables import CaseRow, DeadlineRow, FactRow
from activities.records.tables.cases import OWED, RECOUNTED, SUSPENDED
from activities.records.words import fold
from workflows.clock import Binds, Nature
from workflows.kernel.state import DeadlineStatus, FactKind

CHANGES = (
    FactKind.DEADLINE_SUSPENDED,
    FactKind.DEADLINE_RESUMED,
    FactKind.DEADLINE_EXTENDED,
    FactKind.DEADLINE_RECOUNTED,
    FactKind.DEADLINE_LAPSED,
    FactKind.DEADLINE_MET,
    FactKind.DEADLINE_CANCELLED,
)
"""The facts after which a deadline is not what it was."""
MOST_DUE = 200
"""Deadlines are counted no further: one more than this says that there are more. Each is a look at its case."""
MOST_IN_A_DAY = 30
"""Of a day, deadlines are counted no further."""
_id, _case, _closed = col(DeadlineRow.id), col(DeadlineRow.case_id), col(DeadlineRow.closed_at)
_due, _status = col(DeadlineRow.sort_due), col(DeadlineRow.status)
_OPEN: ColumnElement[bool] = literal_column(f"(deadlines.{OWED} AND deadlines.closed_at IS NULL)", Boolean)
_ASKS: ColumnElement[bool] = literal_column(f"({ASKS})", Boolean)
_MET = _status.in_([DeadlineStatus.MET.value, DeadlineStatus.MET_LATE.value])


class Standing(StrEnum):
    """How deadlines stand: still open, open with the date over, suspended, open and counted again, or any way at all
    but cancelled."""

    OPEN = "em-curso"
    OVERDUE = "vencidos"
    SUSPENDED = "suspensos"
    RECOUNTED = "recontados"
    ANY = "todos"


class Reach(BaseModel):
    """Whom deadlines concern, any of: who began the case or has or had a task of it, roles of which a task of it was
    asked, organisations that are its parties. Whom nothing concerns sees nothing."""

    model_config = ConfigDict(frozen=True)

    user: str | None = None
    roles: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


class AgendaFilter(BaseModel):
    """Which deadlines. `type` is of procedure; `due_from` and `due_until` are legal dates, both included, and leave out
    what has no date. `q` is looked for in the subject and number of the case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    standing: Standing = Standing.OPEN
    reach: Reach | None = None
    type: str | None = None
    case: str | None = None
    nature: Nature | None = None
    binds: Binds | None = None
    due_from: date | None = None
    due_until: date | None = None
    q: str | None = None


class DayOf(View):
    """A day's deadlines, of which the first are here; `total` in all, counted up to `MOST_IN_A_DAY`."""

    total: int
    deadlines: tuple[DeadlineView, ...]


class Tally(View):
    """How deadlines stand on a day: all, met, due that day, due before it and still asked for, due after it.

    When `total` is more than `MOST_DUE`, the others are of those counted only.
    """

    total: int
    met: int
    today: int
    late: int
    ahead: int


class Revision(View):
    """How often a deadline was changed after it was set, and when it last was."""

    sequence: int
    at: datetime


async def list_agenda(
    session: AsyncSession,
    viewer: Viewer,
    wanted: AgendaFilter,
    *,
    today: date,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[DeadlineView]:
    """Deadlines that `viewer` may see, by date. Raises ValueError for an unknown cursor or a limit beyond 1 to 1000."""
    order = SORTS["due"]
    statement = select(DeadlineRow).where(*_conditions(viewer, wanted, today)).order_by(*order.order())
    if cursor is not None:
        statement = statement.where(order.beyond(cursor))
    rows = (await session.exec(statement.limit(bounded(limit) + 1))).all()
    return page_of(rows, limit, DeadlineView.model_validate, order)


async def count_agenda(session: AsyncSession, viewer: Viewer, wanted: AgendaFilter, *, today: date) -> int:
    """How many deadlines `list_agenda` would list; one more than `MOST_DUE` when they are more than that."""
    # The earliest: which are counted does not matter, but that they are found where they lie together does.
    rows = select(DeadlineRow.id).where(*_conditions(viewer, wanted, today)).order_by(_due)
    return (await session.exec(select(func.count()).select_from(countable(rows, MOST_DUE)))).one()


async def tally(session: AsyncSession, viewer: Viewer, wanted: AgendaFilter, *, today: date) -> Tally:
    """How the deadlines of `wanted` stand on `today`."""
    rows = countable(
        select(
            _MET.label("met"),
            and_(_OPEN, _due == today).label("today"),
            and_(_ASKS, _due < today).label("late"),
            and_(_OPEN, _due > today).label("ahead"),
        )
        .where(*_conditions(viewer, wanted, today))
        .order_by(_due),
        MOST_DUE,
    )
    parts = {name: func.count().filter(rows.c[name]).label(name) for name in ("met", "today", "late", "ahead")}
    row: Any = (await session.exec(select(func.count().label("total"), *parts.values()).select_from(rows))).one()
    return Tally.model_validate(row)


async def by_day(
    session: AsyncSession, viewer: Viewer, wanted: AgendaFilter, *, today: date, most: int
) -> dict[date, DayOf]:
    """The deadlines of `wanted` by their date, at most `most` of each day, those still open first.

    `wanted` says from which day until which. Each day is looked up by itself: a month costs the same, however busy.
    """
    assert wanted.due_from is not None
    assert wanted.due_until is not None
    days = [wanted.due_from + timedelta(days=n) for n in range((wanted.due_until - wanted.due_from).days + 1)]
    any_day = wanted.model_copy(update={"due_from": None, "due_until": None})
    unnested: Any = func.unnest(literal(days, ARRAY(Date)))
    each = unnested.table_valued(column("day", Date), name="days").render_derived()
    here = (_due == each.c.day, *_conditions(viewer, any_day, today))
    first = union_all(
        *(
            select(literal(rank).label("rank"), _id).where(*here, kind).order_by(_id).limit(most).correlate(each)
            for rank, kind in enumerate((_closed.is_(None), _closed.is_not(None)))
        )
    ).subquery("first")
    shown = select(first.c.rank, first.c.id).order_by(first.c.rank, first.c.id).limit(most).lateral("shown")
    counted = select(func.count().label("total")).select_from(
        select(_id).where(*here).limit(MOST_IN_A_DAY).correlate(each).subquery()
    )
    total = counted.lateral("total")
    statement = (
        select(DeadlineRow, total.c.total)
        .select_from(each)
        .join(shown, true())
        .join(total, true())
        .join(DeadlineRow, _id == shown.c.id)
        .order_by(_due, shown.c.rank, _id)
    )
    found: dict[date, list[DeadlineView]] = {}
    totals: dict[date, int] = {}
    for row, all_of_day in (await session.exec(statement)).all():
        assert row.sort_due is not None, "it is computed by the database"
        found.setdefault(row.sort_due, []).append(DeadlineView.model_validate(row))
        totals[row.sort_due] = all_of_day
    return {at: DayOf(total=totals[at], deadlines=tuple(rows)) for at, rows in found.items()}


async def feed_deadlines(
    session: AsyncSession, viewer: Viewer, reach: Reach | None, case: str | None, *, since: date
) -> tuple[DeadlineView, ...]:
    """What a calendar is told: every dated deadline still open, and of the others those due from `since` on, cancelled
    ones too. The latest thousand, latest first. Of organisations, what only another party of the case owes is left out.
    """
    dated = col(DeadlineRow.due).is_not(None)
    conditions = [dated, or_(_due >= since, _OPEN), *_of(viewer, AgendaFilter(reach=reach, case=case))]
    if reach is not None and reach.parties:
        conditions.append(or_(col(DeadlineRow.party).is_(None), col(DeadlineRow.party).in_(reach.parties)))
    order = SORTS["-due"].order()
    rows = (await session.exec(select(DeadlineRow).where(*conditions).order_by(*order).limit(MOST))).all()
    return tuple(DeadlineView.model_validate(row) for row in rows)


async def revisions(session: AsyncSession, deadlines: Iterable[tuple[str, str]]) -> dict[str, Revision]:
    """By id, of the (case, deadline) asked for; those never changed are left out."""
    asked = list(deadlines)
    named = col(FactRow.data)["deadline"].astext
    statement = (
        select(named, func.count(), func.max(FactRow.at))
        .where(
            col(FactRow.case_id).in_({case for case, _ in asked}),
            col(FactRow.kind).in_([kind.value for kind in CHANGES]),
            named.in_([deadline for _, deadline in asked]),
        )
        .group_by(named)
    )
    return {id: Revision(sequence=times, at=at) for id, times, at in (await session.exec(statement)).all()}


async def case_labels(session: AsyncSession, case_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Type and number ("17/2026") by case id. Ask only for cases that whoever looks may see."""
    statement = select(CaseRow.id, CaseRow.type, CaseRow.number, CaseRow.year)
    rows = (await session.exec(statement.where(col(CaseRow.id).in_(sorted(set(case_ids)))))).all()
    return {id: (type, f"{number}/{year}") for id, type, number, year in rows}


def _conditions(viewer: Viewer, wanted: AgendaFilter, today: date) -> list[ColumnElement[bool]]:
    """For WHERE on deadlines."""
    found = [*_standing(wanted.standing, today), *_of(viewer, wanted)]
    if wanted.type is not None:
        found.append(col(DeadlineRow.case_type) == wanted.type)
    if wanted.nature is not None:
        found.append(col(DeadlineRow.term)["nature"].astext == wanted.nature.value)
    if wanted.binds is not None:
        found.append(col(DeadlineRow.term)["binds"].astext == wanted.binds.value)
    if wanted.due_from is not None:
        found.append(_due >= wanted.due_from)
    if wanted.due_until is not None:
        found.append(_due <= wanted.due_until)
    if wanted.due_from is not None and wanted.due_until is None:
        found.append(col(DeadlineRow.due).is_not(None))
    return found


def _standing(standing: Standing, today: date) -> list[ColumnElement[bool]]:
    """Values that indexes are made for are written out, not bound."""
    match standing:
        case Standing.OPEN:
            return [_OPEN]
        case Standing.OVERDUE:
            return [_ASKS, _due < today]
        case Standing.SUSPENDED:
            return [literal_column(f"deadlines.{SUSPENDED}", Boolean)]
        case Standing.RECOUNTED:
            again = literal_column(f"facts.{RECOUNTED}", Boolean)
            return [_OPEN, _id.in_(select(col(FactRow.data)["deadline"].astext).where(again))]
        case Standing.ANY:
            return [_status != DeadlineStatus.CANCELLED.value]


def _of(viewer: Viewer, wanted: AgendaFilter) -> list[ColumnElement[bool]]:
    """What is asked of the case, all in one look at it; nothing when nothing is asked."""
    found: list[ColumnElement[bool]] = [_case == wanted.case] if wanted.case is not None else []
    cases = [] if viewer.internal else [sees_case(viewer)]
    if wanted.reach is not None:
        cases.append(col(CaseRow.concerned).op("&&")(list(concern(wanted.reach))))
    if wanted.q is not None:
        cases += [col(CaseRow.search).contains(word, autoescape=True) for word in fold(wanted.q).split()]
    return [*found, _case.in_(select(CaseRow.id).where(*cases))] if cases else found


def concern(reach: Reach) -> Iterable[str]:
    """How `cases.concerned` names whom `reach` is about."""
    return (
        *((f"u:{reach.user}",) if reach.user else ()),
        *(f"r:{role}" for role in reach.roles),
        *(f"p:{party}" for party in reach.parties),
    )
