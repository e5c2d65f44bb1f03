"""Reading tasks: the inbox, and one task with all that is needed to do it."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Boolean, ColumnElement, bindparam, func, literal_column, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.absences import on as away_on
from activities.records.promises import Stretch
from activities.records.queries.cases import get_case
from activities.records.queries.deadlines import get_deadline
from activities.records.queries.desk import follow_up_of, put_off
from activities.records.queries.paging import Page, Sort, bounded, countable, page_of, sort_named
from activities.records.queries.promised import DoneCut, began_in, done_in
from activities.records.queries.viewer import Viewer, sees_task
from activities.records.queries.views import AttachmentView, CommentView, DraftView, TaskDetail, TaskView
from activities.records.tables import AbsenceRow, AttachmentRow, CommentRow, DraftRow, TaskRow, UnitRow
from activities.records.tables.cases import OPEN_TASK
from activities.records.words import fold
from workflows.kernel.state import TaskStatus

_ID = col(TaskRow.id)
_ONE = select(TaskRow).where(bindparam("id") == _ID)
SORTS = {
    "due": Sort(by=col(TaskRow.sort_due), kind=date, id=_ID),
    "-due": Sort(by=col(TaskRow.sort_due), kind=date, id=_ID, descending=True),
    "offered_at": Sort(by=col(TaskRow.offered_at), kind=datetime, id=_ID),
    "-offered_at": Sort(by=col(TaskRow.offered_at), kind=datetime, id=_ID, descending=True),
    "-closed_at": Sort(by=col(TaskRow.closed_at), kind=datetime, id=_ID, descending=True),
}


class TaskFilter(BaseModel):
    """Which tasks; open ones unless `status` says otherwise.

    `mine`: those that are with the viewer. `stead`: those with the absent people whom the viewer
    covers today. `ours`: those asked of the viewer's roles and parties, whoever has them.
    `available`: of these, the free ones and the viewer's own.
    `free`: those that nobody has taken. `role`, `owner`, `party`: those asked of it. `delegated_by`, `closed_by`: those
    that a person delegated, or closed. `unit`: those asked of any role of the unit. `decl`: those of one declaration.
    `procedure`: a case's id or a procedure type. `overdue`: due before today. `due_before` and `due_after` leave out
    the day itself. `followed`: those that the viewer wants to see on a later day; false: without them. `promised`:
    those offered in one of the stretches (`Promises.late`, `Promises.stretches`). `done`: of completed ones of one
    declaration, those whose service promise was kept, or was not. `offered_after` is an instant. `q` is looked for in
    titles, subjects and number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mine: bool = False
    stead: bool = False
    ours: bool = False
    available: bool = False
    free: bool = False
    delegated_by: str | None = None
    closed_by: str | None = None
    role: str | None = None
    unit: str | None = None
    owner: str | None = None
    party: str | None = None
    procedure: str | None = None
    decl: str | None = None
    status: TaskStatus | None = None
    overdue: bool | None = None
    due_before: date | None = None
    due_after: date | None = None
    offered_after: datetime | None = None
    followed: bool | None = None
    promised: tuple[Stretch, ...] | None = None
    done: DoneCut | None = None
    q: str | None = None


