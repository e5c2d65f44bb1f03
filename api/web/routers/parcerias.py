"""Partnerships, for anybody: the list and each one's page (arts. 102 and 104), and how to report what is irregular."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.queries.disclosed import Standing, count_disclosed, disclosed_years
from api.deps import DoorDep, SessionDep, get_door, public
from api.identity.csrf import require_same_origin
from api.identity.principal import Principal
from api.limiting import address
from api.opendata.catalogue import PATH as OPEN_DATA
from api.opendata.catalogue import VERSION
from api.problems import Problem, not_found
from api.services.following import follow
from api.services.partnership_deadlines import bound
from api.services.partnership_panel import delays
from api.services.partnerships import listed, partnership, reading, running, wanted
from api.web.formatters import about_so_many, counted
from api.web.forms import Raw, fields, parse
from api.web.inputs import PostedDep, Visitor, clean
from api.web.participation import report_irregularity
from api.web.posting import new_act
from api.web.routers.publico import CONTRIBUTIONS, TRAP
from api.web.routers.tarefa import CORRECTABLE
from api.web.shapes import shapes
from api.web.templating import go, page
from api.web.views import parcerias as views
from api.web.views.citacoes import cite
from api.web.views.erros import summary, worded
from api.web.views.listas import pager
from api.web.views.painel_da_parceria import delay_lines
from api.web.views.prazos_da_parceria import sides
from api.web.views.protocolo import new_receipt
from workflows.clock import local_date
from workflows.execucao.formularios_divulgacao import Relato
from workflows.kernel.forms import validate

router = APIRouter(dependencies=[public(), Depends(clean)])
LIMIT = 25
ALL, FOUND = ("parceria", "parcerias"), ("parceria encontrada", "parcerias encontradas")


@router.get(views.PATH)
async def parcerias(
    request: Request,
    visitor: Visitor,
    door: DoorDep,
    session: SessionDep,
    q: Annotated[str, Query(max_length=200)] = "",
    situacao: Standing | Literal[""] = "",
    ano: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The list, newest signature first. Raises `Problem` for an unknown cursor."""
    today = local_date(door.now())
    by = await reading(session, today)
    asked = wanted(by, q, situacao or None, int(ano) if ano else None)
    try:
        shown, after = await listed(session, by, asked, cursor, LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    told, count = [views.line(one, today) for one in shown], await count_disclosed(session, asked)
    given = {"q": q, "situacao": situacao, "ano": ano}
    return page(
        request,
        visitor,
        "pages/parcerias.html",
        public=True,
        pedido=given,
        filtrado=any(given.values()),
        situacoes=views.STANDINGS,
        anos=await disclosed_years(session, asked),
        parcerias=told,
        quantas=counted(count, *(FOUND if any(given.values()) else ALL)),
        artigo=cite("dec-167:art-104"),
        dados=f"{OPEN_DATA}/{VERSION}",
        pager=pager(views.PATH, given, f"{len(told)} nesta página, de {about_so_many(count)}", cursor, after),
    )


@router.get(f"{views.PATH}/{{id}}")
async def parceria(
    request: Request,
    visitor: Visitor,
    session: SessionDep,
    id: str,
    recibo: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """One partnership; to whoever just reported something, the receipt too. Raises `Problem` 404."""
    return await _page(request, visitor, session, id, {}, receipt=recibo)


@router.post(f"{views.PATH}/{{id}}/representacao")
async def representar(
    request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, id: str, posted: PostedDep
) -> Response:
    """Take in what anybody says of irregularities (art. 102, II). What fills the unseen field is dropped."""
    require_same_origin(request)
    await door.limiter.hit(CONTRIBUTIONS, "representacao", address(request))
    if posted.guards.get(TRAP):
        return go(request, f"{views.PATH}/{id}", "representacao")
    said = parse(shapes(Relato), posted.raw)
    read = validate(Relato, said)
    if isinstance(read, tuple):
        return await _page(request, visitor, session, id, posted.raw, worded(read, shapes(Relato)), 422)
    by = await reading(session, local_date(door.now()))
    one = await partnership(session, id, by)
    if one is None or not by.disclosed(one):
        raise not_found("Não há parceria divulgada com esse endereço.")
    try:
        secret = await report_irregularity(door, by.context, running(one), said, posted.act)
    except Problem as problem:
        if problem.code not in CORRECTABLE:
            raise
        errors = worded(problem.errors, shapes(Relato)) or {"": problem.detail}
        return await _page(request, visitor, session, id, posted.raw, errors, problem.status)
    return go(request, f"{views.PATH}/{id}?recibo={secret}" if secret else f"{views.PATH}/{id}", "representacao")


async def _page(
    request: Request,
    visitor: Principal | None,
    session: AsyncSession,
    id: str,
    raw: Raw,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    receipt: str = "",
) -> Response:
    today = local_date(get_door(request).now())
    by = await reading(session, today)
    one = await partnership(session, id, by)
    if one is None or not by.disclosed(one):
        raise not_found("Não há parceria divulgada com esse endereço.")
    key = (one.instrument.parte, one.instrument.numero)
    deadlines = await bound(session, {id: key}, by, public=True)
    return page(
        request,
        visitor,
        "pages/parceria.html",
        public=True,
        status=status,
        failed=bool(errors),
        parceria=views.page_of_partnership(one, today),
        atrasos=delay_lines(await delays(session, *key)),
        lados=sides(deadlines.get(id, ()), today),
        orgao=views.ORGAN,
        endereco=f"{views.PATH}/{id}",
        recibo=new_receipt(await follow(session, receipt), receipt) if receipt else None,
        perguntas=fields(shapes(Relato), raw, errors or {}),
        erros=summary(errors or {}),
        armadilha=TRAP,
        ato=new_act(),
        dados=f"{OPEN_DATA}/{VERSION}",
        artigos={"divulgar": cite("dec-167:art-104"), "representar": cite("dec-167:art-102:inc-II")},
    )
