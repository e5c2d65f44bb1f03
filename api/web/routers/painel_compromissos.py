"""The tasks and the stays in stages behind a figure of the service promises."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.promises import Promises, is_stage, load_promises
from activities.records.queries.promised import DoneCut, Kept, list_stays
from activities.records.queries.tasks import TaskFilter, list_tasks
from activities.records.queries.viewer import Viewer
from api.deps import DoorDep, Manager, SessionDep
from api.problems import Problem
from api.services.panel import PERIOD
from api.web.cuts import PromiseCut
from api.web.formatters import plural
from api.web.inputs import clean
from api.web.lookups import numbers, parties
from api.web.templating import page
from api.web.views import painel_compromissos as views
from api.web.views.compromissos import NOT_THE_LAW, called
from api.web.views.listas import pager
from api.web.views.tarefas import pledged, task_line
from workflows.clock import local_date
from workflows.kernel.state import TaskStatus

router = APIRouter(dependencies=[Depends(clean)])
LIMIT = 50


@router.get(views.PATH)
async def compromissos(
    request: Request,
    manager: Manager,
    door: DoorDep,
    session: SessionDep,
    corte: Annotated[PromiseCut, Depends()],
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """What is promised of one kind of task or stage, by how it stands."""
    today = local_date(door.now())
    promises = await load_promises(session)
    lines: dict[str, Any] = {"linhas": (), "estadas": (), "pager": None}
    if is_stage(corte.alvo):
        found = await list_stays(session, promises, corte.alvo, corte.situacao, today - PERIOD, today)
        lines["estadas"] = [views.stay_line(one, promises, today) for one in found]
    elif corte.alvo:
        lines |= await _tasks(session, manager.viewer, corte, promises, today, cursor)
    return page(
        request,
        manager,
        "pages/painel_compromissos.html",
        titulo=views.TITLES[corte.situacao],
        alvo=called(corte.alvo) if corte.alvo else "",
        ressalva=NOT_THE_LAW,
        **lines,
    )


async def _tasks(
    session: AsyncSession, viewer: Viewer, cut: PromiseCut, promises: Promises, today: date, cursor: str | None
) -> dict[str, Any]:
    try:
        found = await list_tasks(
            session, viewer, _wanted(cut, promises, today), today=today, sort="offered_at", cursor=cursor, limit=LIMIT
        )
    except ValueError:
        raise Problem("cursor-invalido") from None
    known = await numbers(session, (task.case_id for task in found.items))
    named = await parties(session, found.items)
    plain = [task_line(one, known.get(one.case_id, ""), today, parties=named.get(one.case_id)) for one in found.items]
    lines = pledged(plain, found.items, promises, today)
    foot = f"{plural(len(lines), 'tarefa', 'tarefas')} nesta página"
    return {"linhas": lines, "pager": pager(views.PATH, cut.given, foot, cursor, found.next_cursor)}


def _wanted(cut: PromiseCut, promises: Promises, today: date) -> TaskFilter:
    if cut.situacao is Kept.OPEN:
        return TaskFilter(decl=cut.alvo, promised=promises.stretches(today))
    if cut.situacao is Kept.LATE:
        return TaskFilter(decl=cut.alvo, promised=promises.late(today))
    done = DoneCut(days=promises.days(cut.alvo, today), kept=cut.situacao is Kept.KEPT, since=today - PERIOD)
    return TaskFilter(decl=cut.alvo, status=TaskStatus.COMPLETED, done=done)
