"""Deadlines as a calendar: those of somebody, by how they stand, by month, and with how often each was changed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Boolean, ColumnElement, and_, exists, func, literal_column, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.deadlines import ASKS, SORTS
from activities.records.queries.paging import MOST, Page, bounded, page_of
from activities.records.queries.viewer import Viewer, in_seen_case
from activities.records.queries.views import DeadlineView, View
from activities.records.tables import CaseRow, DeadlineRow, FactRow, TaskRow
from activities.records.tables.cases import OWED
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
_due, _status, _case = col(DeadlineRow.sort_due), col(DeadlineRow.status), col(DeadlineRow.case_id)
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
    asked, organisations that are its parties."""

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
    """A day's deadlines, `total` in all, of which the first are here."""

    total: int
    deadlines: tuple[DeadlineView, ...]


class Tally(View):
    """How deadlines stand on a day: met, due that day, due before it and still asked for, due after it."""

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
    """How many deadlines `list_agenda` would list."""
    statement = select(func.count()).select_from(DeadlineRow)
    return (await session.exec(statement.where(*_conditions(viewer, wanted, today)))).one()


async def tally(session: AsyncSession, viewer: Viewer, wanted: AgendaFilter, *, today: date) -> Tally:
    """How the deadlines of `wanted` stand on `today`."""
    count = func.count()
    row = (
        await session.exec(
            select(
                count.filter(_MET),
                count.filter(_OPEN, _due == today),
                count.filter(_ASKS, _due < today),
                count.filter(_OPEN, _due > today),
            ).where(*_conditions(viewer, wanted, today))
        )
    ).one()
    return Tally(met=row[0], today=row[1], late=row[2], ahead=row[3])


async def by_day(
    session: AsyncSession, viewer: Viewer, wanted: AgendaFilter, *, today: date, most: int
) -> dict[date, DayOf]:
    """The deadlines of `wanted` by their date, at most `most` of each day, those still open first."""
    closed_last = (col(DeadlineRow.closed_at).is_not(None), col(DeadlineRow.id))
    placed = (
        select(
            DeadlineRow.id,
            func.row_number().over(partition_by=_due, order_by=closed_last).label("place"),
            func.count().over(partition_by=_due).label("total"),
        )
        .where(*_conditions(viewer, wanted, today))
        .subquery()
    )
    statement = (
        select(DeadlineRow, placed.c.total)
        .join(placed, placed.c.id == col(DeadlineRow.id))
        .where(placed.c.place <= most)
        .order_by(_due, placed.c.place)
    )
    found: dict[date, list[DeadlineView]] = {}
    totals: dict[date, int] = {}
    for row, total in (await session.exec(statement)).all():
        assert row.sort_due is not None, "it is computed by the database"
        found.setdefault(row.sort_due, []).append(DeadlineView.model_validate(row))
        totals[row.sort_due] = total
    return {day: DayOf(total=totals[day], deadlines=tuple(rows)) for day, rows in found.items()}


async def feed_deadlines(
    session: AsyncSession, viewer: Viewer, reach: Reach | None, case: str | None, *, since: date
) -> tuple[DeadlineView, ...]:
    """What a calendar is told: every dated deadline still open, and of the others those due from `since` on, cancelled
    ones too. The latest thousand, latest first."""
    dated = col(DeadlineRow.due).is_not(None)
    conditions = [in_seen_case(viewer, _case), dated, or_(_due >= since, _OPEN), *_of(reach, case)]
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


def _conditions(viewer: Viewer, wanted: AgendaFilter, today: date) -> Sequence[ColumnElement[bool]]:
    """For WHERE on deadlines."""
    found = [in_seen_case(viewer, _case), *_standing(wanted.standing, today), *_of(wanted.reach, wanted.case)]
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
    if wanted.due_from is not None or wanted.due_until is not None:
        found.append(col(DeadlineRow.due).is_not(None))
    if wanted.q is not None and (words := fold(wanted.q).split()):
        said = (col(CaseRow.search).contains(word, autoescape=True) for word in words)
        found.append(_case.in_(select(CaseRow.id).where(*said)))
    return found


def _standing(standing: Standing, today: date) -> list[ColumnElement[bool]]:
    match standing:
        case Standing.OPEN:
            return [_OPEN]
        case Standing.OVERDUE:
            return [_ASKS, _due < today]
        case Standing.SUSPENDED:
            return [_status == DeadlineStatus.SUSPENDED.value]
        case Standing.RECOUNTED:
            again = exists().where(
                col(FactRow.case_id) == _case,
                col(FactRow.kind) == FactKind.DEADLINE_RECOUNTED.value,
                col(FactRow.data)["deadline"].astext == col(DeadlineRow.id),
            )
            return [_OPEN, again]
        case Standing.ANY:
            return [_status != DeadlineStatus.CANCELLED.value]


def _of(reach: Reach | None, case: str | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_case == case] if case is not None else []
    if reach is None:
        return found
    began = [col(CaseRow.started_by) == reach.user] if reach.user else []
    party = [col(CaseRow.parties).op("&&")(list(reach.parties))] if reach.parties else []
    did = [col(TaskRow.owner) == reach.user, col(TaskRow.closed_by) == reach.user] if reach.user else []
    asked = [col(TaskRow.role).in_(reach.roles)] if reach.roles else []
    ways: list[ColumnElement[bool]] = []
    if began or party:
        ways.append(exists().where(and_(col(CaseRow.id) == _case, or_(*began, *party))))
    if did or asked:
        ways.append(exists().where(and_(col(TaskRow.case_id) == _case, or_(*did, *asked))))
    return [*found, or_(*ways) if ways else literal_column("false", Boolean)]
