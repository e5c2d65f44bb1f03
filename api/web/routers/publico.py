"""What the norm makes public, for anybody: the register of proposals, each of them, open hearings, open data."""

import csv
import io
from collections.abc import AsyncIterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import JSONResponse, Response

from activities.records.queries.issued import facts_with_documents
from activities.records.queries.register import (
    PMIS,
    SHOWN,
    PublicCase,
    public_case,
    public_cases,
    public_documents,
    public_within,
    public_years,
    taking_in,
)
from api.calendars import calendar_counted
from api.deps import DoorDep, SessionDep, get_door, public
from api.identity.csrf import require_same_origin
from api.identity.principal import Principal
from api.limiting import address
from api.problems import Problem, not_found
from api.routing import offers
from api.services.following import follow, public_state
from api.web.forms import Raw, fields, parse
from api.web.inputs import PostedDep, Visitor, clean
from api.web.participation import CONTRIBUTION, contribute, contributions, hearing_ends, hearings
from api.web.posting import new_act
from api.web.routers.tarefa import CORRECTABLE
from api.web.shapes import shapes
from api.web.templating import go, page
from api.web.views import protocolo as protocol
from api.web.views import rol
from api.web.views.citacoes import cite
from api.web.views.erros import summary, worded
from api.web.views.listas import pager
from api.web.views.papel import printables
from api.web.views.prazos import deadline_card
from api.web.views.procedimentos import event_declaration
from api.web.views.protocolo import new_receipt
from api.web.views.publico import PublicLine, openings, public_line, sections, within
from api.web.views.tarefa import papers
from workflows.clock import local_date
from workflows.kernel.forms import validate
from workflows.kernel.state import CaseStatus
from workflows.kernel.words import Event

router = APIRouter(dependencies=[public(), Depends(clean)])
LIMIT = 25
EACH = 10
"""How many public cases of each other kind the portal lists."""
OPEN = 200
"""Among so many of the newest open proposals are open hearings looked for."""
ALL = 500
CONTRIBUTIONS = "6/minute"
TRAP = "_site"


