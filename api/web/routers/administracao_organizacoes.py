"""The administration of organisations: their names and numbers, and who answers for each."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records import identity
from activities.records.organizations import get_organization, list_organizations, people_of
from activities.records.tables import OrganizationRow
from api.deps import Administrator, DoorDep, SessionDep
from api.identity.principal import Principal
from api.problems import not_found
from api.services import organizations
from api.services.people import Refused
from api.web.formatters import cnpj
from api.web.forms import typed
from api.web.inputs import PostedDep, clean
from api.web.routers.administracao_folha import Sheet, listing
from api.web.templating import go, page
from api.web.views.administracao import Step, organization_lines
from api.web.views.administracao_perguntas import (
    NewOrganizationForm,
    OrganizationForm,
    organization_shapes,
    said,
)

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/administracao/organizacoes"
BACK = Step("Organizações", PATH)


@router.get(PATH)
async def organizacoes(
    request: Request, who: Administrator, session: SessionDep, q: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """The organisations by name, those with `q` in name or number."""
    found = await list_organizations(session, q)
    lines = organization_lines(found, await identity.list_everybody(session))
    return listing(request, who, "organizacoes", organizacoes=lines, q=q)


@router.get(f"{PATH}/nova")
async def nova(request: Request, who: Administrator) -> Response:
    """The form of a new organisation."""
    return _sheet(None).show(request, who, {})


@router.post(f"{PATH}/nova")
async def criar(request: Request, who: Administrator, door: DoorDep, posted: PostedDep) -> Response:
    """Register an organisation."""
    sheet = _sheet(None)
    read = sheet.read(request, who, NewOrganizationForm, posted)
    if isinstance(read, Response):
        return read
    try:
        async with door.changes() as change:
            made = await organizations.add_organization(change, who.id, read.cnpj, read.name, read.known_as)
            await change.commit()
    except Refused as refused:
        return sheet.refused(request, who, posted, refused)
    return go(request, f"{PATH}/{made.id}", "guardado")


@router.get(f"{PATH}/{{organizacao}}")
async def organizacao(request: Request, who: Administrator, session: SessionDep, organizacao: str) -> Response:
    """An organisation, and who answers for it."""
    return await _show(request, who, session, await _found(session, organizacao))


@router.get(f"{PATH}/{{organizacao}}/mudar")
async def mudar(request: Request, who: Administrator, session: SessionDep, organizacao: str) -> Response:
    """The form that changes the names of an organisation."""
    found = await _found(session, organizacao)
    sheet = _sheet(found)
    return sheet.show(request, who, typed(sheet.shapes, found.model_dump()))


@router.post(f"{PATH}/{{organizacao}}/mudar")
async def gravar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep, organizacao: str
) -> Response:
    """Change the names of an organisation."""
    found = await _found(session, organizacao)
    sheet = _sheet(found)
    read = sheet.read(request, who, OrganizationForm, posted)
    if isinstance(read, Response):
        return read
    async with door.changes() as change:
        await organizations.change_organization(change, who.id, found.id, read.name, read.known_as)
        await change.commit()
    return go(request, f"{PATH}/{found.id}", "guardado")


@router.post(f"{PATH}/{{organizacao}}/pessoas")
async def vincular(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep, organizacao: str
) -> Response:
    """Let a person answer for the organisation."""
    found = await _found(session, organizacao)
    login = posted.text("login").lower()
    try:
        async with door.changes() as change:
            await organizations.link(change, who.id, found.id, login)
            await change.commit()
    except Refused as refused:
        return await _show(request, who, session, found, " ".join(said(refused).values()), login)
    return go(request, f"{PATH}/{found.id}", "guardado")


@router.post(f"{PATH}/{{organizacao}}/pessoas/retirar")
async def retirar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep, organizacao: str
) -> Response:
    """Let a person answer for the organisation no more. Somebody who did not is left as they are."""
    found = await _found(session, organizacao)
    try:
        async with door.changes() as change:
            await organizations.unlink(change, who.id, found.id, posted.text("pessoa"))
            await change.commit()
    except Refused:
        return go(request, f"{PATH}/{found.id}")
    return go(request, f"{PATH}/{found.id}", "guardado")


async def _show(
    request: Request,
    who: Principal,
    session: AsyncSession,
    found: OrganizationRow,
    error: str = "",
    login: str = "",
) -> Response:
    return page(
        request,
        who,
        "pages/administracao/organizacao.html",
        status=422 if error else 200,
        failed=bool(error),
        organizacao=found,
        cnpj=cnpj(found.cnpj),
        endereco=f"{PATH}/{found.id}",
        pessoas=await people_of(session, found.id),
        erro=error,
        usuario=login,
    )


async def _found(session: AsyncSession, organization_id: str) -> OrganizationRow:
    found = await get_organization(session, organization_id)
    if found is None:
        raise not_found("Não há essa organização.")
    return found


def _sheet(found: OrganizationRow | None) -> Sheet:
    if found is None:
        text = "Com o nome aqui, as páginas e os atos deixam de mostrar só um identificador."
        return Sheet("Registrar uma organização", f"{PATH}/nova", BACK, "Registrar", organization_shapes(True), text)
    path = f"{PATH}/{found.id}"
    step = Step(found.name, path)
    return Sheet(f"Mudar {found.name}", f"{path}/mudar", step, "Guardar", organization_shapes(False))
