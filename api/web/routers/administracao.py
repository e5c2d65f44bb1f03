"""The administration: its front page, the units, and the record of every administrative act."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import RedirectResponse, Response

from activities.records import identity
from activities.records.administration import count_admin, list_admin, verify_admin
from activities.records.tables import UnitRow
from api.deps import Administrator, DoorDep, SessionDep
from api.problems import not_found
from api.services import people
from api.services.people import Refused
from api.web.forms import typed
from api.web.inputs import PostedDep, clean
from api.web.lookups import names
from api.web.routers.administracao_folha import Sheet, listing
from api.web.templating import go
from api.web.views.administracao import Step, unit_lines
from api.web.views.administracao_perguntas import NewUnitForm, UnitForm, unit_shapes
from api.web.views.administracao_registro import act_lines, chain_said, users_of
from api.web.views.listas import Pager

router = APIRouter(dependencies=[Depends(clean)])
UNITS = "/administracao/unidades"
RECORD = "/administracao/registro"
LIMIT = 50


@router.get("/administracao")
async def administracao(_who: Administrator) -> Response:
    """The first of its pages."""
    return RedirectResponse("/administracao/pessoas", status_code=303)


@router.get(UNITS)
async def unidades(request: Request, who: Administrator, session: SessionDep) -> Response:
    """The units, with what their people may do."""
    lines = unit_lines(await identity.list_units(session), await identity.list_everybody(session))
    return listing(request, who, "unidades", unidades=lines)


@router.get(f"{UNITS}/nova")
async def nova(request: Request, who: Administrator) -> Response:
    """The form of a new unit."""
    return _sheet(None).show(request, who, {})


@router.post(f"{UNITS}/nova")
async def criar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Make a unit."""
    sheet = _sheet(None)
    read = sheet.read(request, who, NewUnitForm, posted)
    if isinstance(read, Response):
        return read
    if any(unit.id == read.id for unit in await identity.list_units(session)):
        return sheet.refused(request, who, posted, {"id": "Identificador: já há uma unidade com este, escolha outro"})
    try:
        async with door.changes() as change:
            await people.put_unit(change, who.id, read.id, read.name, read.roles)
            await change.commit()
    except Refused as refused:
        return sheet.refused(request, who, posted, refused)
    return go(request, UNITS, "guardado")


@router.get(f"{UNITS}/{{unidade}}")
async def unidade(request: Request, who: Administrator, session: SessionDep, unidade: str) -> Response:
    """The form that changes a unit."""
    found = await _unit(session, unidade)
    sheet = _sheet(found)
    return sheet.show(request, who, typed(sheet.shapes, found.model_dump()))


@router.post(f"{UNITS}/{{unidade}}")
async def gravar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep, unidade: str
) -> Response:
    """Change a unit."""
    found = await _unit(session, unidade)
    sheet = _sheet(found)
    read = sheet.read(request, who, UnitForm, posted)
    if isinstance(read, Response):
        return read
    try:
        async with door.changes() as change:
            await people.put_unit(change, who.id, found.id, read.name, read.roles)
            await change.commit()
    except Refused as refused:
        return sheet.refused(request, who, posted, refused)
    return go(request, UNITS, "guardado")


@router.get(RECORD)
async def registro(
    request: Request,
    who: Administrator,
    session: SessionDep,
    antes: Annotated[int | None, Query(ge=1, le=2**31)] = None,
) -> Response:
    """Every administrative act, newest first, and whether the chain holds."""
    rows = await list_admin(session, before=antes, limit=LIMIT + 1)
    shown = rows[:LIMIT]
    total = await count_admin(session)
    return listing(
        request,
        who,
        "registro",
        atos=act_lines(shown, await names(session, users_of(shown))),
        corrente=chain_said(await verify_admin(session), total),
        pager=Pager(
            said=f"{len(shown)} de {total}",
            first=RECORD if antes else "",
            next=f"{RECORD}?antes={shown[-1].seq}" if len(rows) > LIMIT else "",
        ),
    )


async def _unit(session: AsyncSession, unit_id: str) -> UnitRow:
    found = next((unit for unit in await identity.list_units(session) if unit.id == unit_id), None)
    if found is None:
        raise not_found("Não há essa unidade.")
    return found


def _sheet(unit: UnitRow | None) -> Sheet:
    back = Step("Unidades", UNITS)
    if unit is None:
        return Sheet("Criar uma unidade", f"{UNITS}/nova", back, "Criar", unit_shapes(new=True))
    return Sheet(f"Mudar {unit.name}", f"{UNITS}/{unit.id}", back, "Guardar", unit_shapes(new=False))
