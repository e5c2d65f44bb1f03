"""The administration of the register of links that keep persons out: the list, entering one, and its end."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.queries.links import LinkView, find_links, get_link, reach_of
from api.deps import Administrator, DoorDep, SessionDep
from api.problems import Problem, not_found
from api.services import impediments
from api.services.people import Refused
from api.web.formatters import capital
from api.web.inputs import PostedDep, clean
from api.web.routers.administracao_folha import CONFIRM, Sheet, listing
from api.web.templating import go
from api.web.views import impedimentos as views
from api.web.views.administracao import Step
from api.web.views.citacoes import cite
from api.web.views.erros import by_field
from api.web.views.impedimentos import PATH, EndForm, LinkForm
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])
BACK = Step("Impedimentos", PATH)
NEW = Sheet(
    "Registrar um vínculo que impede", f"{PATH}/novo", BACK, "Ver o que muda", views.link_shapes(),
    "Quem participou da organização nos últimos cinco anos, ou tem interesse em conflito, não atua nos processos dela. "
    "O Tramita recusa qualquer ato da pessoa neles.",
)  # fmt: skip


@router.get(PATH)
async def impedimentos(
    request: Request,
    who: Administrator,
    door: DoorDep,
    session: SessionDep,
    q: Annotated[str, Query(max_length=200)] = "",
    todos: bool = False,
) -> Response:
    """The links that keep somebody out today, or all there were; those with `q` in person or organisation."""
    found = await find_links(session, q, on=None if todos else local_date(door.now()))
    return listing(request, who, "impedimentos", vinculos=views.link_lines(found), q=q, todos=todos)


@router.get(f"{PATH}/novo")
async def novo(request: Request, who: Administrator) -> Response:
    """The form of a link."""
    return NEW.show(request, who, {})


@router.post(f"{PATH}/novo")
async def registrar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Say what a link would reach; then, confirmed, enter it."""
    read = NEW.read(request, who, LinkForm, posted)
    if isinstance(read, Response):
        return read
    try:
        found = await impediments.checked(door, session, **dict(read))
    except Refused as refused:
        return NEW.refused(request, who, posted, refused)
    except Problem as problem:
        return NEW.refused(request, who, posted, by_field(problem.errors))
    if posted.verb == CONFIRM:
        await impediments.enter(door, who.id, found)
        return go(request, PATH, "decretado")
    told = views.told_of(read, found.user.name, found.organization, found.link.until)
    reach = await reach_of(session, found.user.id, found.link.party)
    return NEW.confirm(request, who, posted, told, resumo=views.reach_said(reach))


@router.get(f"{PATH}/{{pessoa}}/{{organizacao}}/{{desde}}")
async def vinculo(
    request: Request, who: Administrator, session: SessionDep, pessoa: str, organizacao: str, desde: date
) -> Response:
    """The form of the end of a link."""
    return _ending(await _found(session, pessoa, organizacao, desde)).show(request, who, {})


@router.post(f"{PATH}/{{pessoa}}/{{organizacao}}/{{desde}}")
async def encerrar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep, pessoa: str,
    organizacao: str, desde: date,
) -> Response:  # fmt: skip
    """Say when a link ended; it keeps the person out for five more years."""
    known = await _found(session, pessoa, organizacao, desde)
    sheet = _ending(known)
    read = sheet.read(request, who, EndForm, posted)
    if isinstance(read, Response):
        return read
    try:
        await impediments.end(door, who.id, known, read.ended, read.act)
    except Problem as problem:
        return sheet.refused(request, who, posted, by_field(problem.errors))
    return go(request, PATH, "decretado")


async def _found(session: AsyncSession, user: str, party: str, since: date) -> LinkView:
    found = await get_link(session, user, party, since)
    if found is None:
        raise not_found("Não há esse vínculo no registro.")
    return found


def _ending(known: LinkView) -> Sheet:
    what = f"{capital(known.kind or 'vínculo')} de {known.organization or known.party}"
    return Sheet(
        f"Encerrar o vínculo de {known.name}", f"{PATH}/{known.user_id}/{known.party}/{known.since}", BACK,
        "Encerrar", views.end_shapes(),
        f"{what}. Encerrado o vínculo, o impedimento dura mais cinco anos; o de conflito de interesse acaba no dia.",
        cite=cite(known.provision).full if known.provision else "",
    )  # fmt: skip
