"""A case with the cases it started, and every task of theirs: for pictures of the whole."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.cases import children
from activities.records.queries.viewer import Viewer, sees_task
from activities.records.queries.views import CaseSummary, TaskView
from activities.records.tables import TaskRow

MOST = 20_000


async def family_tasks(
    session: AsyncSession, viewer: Viewer, case_id: str
) -> tuple[tuple[CaseSummary, ...], tuple[TaskView, ...]]:
    """The cases that `case_id` started and all the tasks of the family that `viewer` may see, open or closed, in the
    order in which they were offered; `MOST` at most. Ask first whether the viewer may see the case."""
    started = await children(session, viewer, case_id)
    ids = [case_id, *(one.id for one in started)]
    statement = (
        select(TaskRow)
        .where(col(TaskRow.case_id).in_(ids), sees_task(viewer))
        .order_by(col(TaskRow.offered_at), col(TaskRow.id))
        .limit(MOST)
    )
    return started, tuple(TaskView.model_validate(row) for row in (await session.exec(statement)).all())
