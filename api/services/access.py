"""What of the records somebody may touch. What they may not see is answered like what does not exist."""

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records.queries import cases, deadlines, tasks
from activities.records.queries.viewer import Viewer
from activities.records.queries.views import CaseFull, DeadlineView, TaskDetail, TaskView
from api.identity.principal import Principal
from api.problems import Problem, not_found
from workflows.kernel import registry
from workflows.kernel.messages import RefusalCode
from workflows.kernel.roles import INTEGRACAO
from workflows.kernel.words import Event

THE_DOOR = Viewer(user_id="tramita", roles=(INTEGRACAO.id,))
"""The service itself, for what may be told of a case to whoever takes no part in it."""


async def visible_case(session: AsyncSession, principal: Principal, case: str) -> CaseFull:
    """The header of a case. Raises `Problem` 404."""
    found = await cases.get_case(session, principal.viewer, case)
    if found is None:
        raise not_found("Este processo não existe ou não é visível a você.")
    return found


async def case_for_events(session: AsyncSession, principal: Principal, case: str) -> tuple[CaseFull, bool]:
    """A case to which `principal` may bring something, and whether they take part in it.

    Whoever does not take part sees the case only through what it asks of everybody: its open events that are not for
    the parties alone. Raises `Problem` 404 when there is no such event either.
    """
    found = await cases.get_case(session, principal.viewer, case)
    if found is not None:
        return found, True
    found = await cases.get_case(session, THE_DOOR, case)
    if found is None or not any(_for_everybody(event) for event in found.events):
        raise not_found("Este processo não existe ou não é visível a você.")
    return found, False


def may_bring(principal: Principal, event: Event, takes_part: bool) -> bool:
    """Whether `principal` is one of those who may bring `event`."""
    return principal.holds(*(role.id for role in event.who)) and (takes_part or not event.parties_only)


def _for_everybody(decl: str) -> bool:
    event = registry.declaration(decl)
    return isinstance(event, Event) and not event.parties_only


async def visible_task(session: AsyncSession, principal: Principal, task: str) -> TaskDetail:
    """A task with what it needs. Raises `Problem` 404."""
    found = await tasks.task_view(session, principal.viewer, task)
    if found is None:
        raise _no_such_task()
    return found


async def task_header(session: AsyncSession, principal: Principal, task: str) -> TaskView:
    """A task alone. Raises `Problem` 404."""
    found = await tasks.get_task(session, principal.viewer, task)
    if found is None:
        raise _no_such_task()
    return found


def _no_such_task() -> Problem:
    return Problem(RefusalCode.UNKNOWN_TASK, "Esta tarefa não existe ou não é visível a você.")


async def visible_deadline(session: AsyncSession, principal: Principal, deadline: str) -> DeadlineView:
    """A deadline. Raises `Problem` 404."""
    found = await deadlines.get_deadline(session, principal.viewer, deadline)
    if found is None:
        raise Problem(RefusalCode.UNKNOWN_DEADLINE, "Este prazo não existe ou não é visível a você.")
    return found
