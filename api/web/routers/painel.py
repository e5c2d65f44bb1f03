"""The panel of whoever manages, and the lists behind its figures."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from activities.records.queries.deadlines import DeadlineFilter, list_deadlines
from activities.records.queries.tasks import TaskFilter, count_tasks, list_tasks
from api.deps import DoorDep, Manager, SessionDep
from api.problems import Problem
from api.services.panel import PERIOD, read_incidents, read_panel
from api.web.cuts import DeadlineCut, TaskCut
from api.web.formatters import capital, clock_time, counted, date_words
from api.web.inputs import clean
from api.web.lookups import numbers, parties
from api.web.templating import page
from api.web.views import painel as views
from api.web.views import painel_listas as lists
from api.web.views.compromissos import NOT_THE_LAW
from api.web.views.incidentes import incident_lines, said, unknown
from api.web.views.listas import applied, pager
from api.web.views.painel_compromissos import promises_table
from api.web.views.painel_csv import NAMES, rows
from api.web.views.painel_graficos import charts
from api.web.views.planilha import csv_text
from api.web.views.tarefas import task_line
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])
LIMIT = 50
MOST_INCIDENTS = 500
Cursor = Annotated[str | None, Query(max_length=500)]


@router.get("/painel")
async def painel(request: Request, manager: Manager, door: DoorDep, session: SessionDep) -> Response:
    """What is open, late and near, where and with whom, how long things take, and what stands in the way."""
    panel = await read_panel(door, session)
    shown = incident_lines(panel.incidents)
    return page(
        request,
        manager,
        "pages/painel.html",
        quando=f"{capital(date_words(panel.at, year=True))}, {clock_time(panel.at)}",
        resumo=views.lead(panel),
        numeros=views.figures(panel),
        incidentes=shown,
        quantos=said(panel.incidents),
        mais=panel.incidents.total > len(shown),
        incerto=unknown(panel.incidents),
        graficos=charts(panel),
        quadros=views.tables(panel),
        usos=views.uses(panel),
        duracoes=views.durations(panel),
        compromissos=promises_table(panel.promises),
        ressalva=NOT_THE_LAW,
    )


@router.get("/painel.csv")
async def painel_csv(_manager: Manager, door: DoorDep, session: SessionDep) -> Response:
    """Every figure of the panel, one a line."""
    panel = await read_panel(door, session)
    name = f"painel-{panel.today.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(csv_text(NAMES, rows(panel)), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/painel/incidentes")
async def incidentes(request: Request, manager: Manager, door: DoorDep, session: SessionDep) -> Response:
    """All that keeps cases from going on."""
    found = await read_incidents(door, session, MOST_INCIDENTS)
    return page(
        request,
        manager,
        "pages/painel_incidentes.html",
        incidentes=incident_lines(found),
        quantos=said(found),
        incerto=unknown(found),
    )


@router.get("/painel/tarefas")
async def tarefas(
    request: Request,
    manager: Manager,
    door: DoorDep,
    session: SessionDep,
    corte: Annotated[TaskCut, Depends()],
    cursor: Cursor = None,
) -> Response:
    """The open tasks behind a figure."""
    today = local_date(door.now())
    wanted = TaskFilter(**corte.filter(today))
    try:
        found = await list_tasks(session, manager.viewer, wanted, today=today, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    total = await count_tasks(session, manager.viewer, wanted, today=today)
    known = await numbers(session, (task.case_id for task in found.items))
    named = await parties(session, found.items)
    lines = [task_line(one, known.get(one.case_id, ""), today, parties=named.get(one.case_id)) for one in found.items]
    foot = f"{len(found.items)} de {counted(total, 'tarefa', 'tarefas')}"
    return page(
        request,
        manager,
        "pages/painel_tarefas.html",
        total=counted(total, "tarefa aberta", "tarefas abertas"),
        filtros=applied("/painel/tarefas", corte.given, await lists.task_titles(session, corte)),
        linhas=lines,
        pager=pager("/painel/tarefas", corte.given, foot, cursor, found.next_cursor),
    )


@router.get("/painel/prazos")
async def prazos(
    request: Request,
    manager: Manager,
    door: DoorDep,
    session: SessionDep,
    corte: Annotated[DeadlineCut, Depends()],
    cursor: Cursor = None,
) -> Response:
    """The deadlines behind a figure."""
    today = local_date(door.now())
    wanted = DeadlineFilter(**corte.filter(today, PERIOD))
    try:
        found = await list_deadlines(session, manager.viewer, wanted, today=today, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    known = await numbers(session, (one.case_id for one in found.items))
    foot = f"{len(found.items)} nesta página"
    return page(
        request,
        manager,
        "pages/painel_prazos.html",
        filtros=applied("/painel/prazos", corte.given, lists.deadline_titles(corte)),
        linhas=[lists.deadline_line(one, known.get(one.case_id, ""), today) for one in found.items],
        pager=pager("/painel/prazos", corte.given, foot, cursor, found.next_cursor),
    )
