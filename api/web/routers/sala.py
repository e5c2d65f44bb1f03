"""The room of an organisation: its people see it and nobody else's, and choose among several."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import RedirectResponse, Response

from activities.records.organizations import organization_names, people_of
from activities.records.queries.cases import CaseFilter, list_cases
from activities.records.queries.sent import documents_of, sent_by, told_to
from api.deps import DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.problems import Problem
from api.services.room import Organization, organization_of, organizations_of, room_of, viewer_in
from api.web.formatters import cnpj
from api.web.inputs import clean
from api.web.lookups import names, numbers, remainders
from api.web.templating import page
from api.web.views import sala as views
from api.web.views.listas import pager
from api.web.views.processo import case_line
from api.web.views.tarefas import left_said
from workflows.clock import local_date
from workflows.kernel.state import CaseStatus

router = APIRouter(dependencies=[Depends(clean)])
PATH = views.PATH
LIMIT = 25
Cursor = Annotated[str | None, Query(max_length=500)]


@router.get(PATH)
async def minha_organizacao(request: Request, reader: Reader, session: SessionDep) -> Response:
    """The one organisation of whoever looks, or the choice among several."""
    found = await organizations_of(session, reader)
    if len(found) == 1:
        return RedirectResponse(views.base(found[0]), status_code=303)
    lines = [{"name": one.name, "href": views.base(one)} for one in found]
    return page(request, reader, "pages/sala/escolher.html", organizacoes=lines)


@router.get(f"{PATH}/{{organizacao}}")
async def inicio(request: Request, reader: Reader, door: DoorDep, session: SessionDep, organizacao: str) -> Response:
    """What the organisation must do, what is with the body, and what was sent last."""
    found = await organization_of(session, reader, organizacao)
    room, today = await room_of(session, reader, found.id), local_date(door.now())
    numbered = await numbers(session, [task.case_id for task in room.tasks])
    known = await names(session, [task.owner for task in room.tasks])
    awaited = {wait.on for case in room.cases for wait in case.waits}
    left = await remainders(session, [task.deadline for task in room.tasks])
    said = {id: left_said(*days) for id, days in left.items()}
    duties = views.duties(room, numbered, said, known, today)
    return _show(
        request,
        reader,
        found,
        "inicio",
        resumo=views.lead(duties),
        deveres=duties,
        conosco=views.with_us(room, await organization_names(session, awaited), today),
        enviados=views.protocol_lines(room.sent),
    )


@router.get(f"{PATH}/{{organizacao}}/processos")
async def processos(
    request: Request,
    reader: Reader,
    door: DoorDep,
    session: SessionDep,
    organizacao: str,
    situacao: CaseStatus | None = None,
    cursor: Cursor = None,
) -> Response:
    """The cases of the organisation, newest first."""
    found = await organization_of(session, reader, organizacao)
    today, viewer = local_date(door.now()), viewer_in(reader, found.id)
    wanted = CaseFilter(party=found.id, status=situacao)
    try:
        listed = await list_cases(session, viewer, wanted, today=today, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    lines = [case_line(one, today) for one in listed.items]
    given = {"situacao": situacao.value if situacao else None}
    said = f"{len(lines)} nesta página"
    foot = pager(f"{views.base(found)}/processos", given, said, cursor, listed.next_cursor)
    return _show(request, reader, found, "processos", linhas=lines, situacao=situacao or "", pager=foot)


@router.get(f"{PATH}/{{organizacao}}/protocolos")
async def protocolos(
    request: Request, reader: Reader, session: SessionDep, organizacao: str, cursor: Cursor = None
) -> Response:
    """Every act that the organisation sent, newest first, with the way to its receipt."""
    found = await organization_of(session, reader, organizacao)
    return await _listed(request, reader, found, "protocolos", sent_by, views.protocol_lines, session, cursor, {})


@router.get(f"{PATH}/{{organizacao}}/documentos")
async def documentos(
    request: Request,
    reader: Reader,
    session: SessionDep,
    organizacao: str,
    q: Annotated[str, Query(max_length=200)] = "",
    cursor: Cursor = None,
) -> Response:
    """Everything that the organisation attached to its cases, in one place."""
    found = await organization_of(session, reader, organizacao)

    async def papers(session: AsyncSession, organization: str, **paging: Any) -> Any:
        return await documents_of(session, organization, q=q, **paging)

    return await _listed(request, reader, found, "documentos", papers, views.paper_lines, session, cursor, {"q": q})


@router.get(f"{PATH}/{{organizacao}}/avisos")
async def avisos(
    request: Request, reader: Reader, session: SessionDep, organizacao: str, cursor: Cursor = None
) -> Response:
    """What the cases told the organisation, newest first."""
    found = await organization_of(session, reader, organizacao)

    async def told(session: AsyncSession, organization: str, **paging: Any) -> Any:
        return await told_to(session, organization, reader.viewer, **paging)

    return await _listed(request, reader, found, "avisos", told, views.notices, session, cursor, {})


@router.get(f"{PATH}/{{organizacao}}/pessoas")
async def pessoas(request: Request, reader: Reader, session: SessionDep, organizacao: str) -> Response:
    """Who answers for the organisation."""
    found = await organization_of(session, reader, organizacao)
    people = [one for one in await people_of(session, found.id) if one.active]
    lines = [{"name": one.name, "role": views.roles_said(one.roles), "me": one.id == reader.id} for one in people]
    return _show(request, reader, found, "pessoas", pessoas=lines)


async def _listed(
    request: Request,
    who: Principal,
    found: Organization,
    place: str,
    query: Any,
    lines_of: Any,
    session: AsyncSession,
    cursor: str | None,
    given: dict[str, str | None],
) -> Response:
    """A list of the room: what `query` finds for the organisation, as `lines_of` writes it."""
    try:
        listed = await query(session, found.id, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    lines = lines_of(listed.items)
    said = f"{len(lines)} nesta página"
    foot = pager(f"{views.base(found)}/{place}", given, said, cursor, listed.next_cursor)
    return _show(request, who, found, place, linhas=lines, pager=foot, **given)


def _show(request: Request, who: Principal, found: Organization, place: str, **context: Any) -> Response:
    return page(
        request,
        who,
        f"pages/sala/{place}.html",
        organizacao=found,
        cnpj=cnpj(found.cnpj) if found.cnpj else "",
        abas=views.tabs(found, request.url.path),
        base=views.base(found),
        outras=len(who.parties) > 1,
        **context,
    )
