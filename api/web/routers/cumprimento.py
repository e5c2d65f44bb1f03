"""The whole of a work plan, and of a year of the NGER: what was done, is late, comes next, and by whom."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.queries.family import brought, family_tasks
from activities.records.queries.views import CaseFull
from api.deps import DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.services.access import visible_case
from api.web.inputs import clean
from api.web.lookups import inputs, names
from api.web.nger_year import added_to, given_year
from api.web.plan_year import plan_acts
from api.web.templating import page
from api.web.views import cumprimento as views
from api.web.views.nger import guide_lines, paired, products_without_process, year_rows
from api.web.views.planilha import csv_text
from api.web.views.procedimentos import case_name
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])
YEAR = "nger-ano"
Year = Annotated[int | None, Query(ge=1900, le=2200)]


@router.get("/processos/{id}/cumprimento")
async def cumprimento(
    request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str, ano: Year = None
) -> Response:
    """How the plan, or the year, stands; of a plan, in one year or in all."""
    case = await visible_case(session, reader, id)
    today = local_date(door.now())
    if case.type == YEAR:
        return await _year(request, reader, session, case, today)
    running, known, lines, _ = await plan_acts(session, reader.viewer, case, today)
    shown = [line for line in lines if ano in (None, line.year)]
    return page(
        request, reader, "pages/cumprimento.html", processo=case, nome=case_name(case.type, case.label), ano=ano,
        anos=sorted({line.year for line in lines}), quadros=views.tables(shown), atos=shown, hoje=today,
        representantes=views.stood_lines(running.stood, known, today), so_os_seus=not reader.viewer.internal,
        deveres={id: name for id, name in running.names.items() if reader.viewer.internal or id in reader.parties},
    )  # fmt: skip


@router.get("/processos/{id}/cumprimento.csv")
async def cumprimento_csv(reader: Reader, door: DoorDep, session: SessionDep, id: str, ano: Year = None) -> Response:
    """The acts of the plan, one a row."""
    case = await visible_case(session, reader, id)
    _, _, lines, _ = await plan_acts(session, reader.viewer, case, local_date(door.now()))
    text = csv_text(views.CSV_NAMES, views.csv_rows(line for line in lines if ano in (None, line.year)))
    headers = {"Content-Disposition": 'attachment; filename="cumprimento.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


async def _year(request: Request, reader: Principal, session: AsyncSession, case: CaseFull, today: date) -> Response:
    started, tasks = await family_tasks(session, reader.viewer, case.id)
    happened = await brought(session, case.id)
    year, added = given_year(happened), added_to(happened)
    who = await names(session, (task.owner for task in tasks))
    runs = await inputs(session, (one.id for one in started))
    return page(
        request, reader, "pages/nger_ano.html", processo=case, nome=case_name(case.type, case.label), dados=year,
        linhas=year_rows(year, added, paired(started, runs), tasks, who, today), hoje=today,
        competencias=guide_lines(year, added), sem_processo=products_without_process(),
    )  # fmt: skip
