"""Reading cases: the list, one with everything that hangs on it, its facts, its children, and the public register."""

from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.links import kept_out
from activities.records.queries.paging import Page, Sort, bounded, page_of, sort_named
from activities.records.queries.viewer import Viewer, sees_case, sees_task
from activities.records.queries.views import (
    AttachmentView,
    CaseFull,
    CaseSummary,
    CaseView,
    CommentView,
    DeadlineView,
    FactView,
    TaskView,
)
from activities.records.tables import AttachmentRow, CaseRow, CommentRow, DeadlineRow, FactRow, TaskRow
from activities.records.words import fold
from workflows.clock.instants import lapse_instant
from workflows.kernel.state import CaseStatus

_ID = col(CaseRow.id)
_ONE = select(CaseRow).where(bindparam("id") == _ID)
SORTS = {
    "-started_at": Sort(by=col(CaseRow.started_at), kind=datetime, id=_ID, descending=True),
    "started_at": Sort(by=col(CaseRow.started_at), kind=datetime, id=_ID),
    "next_due": Sort(by=col(CaseRow.sort_due), kind=date, id=_ID),
}


class CaseFilter(BaseModel):
    """Which cases. `q` is looked for in subject and number; `overdue` wants a date before today.

    The legal dates `…_after` and `…_before` leave out the day itself: of what the case waits for, its start, its end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str | None = None
    status: CaseStatus | None = None
    stage: str | None = None
    party: str | None = None
    parent: str | None = None
    overdue: bool | None = None
    due_after: date | None = None
    due_before: date | None = None
    started_after: date | None = None
    started_before: date | None = None
    ended_after: date | None = None
    ended_before: date | None = None
    q: str | None = None


async def list_cases(
    session: AsyncSession,
    viewer: Viewer,
    wanted: CaseFilter,
    *,
    today: date,
    sort: str = "-started_at",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[CaseSummary]:
    """Cases that `viewer` may see. Raises ValueError for an unknown sort or cursor, or a limit beyond 1 to 1000."""
    order = sort_named(SORTS, sort)
    statement = select(CaseRow).where(sees_case(viewer), *_conditions(wanted, today)).order_by(*order.order())
    if cursor is not None:
        statement = statement.where(order.beyond(cursor))
    rows = (await session.exec(statement.limit(bounded(limit) + 1))).all()
    return page_of(rows, limit, CaseSummary.model_validate, order)


async def get_case(session: AsyncSession, viewer: Viewer, case_id: str) -> CaseFull | None:
    """The header of a case; None when there is none that `viewer` may see.

    Impeded are whoever declared it in the case, and whoever the register of links keeps out of it today.
    """
    statement = _ONE if viewer.internal else _ONE.where(sees_case(viewer))
    row = (await session.exec(statement, params={"id": case_id})).one_or_none()
    if row is None:
        return None
    found = CaseFull.model_validate(row)
    linked = await kept_out(session, {*found.parties, *found.organizations})
    return found.model_copy(update={"impeded": (*found.impeded, *linked)})


async def case_view(session: AsyncSession, viewer: Viewer, case_id: str) -> CaseView | None:
    """A case and everything that hangs on it; None when there is none that `viewer` may see."""
    case = await get_case(session, viewer, case_id)
    if case is None:
        return None
    closed_last = (col(TaskRow.closed_at).is_not(None), col(TaskRow.offered_at), col(TaskRow.id))
    tasks = select(TaskRow).where(col(TaskRow.case_id) == case_id, sees_task(viewer)).order_by(*closed_last)
    deadlines = _of(select(DeadlineRow), DeadlineRow, case_id).order_by(col(DeadlineRow.opened_at), col(DeadlineRow.id))
    papers = _of(select(AttachmentRow), AttachmentRow, case_id).order_by(col(AttachmentRow.attached_at))
    comments = _of(select(CommentRow), CommentRow, case_id).order_by(col(CommentRow.at))
    return CaseView(
        case=case,
        tasks=tuple(TaskView.model_validate(row) for row in (await session.exec(tasks)).all()),
        deadlines=tuple(DeadlineView.model_validate(row) for row in (await session.exec(deadlines)).all()),
        children=await children(session, viewer, case_id),
        documents=tuple(AttachmentView.model_validate(row) for row in (await session.exec(papers)).all()),
        comments=tuple(CommentView.model_validate(row) for row in (await session.exec(comments)).all())
        if viewer.internal
        else (),
    )


async def children(session: AsyncSession, viewer: Viewer, case_id: str) -> tuple[CaseSummary, ...]:
    """The cases that `case_id` started and `viewer` may see, in the order they began."""
    statement = (
        select(CaseRow).where(col(CaseRow.parent) == case_id, sees_case(viewer)).order_by(col(CaseRow.started_at), _ID)
    )
    return tuple(CaseSummary.model_validate(row) for row in (await session.exec(statement)).all())


async def facts(session: AsyncSession, case_id: str, after: int = 0, limit: int = 200) -> Page[FactView]:
    """The facts of a case after sequence number `after`, in order. `next_cursor` is the next value of `after`.

    Ask `get_case` first whether the viewer may see the case.
    """
    statement = (
        _of(select(FactRow), FactRow, case_id)
        .where(col(FactRow.seq) > after)
        .order_by(col(FactRow.seq))
        .limit(bounded(limit) + 1)
    )
    rows = (await session.exec(statement)).all()
    shown = tuple(FactView.model_validate(row) for row in rows[:limit])
    return Page(items=shown, next_cursor=str(shown[-1].seq) if len(rows) > limit else None)


def _of(statement: Any, table: Any, case_id: str) -> Any:
    return statement.where(col(table.case_id) == case_id)


def _conditions(wanted: CaseFilter, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name in ("type", "status", "stage", "parent"):
        if (value := getattr(wanted, name)) is not None:
            found.append(col(getattr(CaseRow, name)) == value)
    if wanted.party is not None:
        found.append(col(CaseRow.parties).contains([wanted.party]))
    if wanted.overdue is not None:
        late = (col(CaseRow.status) == CaseStatus.OPEN.value) & (col(CaseRow.sort_due) < today)
        found.append(late if wanted.overdue else ~late)
    found += _between(wanted)
    if wanted.q is not None and (words := fold(wanted.q)):
        found += [col(CaseRow.search).contains(word, autoescape=True) for word in words.split()]
    return found


def _between(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    bounds = (
        (wanted.due_after, wanted.due_before, col(CaseRow.next_due)),
        (wanted.started_after, wanted.started_before, col(CaseRow.started_on)),
    )
    found = [column > after for after, _, column in bounds if after is not None]
    found += [column < before for _, before, column in bounds if before is not None]
    ended = col(CaseRow.ended_at)
    if wanted.ended_after is not None:
        found.append(ended >= lapse_instant(wanted.ended_after))
    if wanted.ended_before is not None:
        found.append(ended < lapse_instant(wanted.ended_before - timedelta(days=1)))
    return found
