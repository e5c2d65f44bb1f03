"""The yearly report of the NGER: a page, a PDF, and files for programs."""

import asyncio
from typing import Any

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import JSONResponse, Response

from api.deps import DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.services.access import visible_case
from api.web.inputs import clean
from api.web.nger_year import NgerYear, read_nger_year
from api.web.routers.relatorio import PRINTS, base_of
from api.web.templating import page
from api.web.views import nger_relatorio as views
from api.web.views.planilha import csv_text
from api.web.views.procedimentos import case_name
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])
NAMES = tuple(views.AtoDoNger.model_fields)


@router.get("/processos/{id}/relatorio-do-nger")
async def relatorio(request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str) -> Response:
    """The report of the year."""
    found = await _read(session, reader, id)
    return page(
        request, reader, "pages/nger_relatorio.html", processo=found.case, prova=views.proof,
        nome=case_name(found.case.type, found.case.label),
        relatorio=views.report(found, "", local_date(door.now())),
    )  # fmt: skip


@router.get("/processos/{id}/relatorio-do-nger.pdf")
async def relatorio_pdf(reader: Reader, door: DoorDep, session: SessionDep, id: str) -> Response:
    """The same on paper."""
    from activities.documents.report import press_report  # the press is loaded by the first print

    await door.limiter.hit(PRINTS, "relatorio", reader.id)
    found = await _read(session, reader, id)
    made = views.printed(found, base_of(door), door.now())
    headers = {"Content-Disposition": _attached(found, "pdf"), "Cache-Control": "no-store"}
    return Response(await asyncio.to_thread(press_report, made), media_type="application/pdf", headers=headers)


@router.get("/processos/{id}/relatorio-do-nger.csv")
async def relatorio_csv(reader: Reader, door: DoorDep, session: SessionDep, id: str) -> Response:
    """One row for each act, product and referral."""
    found = await _read(session, reader, id)
    every = views.items(found, base_of(door), local_date(door.now()))
    rows = [[getattr(one, name) for name in NAMES] for one in every]
    headers = {"Content-Disposition": _attached(found, "csv")}
    return Response(csv_text(NAMES, rows), media_type="text/csv; charset=utf-8; header=present", headers=headers)


@router.get("/processos/{id}/relatorio-do-nger.json")
async def relatorio_json(reader: Reader, door: DoorDep, session: SessionDep, id: str) -> Response:
    """The same as JSON."""
    return JSONResponse(views.document(await _read(session, reader, id), base_of(door), door.now()))


@router.get("/nger/relatorio.schema.json")
async def esquema(_reader: Reader) -> dict[str, Any]:
    """The JSON Schema of the report."""
    return views.schema()


async def _read(session: AsyncSession, who: Principal, id: str) -> NgerYear:
    return await read_nger_year(session, who.viewer, await visible_case(session, who, id))


def _attached(found: NgerYear, kind: str) -> str:
    return f'attachment; filename="relatorio-nger-{found.given.ano}.{kind}"'
