"""What was done in a case before, for whoever is about to act in it."""

from collections.abc import Collection

from sqlalchemy import and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries.views import FactView
from activities.records.tables import FactRow
from workflows.kernel.state import FactKind

HANDLING = (
    FactKind.TASK_CLAIMED,
    FactKind.TASK_RELEASED,
    FactKind.TASK_DELEGATED,
    FactKind.TASK_GIVEN_BACK,
    FactKind.TASK_TAKEN_BACK,
    FactKind.TASK_REASSIGNED,
)
"""How a task went from hand to hand."""


async def history(
    session: AsyncSession, case_id: str, task: str, kinds: Collection[FactKind], limit: int
) -> tuple[FactView, ...]:
    """The last `limit` facts of `kinds` in the case, and of `HANDLING` of the task itself, oldest first.

    Ask first whether the viewer may see the case.
    """
    kind = col(FactRow.kind)
    handled = and_(kind.in_(HANDLING), col(FactRow.data)["task"].as_string() == task)
    statement = (
        select(FactRow)
        .where(col(FactRow.case_id) == case_id, or_(kind.in_(kinds), handled))
        .order_by(col(FactRow.seq).desc())
        .limit(limit)
    )
    rows = (await session.exec(statement)).all()
    return tuple(FactView.model_validate(row) for row in reversed(rows))
