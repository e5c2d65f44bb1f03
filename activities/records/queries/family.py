"""A case with the cases it started, every task of theirs and what was brought to them: for pictures of the whole."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, true
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.cases import children
from activities.records.queries.viewer import Viewer, sees_task
from activities.records.queries.views import CaseSummary, FactView, TaskView
from activities.records.tables import FactRow, TaskRow
from workflows.kernel.state import FactKind

MOST = 20_000


async def family_tasks(
    session: AsyncSession, viewer: Viewer, case_id: str
) -> tuple[tuple[CaseSummary, ...], tuple[TaskView, ...]]:
    """The cases that `case_id` started and all the tasks of the family that `viewer` may see, open or closed, in the
    order in which they were offered; `MOST` at most. Ask first whether the viewer may see the case."""
    started = await children(session, viewer, case_id)
    return started, await _tasks(session, [case_id, *(one.id for one in started)], sees_task(viewer))


async def all_tasks(session: AsyncSession, case_ids: Iterable[str]) -> tuple[TaskView, ...]:
    """Every task of these cases, whoever it is asked of; order and bound as `family_tasks`. Show no more of them than
    whoever looks may know."""
    return await _tasks(session, sorted(case_ids), true())


async def party_tasks(
    session: AsyncSession, viewer: Viewer, case_ids: Sequence[str], party: str
) -> tuple[TaskView, ...]:
    """The tasks asked of `party` in these cases that `viewer` may see; order and bound as `family_tasks`."""
    return await _tasks(session, case_ids, and_(sees_task(viewer), col(TaskRow.party) == party))


async def _tasks(session: AsyncSession, ids: Sequence[str], seen: ColumnElement[bool]) -> tuple[TaskView, ...]:
    asked = select(TaskRow).where(col(TaskRow.case_id).in_(ids), seen)
    ordered = asked.order_by(col(TaskRow.offered_at), col(TaskRow.id)).limit(MOST)
    return tuple(TaskView.model_validate(row) for row in (await session.exec(ordered)).all())


class Told(NamedTuple):
    """A fact, and the case it is of."""

    case: str
    fact: FactView


async def told(session: AsyncSession, case_ids: Iterable[str], *kinds: FactKind) -> tuple[Told, ...]:
    """The facts of these kinds, case by case in their order; `MOST` at most. Ask only for cases that whoever looks may
    see."""
    statement = (
        select(FactRow)
        .where(col(FactRow.case_id).in_(sorted(set(case_ids))), col(FactRow.kind).in_(kinds))
        .order_by(col(FactRow.case_id), col(FactRow.seq))
        .limit(MOST)
    )
    return tuple(Told(row.case_id, FactView.model_validate(row)) for row in (await session.exec(statement)).all())


async def brought(session: AsyncSession, case_id: str) -> tuple[FactView, ...]:
    """With what a case began and all that was brought to it, in order. As `told`."""
    return tuple(one.fact for one in await told(session, (case_id,), FactKind.CASE_STARTED, FactKind.EVENT_RECEIVED))
