"""The yearly report of a work plan: a page, a PDF, and files for programs, from what the parties sent."""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import JSONResponse, Response

from api.deps import DoorDep, Reader, SessionDep
from api.door import Door
from api.identity.principal import Principal
from api.services.access import visible_case
from api.web.inputs import clean
from api.web.plan_year import PlanYear, read_year
from api.web.templating import page
from api.web.views import relatorio as views
from api.web.views.planilha import csv_text
from api.web.views.procedimentos import case_name
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])
PRINTS = "10/minute"
Period = Annotated[Annotated[int, Field(ge=1900, le=2200)] | Literal["todos"] | None, Query()]
"""A year, or the whole term."""
NAMES = tuple(views.Item.model_fields)


@router.get("/processos/{id}/relatorio")
async def relatorio(
    request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str, ano: Period = None
) -> Response:
    """The report of a year, or of the whole term; without either, of the last in which something is to be told."""
    found = await _read(session, reader, door, id, ano)
    return page(
        request, reader, "pages/relatorio.html", processo=found.case, prova=views.proof,
        nome=case_name(found.case.type, found.case.label), so_os_seus=not reader.viewer.internal,
        relatorio=views.report_view(found, local_date(door.now())),
    )  # fmt: skip


@router.get("/processos/{id}/relatorio.pdf")
async def relatorio_pdf(reader: Reader, door: DoorDep, session: SessionDep, id: str, ano: Period = None) -> Response:
    """The same on paper."""
    from activities.documents.report import press_report  # the press is loaded by the first print

    await door.limiter.hit(PRINTS, "relatorio", reader.id)
    found = await _read(session, reader, door, id, ano)
    made = views.printed(found, door.now(), whole=reader.viewer.internal)
    headers = {"Content-Disposition": _attached(found, "pdf"), "Cache-Control": "no-store"}
    return Response(await asyncio.to_thread(press_report, made), media_type="application/pdf", headers=headers)


@router.get("/processos/{id}/relatorio.csv")
async def relatorio_csv(reader: Reader, door: DoorDep, session: SessionDep, id: str, ano: Period = None) -> Response:
    """One row for each act and each piece of evidence."""
    found = await _read(session, reader, door, id, ano)
    rows = [[getattr(one, name) for name in NAMES] for one in views.items(found, base_of(door))]
    headers = {"Content-Disposition": _attached(found, "csv")}
    return Response(csv_text(NAMES, rows), media_type="text/csv; charset=utf-8; header=present", headers=headers)


@router.get("/processos/{id}/relatorio.json")
async def relatorio_json(reader: Reader, door: DoorDep, session: SessionDep, id: str, ano: Period = None) -> Response:
    """The same as JSON."""
    found = await _read(session, reader, door, id, ano)
    return JSONResponse(views.document(found, base_of(door), door.now()))


@router.get("/planos/relatorio.schema.json")
async def esquema(_reader: Reader) -> dict[str, Any]:
    """The JSON Schema of the report."""
    return views.schema()


async def _read(session: AsyncSession, who: Principal, door: Door, id: str, year: Period) -> PlanYear:
    case = await visible_case(session, who, id)
    return await read_year(session, who.viewer, case, local_date(door.now()), year)


def base_of(door: Door) -> str:
    """The address of the pages, without the last slash."""
    return door.settings.public_url.rstrip("/")


def _attached(found: PlanYear, kind: str) -> str:
    return f'attachment; filename="relatorio-{found.running.plan.id}-{found.year or "vigencia"}.{kind}"'
