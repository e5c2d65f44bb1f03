"""The list of cases, and starting one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.queries.cases import CaseFilter, list_cases
from api.deps import DoorDep, Reader, SessionDep, Starter
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services.room import organizations_of
from api.services.starting import MYSELF, StartRequest, start_case
from api.web.cuts import CaseCut
from api.web.forms import Field, Raw, fields, parse
from api.web.inputs import PostedDep, clean
from api.web.posting import new_act
from api.web.routers.tarefa import CORRECTABLE, headline
from api.web.shapes import Choice, Kind, Shape, shapes
from api.web.templating import go, page
from api.web.views.citacoes import beside
from api.web.views.erros import summary, worded
from api.web.views.iniciar import offers
from api.web.views.listas import applied, pager
from api.web.views.procedimentos import about, all_types
from api.web.views.processo import case_line
from workflows.clock import local_date
from workflows.kernel.forms import validate
from workflows.kernel.state import CaseStatus
from workflows.kernel.words import About

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/processos"
LIMIT = 50
FOR = "_por"
STATUSES = (("", "Todas"), ("aberto", "Em curso"), ("vencido", "Com prazo vencido"), ("encerrado", "Encerrados"))


@router.get(PATH)
async def processos(
    request: Request,
    reader: Reader,
    door: DoorDep,
    session: SessionDep,
    q: Annotated[str, Query(max_length=200)] = "",
    procedimento: Annotated[str, Query(max_length=80)] = "",
    situacao: Annotated[str, Query(max_length=20)] = "",
    *,
    corte: Annotated[CaseCut, Depends()],
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """The cases that whoever looks may see."""
    today = local_date(door.now())
    wanted = CaseFilter(
        q=q or None,
        type=procedimento or None,
        status=CaseStatus(situacao) if situacao in ("aberto", "encerrado") else None,
        overdue=True if situacao == "vencido" else None,
        **corte.filter(),
    )
    try:
        found = await list_cases(session, reader.viewer, wanted, today=today, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    given = {"q": q, "procedimento": procedimento, "situacao": situacao, **corte.given}
    titles = {"q": f"“{q}”", "procedimento": dict(all_types()).get(procedimento, procedimento)}
    titles |= {"situacao": dict(STATUSES).get(situacao, ""), **corte.titles(procedimento)}
    return page(
        request,
        reader,
        "pages/processos.html",
        linhas=[case_line(case, today) for case in found.items],
        q=q,
        procedimento=procedimento,
        situacao=situacao,
        procedimentos=all_types(),
        situacoes=STATUSES,
        corte=corte.given,
        filtros=applied(PATH, given, titles),
        pode_iniciar=any(offer.href for offer in offers(reader.roles)),
        pager=pager(PATH, given, f"{len(found.items)} nesta página", cursor, found.next_cursor),
    )


@router.get("/processos/novo")
async def escolher(request: Request, starter: Reader) -> Response:
    """What may be started, and by whom."""
    return page(request, starter, "pages/novo.html", ofertas=offers(starter.roles))


@router.get("/processos/novo/{tipo}")
async def preencher(request: Request, reader: Reader, session: SessionDep, tipo: str) -> Response:
    """The form of a new case."""
    return _form(request, reader, _known(tipo), {}, await _for_whom(session, reader))


@router.post("/processos/novo/{tipo}")
async def iniciar(
    request: Request, starter: Starter, door: DoorDep, session: SessionDep, tipo: str, posted: PostedDep
) -> Response:
    """Start the case; answers when its first facts are recorded."""
    kind = _known(tipo)
    asked = shapes(kind.input)
    raw = posted.kept(asked)
    whom = await _for_whom(session, starter, posted.guards.get(FOR, ""))
    if posted.reshaping:
        return _form(request, starter, kind, raw, whom, extra=posted.added)
    given = parse(asked, raw)
    read = validate(kind.input, given)
    if isinstance(read, tuple):
        return _form(request, starter, kind, raw, whom, worded(read, asked), 422)
    try:
        party = whom[0].value or None if whom else None
        started = await start_case(door, starter, StartRequest(tipo, given, party=party), posted.act)
    except Problem as problem:
        if problem.code not in CORRECTABLE:
            raise
        if any(error.field == "party" for error in problem.errors):
            told = {whom[0].name: "Diga em nome de quem"}
            return _form(request, starter, kind, raw, [replace(whom[0], error=told[FOR])], told, 422)
        errors = worded(problem.errors, asked, strip="input") or {"": problem.detail}
        return _form(request, starter, kind, raw, whom, errors, problem.status, problem)
    return go(request, f"/processos/{started.case}", "iniciado")


async def _for_whom(session: AsyncSession, who: Principal, chosen: str = "") -> list[Field]:
    """Asked of who answers for several organisations: for which of them, or for none."""
    if len(who.parties) < 2:
        return []
    options = [Choice(one.id, one.name) for one in await organizations_of(session, who)]
    shape = Shape(FOR, Kind.SELECT, "Em nome de quem?", choices=(*options, Choice(MYSELF, "Em meu nome")))
    return [Field(shape, FOR, values=(chosen,) if chosen else ())]


def _known(type_id: str) -> About:
    found = about(type_id)
    if found is None:
        raise not_found("Não há esse tipo de processo.")
    return found


def _form(
    request: Request,
    who: Principal,
    kind: About,
    raw: Raw,
    whom: Sequence[Field],
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    refusal: Problem | None = None,
    extra: str = "",
) -> Response:
    complaints = errors or {}
    shown = (*whom, *fields(shapes(kind.input), raw, complaints, extra))
    return page(
        request,
        who,
        "pages/formulario.html",
        status=status,
        failed=bool(complaints),
        titulo=f"Iniciar {kind.short}",
        sobre=kind.title,
        ajuda="O que a norma pede para começar. O que for marcado como opcional ajuda, mas não impede.",
        citacao=f"{kind.norm}, {', '.join(one.short for one in kind.provisions)}",
        degraus=[
            {"title": "Processos", "href": "/processos"},
            {"title": "Iniciar um processo", "href": "/processos/novo"},
            {"title": kind.short, "href": ""},
        ],
        destino=f"/processos/novo/{kind.id}",
        volta="/processos/novo",
        botao="Protocolar",
        perguntas=shown,
        textos=beside(shown),
        erros=summary(complaints, refusal=refusal.provision if refusal else None),
        titulo_dos_erros=headline(len(complaints), refusal).replace("concluir", "protocolar"),
        ato=new_act(),
    )
