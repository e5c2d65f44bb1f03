"""One party's own duties by all the plans that it is in: a page, and files for programs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import JSONResponse, Response

from api.deps import DoorDep, Reader, SessionDep
from api.door import Door
from api.identity.principal import Principal
from api.web.inputs import clean
from api.web.party_duties import MOST_PLANS, PartyDuties, party_duties
from api.web.routers.cumprimento import Year
from api.web.routers.relatorio import base_of
from api.web.templating import page
from api.web.views import participe as views
from api.web.views.planilha import csv_text
from api.web.views.relatorio import proof
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])
Party = Annotated[str, Path(max_length=120)]
NAMES = tuple(views.Duty.model_fields)


@router.get("/participes/{sigla}")
async def participe(
    request: Request, reader: Reader, door: DoorDep, session: SessionDep, sigla: Party, ano: Year = None
) -> Response:
    """What is late, what is to come and what was done, with its evidence; in one year or in all."""
    found = await _read(session, reader, door, sigla, ano)
    return page(
        request, reader, "pages/participe.html", de=found, deveres=views.duties_view(found), prova=proof,
        hoje=local_date(door.now()), ate=MOST_PLANS,
    )  # fmt: skip


@router.get("/participes/{sigla}/deveres.csv")
async def deveres_csv(reader: Reader, door: DoorDep, session: SessionDep, sigla: Party, ano: Year = None) -> Response:
    """One row for each act and each piece of evidence."""
    found = await _read(session, reader, door, sigla, ano)
    rows = [[getattr(one, name) for name in NAMES] for one in views.duties(found, base_of(door))]
    headers = {"Content-Disposition": f'attachment; filename="deveres-{ano or "todos"}.csv"'}
    return Response(csv_text(NAMES, rows), media_type="text/csv; charset=utf-8; header=present", headers=headers)


@router.get("/participes/{sigla}/deveres.json")
async def deveres_json(reader: Reader, door: DoorDep, session: SessionDep, sigla: Party, ano: Year = None) -> Response:
    """The same as JSON."""
    found = await _read(session, reader, door, sigla, ano)
    return JSONResponse(views.document(found, base_of(door), door.now()))


async def _read(session: AsyncSession, who: Principal, door: Door, party: str, year: int | None) -> PartyDuties:
    return await party_duties(session, who, party, local_date(door.now()), year)