@router.get("/")
async def portal(
    request: Request,
    visitor: Visitor,
    door: DoorDep,
    session: SessionDep,
    q: Annotated[str, Query(max_length=200)] = "",
    situacao: CaseStatus | Literal[""] = "",
    ano: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """What can be done here, what one can take part in now, and the register of proposals."""
    wanted: dict[str, Any] = {"q": q or None, "status": situacao or None, "year": int(ano) if ano else None}
    try:
        found = await public_cases(session, **wanted, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    today = local_date(door.now())
    lines, given = [rol.proposal(case) for case in found.items], {"q": q, "situacao": situacao, "ano": ano}
    return page(
        request,
        visitor,
        "pages/portal.html",
        public=True,
        pedido=given,
        filtrado=any(given.values()),
        anos=await public_years(session),
        propostas=lines,
        oitivas=await _open_hearings(session, today),
        aberturas=[one for case in await taking_in(session) if case.type != PMIS for one in openings(case, today)],
        outros=await _others(session),
        artigo=cite("dec-167:art-16"),
        verificar="/verificar" if offers(request.app, "/verificar") else "",
        pager=pager("/", given, f"{len(lines)} nesta página", cursor, found.next_cursor),
    )


async def _open_hearings(session: AsyncSession, today: date) -> list[dict[str, Any]]:
    """The proposals whose hearing is open, with how long it still is."""
    recent = (await public_cases(session, status=CaseStatus.OPEN, limit=OPEN)).items
    opened = await hearings(session, [case.id for case in recent])
    ends = await hearing_ends(session, sorted(opened))
    return [
        {"proposta": rol.proposal(case), "ate": rol.hearing_left(ends.get(case.id), today)}
        for case in recent
        if case.id in opened
    ]


async def _others(session: AsyncSession) -> list[PublicLine]:
    """The newest public cases of each kind that has no register of its own here."""
    kinds = [kind for kind in SHOWN if kind != PMIS]
    found = [case for kind in kinds for case in (await public_cases(session, type=kind, limit=EACH)).items]
    return [public_line(case) for case in found]


@router.get("/publico/processos/{id}")
async def processo_publico(request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, id: str) -> Response:
    """What is public of a case of another kind. Raises `Problem` 404."""
    case = await public_case(session, id)
    if case is None:
        raise not_found("Não há processo público com esse endereço.")
    if case.type == PMIS:
        return go(request, f"/pmis/{id}")
    today = local_date(door.now())
    state = await public_state(session, id)
    dates = state.deadlines if state else ()
    return page(
        request,
        visitor,
        "pages/processo_publico.html",
        public=True,
        processo=public_line(case),
        pedido=protocol.followed(state, today) if state else None,
        partes=sections(case),
        dentro=within(await public_within(session, id)),
        aberturas=openings(case, today),
        prazos=[deadline_card(one, await calendar_counted(session, one.term.calendar), today) for one in dates],
        documentos=papers(await public_documents(session, id), look=False),
    )


@router.get("/pmis/{id}")
async def proposta(
    request: Request,
    visitor: Visitor,
    session: SessionDep,
    id: str,
    recibo: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """One proposal, and its hearing when it is open; to whoever just contributed, the receipt too."""
    return await _proposal(request, visitor, session, id, {}, receipt=recibo)


@router.post("/pmis/{id}/contribuicao")
async def contribuir(
    request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, id: str, posted: PostedDep
) -> Response:
    """Take in a contribution. What fills the field that people do not see is thanked and dropped."""
    require_same_origin(request)
    await door.limiter.hit(CONTRIBUTIONS, "oitiva", address(request))
    if posted.guards.get(TRAP):
        return go(request, f"/pmis/{id}", "contribuicao")
    asked = _contribution()
    form = parse(shapes(asked.form), posted.raw)
    read = validate(asked.form, form)
    if isinstance(read, tuple):
        return await _proposal(request, visitor, session, id, posted.raw, worded(read, shapes(asked.form)), 422)
    try:
        secret = await contribute(door, id, form, posted.act)
    except Problem as problem:
        if problem.code not in CORRECTABLE:
            raise
        errors = worded(problem.errors, shapes(asked.form)) or {"": problem.detail}
        return await _proposal(request, visitor, session, id, posted.raw, errors, problem.status)
    return go(request, f"/pmis/{id}?recibo={secret}" if secret else f"/pmis/{id}", "contribuicao")


@router.get("/publico/pmis.json")
async def pmis_json(door: DoorDep, session: SessionDep) -> Response:
    """The register as JSON; the fields are documented at `/dados`."""
    rows = [rol.open_row(line, door.settings.public_url) async for line in _all(session)]
    return JSONResponse({"fonte": "Tramita", "itens": rows}, headers=_open_headers())


@router.get("/publico/pmis.csv")
async def pmis_csv(door: DoorDep, session: SessionDep) -> Response:
    """The register as CSV in UTF-8, with a line of names."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rol.FIELDS)
    writer.writeheader()
    async for line in _all(session):
        writer.writerow(rol.open_row(line, door.settings.public_url))
    headers = {**_open_headers(), "Content-Disposition": 'attachment; filename="pmis.csv"'}
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _open_headers() -> dict[str, str]:
    return {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"}


async def _all(session: AsyncSession) -> AsyncIterator[rol.Proposal]:
    cursor: str | None = None
    while True:
        found = await public_cases(session, cursor=cursor, limit=ALL)
        for case in found.items:
            yield rol.proposal(case)
        cursor = found.next_cursor
        if cursor is None:
            return


def _contribution() -> Event:
    event = event_declaration(CONTRIBUTION)
    if event is None:
        raise not_found("Não há oitiva aberta.")
    return event


async def _proposal(
    request: Request,
    visitor: Principal | None,
    session: AsyncSession,
    id: str,
    raw: Raw,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    receipt: str = "",
) -> Response:
    case = await public_case(session, id, (PMIS,))
    if case is None:
        raise not_found("Não há proposta pública com esse endereço.")
    opened = id in await hearings(session, [id])
    return page(
        request,
        visitor,
        "pages/proposta.html",
        public=True,
        status=status,
        failed=bool(errors),
        recibo=new_receipt(await follow(session, receipt), receipt) if receipt else None,
        **await _said(session, case, opened, raw, errors or {}, local_date(get_door(request).now())),
    )


async def _said(
    session: AsyncSession, case: PublicCase, opened: bool, raw: Raw, errors: Mapping[str, str], today: date
) -> dict[str, object]:
    event = _contribution()
    return {
        "proposta": rol.proposal(case),
        "documentos": papers(await public_documents(session, case.id), look=False),
        "emitidos": printables(case, await facts_with_documents(session, case.id), f"/pmis/{case.id}"),
        "oitiva": opened,
        "ate": rol.hearing_left((await hearing_ends(session, [case.id])).get(case.id), today),
        "instrucoes": event.instructions,
        "norma": cite(event.provision.id),
        "perguntas": fields(shapes(event.form), raw, errors),
        "contribuicoes": await contributions(session, case.id),
        "artigo": cite("dec-167:art-16"),
        "erros": summary(errors),
        "armadilha": TRAP,
        "ato": new_act(),
    }