async def list_tasks(
    session: AsyncSession,
    viewer: Viewer,
    wanted: TaskFilter,
    *,
    today: date,
    sort: str = "due",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[TaskView]:
    """Tasks that `viewer` may see. Raises ValueError for an unknown sort or cursor, or a limit beyond 1 to 1000."""
    order = sort_named(SORTS, sort)
    conditions = task_conditions(viewer, wanted, today)
    statement = select(TaskRow).where(sees_task(viewer), *conditions).order_by(*order.order())
    if cursor is not None:
        statement = statement.where(order.beyond(cursor))
    rows = (await session.exec(statement.limit(bounded(limit) + 1))).all()
    return page_of(rows, limit, TaskView.model_validate, order)


async def count_tasks(session: AsyncSession, viewer: Viewer, wanted: TaskFilter, *, today: date) -> int:
    """How many tasks `list_tasks` would list; one more than `MOST_COUNTED` when they are more than that."""
    return (await count_each(session, viewer, [(wanted, ())], today=today))[0][0]


async def count_each(
    session: AsyncSession, viewer: Viewer, wanted: Sequence[tuple[TaskFilter, Sequence[date]]], *, today: date
) -> tuple[tuple[int, ...], ...]:
    """As `count_tasks`, of several filters in one round trip: for each, how many in all and, of these, how many are due
    before each of its dates. The earliest are counted first, so that each number is right up to `MOST_COUNTED`."""
    due, seen, counts = col(TaskRow.sort_due), sees_task(viewer), []
    for one, bounds in wanted:
        rows = select(due).where(seen, *task_conditions(viewer, one, today))
        counted = countable(rows.order_by(due) if bounds else rows)
        each = [func.count(), *(func.count().filter(counted.c.sort_due < bound) for bound in bounds)]
        counts.append(select(func.json_build_array(*each)).select_from(counted).scalar_subquery())
    return tuple(tuple(each) for each in (await session.exec(select(func.json_build_array(*counts)))).one())


async def get_task(session: AsyncSession, viewer: Viewer, task_id: str) -> TaskView | None:
    """A task; None when there is none that `viewer` may see."""
    statement = _ONE if viewer.internal else _ONE.where(sees_task(viewer))
    row = (await session.exec(statement, params={"id": task_id})).one_or_none()
    return TaskView.model_validate(row) if row else None


async def task_view(session: AsyncSession, viewer: Viewer, task_id: str) -> TaskDetail | None:
    """A task with its case, deadline, comments, documents and the viewer's draft; None when it is not theirs to see.

    People from outside the body see their own comments only.
    """
    task = await get_task(session, viewer, task_id)
    case = await get_case(session, viewer, task.case_id) if task else None
    if task is None or case is None:
        return None
    draft = await session.get(DraftRow, (task_id, viewer.user_id))
    comments = select(CommentRow).where(col(CommentRow.task) == task_id).order_by(col(CommentRow.at))
    if not viewer.internal:
        comments = comments.where(col(CommentRow.user_id) == viewer.user_id)
    papers = select(AttachmentRow).where(col(AttachmentRow.task) == task_id).order_by(col(AttachmentRow.attached_at))
    return TaskDetail(
        task=task,
        case=case,
        deadline=await get_deadline(session, viewer, task.deadline) if task.deadline else None,
        draft=DraftView.model_validate(draft) if draft else None,
        follow_up=await follow_up_of(session, viewer, task_id) if task.owner == viewer.user_id else None,
        comments=tuple(CommentView.model_validate(row) for row in (await session.exec(comments)).all()),
        documents=tuple(AttachmentView.model_validate(row) for row in (await session.exec(papers)).all()),
    )


def task_conditions(viewer: Viewer, wanted: TaskFilter, today: date) -> list[ColumnElement[bool]]:
    """For WHERE on tasks. That a task is open is written out, not bound: indexes cover open tasks only."""
    found = [_status(wanted.status), *_whose(viewer, wanted, today)]
    if wanted.procedure is not None:
        found.append(or_(col(TaskRow.case_type) == wanted.procedure, col(TaskRow.case_id) == wanted.procedure))
    if wanted.overdue is not None:
        late = col(TaskRow.sort_due) < today
        found.append(late if wanted.overdue else ~late)
    if wanted.due_before is not None:
        found.append(col(TaskRow.sort_due) < wanted.due_before)
    if wanted.due_after is not None:
        found += [col(TaskRow.sort_due) > wanted.due_after, col(TaskRow.due).is_not(None)]
    if wanted.followed is not None:
        later = put_off(viewer, today)
        found.append(later if wanted.followed else ~later)
    offered_at = col(TaskRow.offered_at)
    if wanted.promised is not None:
        found.append(began_in(wanted.promised, col(TaskRow.decl), offered_at))
    if wanted.done is not None:
        # Written out, as of open ones: the index by declaration covers completed tasks only.
        found.append(literal_column("tasks.status = 'completed'", Boolean))
        found.append(done_in(wanted.done, offered_at, col(TaskRow.closed_at)))
    if wanted.offered_after is not None:
        found.append(col(TaskRow.offered_at) > wanted.offered_after)
    if wanted.q is not None and (words := fold(wanted.q)):
        found += [col(TaskRow.search).contains(word, autoescape=True) for word in words.split()]
    return found


def _status(status: TaskStatus | None) -> ColumnElement[bool]:
    if status is None:
        return literal_column(f"tasks.{OPEN_TASK}", Boolean)
    return col(TaskRow.status) == status.value


def _whose(viewer: Viewer, wanted: TaskFilter, today: date) -> list[ColumnElement[bool]]:
    owner, role, party = col(TaskRow.owner), col(TaskRow.role), col(TaskRow.party)
    found: list[ColumnElement[bool]] = []
    if wanted.mine:
        found.append(owner == viewer.user_id)
    if wanted.stead:
        covering = select(col(AbsenceRow.user_id)).where(col(AbsenceRow.substitute) == viewer.user_id, away_on(today))
        found.append(owner.in_(covering))
    if wanted.ours or wanted.available:
        found.append(role.in_(viewer.roles))
        found.append(or_(party.is_(None), party.in_(viewer.parties)))
    if wanted.available and not wanted.free:
        found.append(or_(owner.is_(None), owner == viewer.user_id))
    if wanted.free:
        found.append(owner.is_(None))
    if wanted.unit is not None:
        roles = select(func.unnest(UnitRow.roles)).where(col(UnitRow.id) == wanted.unit)
        found.append(role.in_(roles))
    equal = {"delegated_by": wanted.delegated_by, "closed_by": wanted.closed_by}
    equal |= {"decl": wanted.decl, "role": wanted.role, "owner": wanted.owner, "party": wanted.party}
    for column, value in ((col(getattr(TaskRow, name)), value) for name, value in equal.items()):
        if value is not None:
            found.append(column == value)
    return found
