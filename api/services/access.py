"""What of the records somebody may touch. What they may not see is answered like what does not exist."""

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries import cases, deadlines, tasks
from activities.records.queries.views import CaseFull, DeadlineView, TaskDetail
from api.identity.principal import Principal
from api.problems import Problem, not_found
from workflows.kernel.messages import RefusalCode


async def visible_case(session: AsyncSession, principal: Principal, case: str) -> CaseFull:
    """The header of a case. Raises `Problem` 404."""
    found = await cases.get_case(session, principal.viewer, case)
    if found is None:
        raise not_found("Este processo não existe ou não é visível a você.")
    return found


async def visible_task(session: AsyncSession, principal: Principal, task: str) -> TaskDetail:
    """A task with what it needs. Raises `Problem` 404."""
    found = await tasks.task_view(session, principal.viewer, task)
    if found is None:
        raise Problem(RefusalCode.UNKNOWN_TASK, "Esta tarefa não existe ou não é visível a você.")
    return found


async def visible_deadline(session: AsyncSession, principal: Principal, deadline: str) -> DeadlineView:
    """A deadline. Raises `Problem` 404."""
    found = await deadlines.get_deadline(session, principal.viewer, deadline)
    if found is None:
        raise Problem(RefusalCode.UNKNOWN_DEADLINE, "Este prazo não existe ou não é visível a você.")
    return found
