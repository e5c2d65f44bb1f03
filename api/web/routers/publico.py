"""What the norm makes public, for anybody: the register of proposals, each of them, open hearings, open data."""

import csv
import io
from collections.abc import AsyncIterator, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import JSONResponse, Response

from activities.records.queries.register import PublicCase, public_case, public_cases, public_documents
from api.deps import DoorDep, SessionDep, public
from api.identity.csrf import require_same_origin
from api.identity.principal import Principal
from api.limiting import address
from api.problems import Problem, not_found
from api.web.forms import Raw, fields, parse
from api.web.inputs import PostedDep, Visitor, clean
from api.web.participation import CONTRIBUTION, contribute, contributions, hearings
from api.web.posting import new_act
from api.web.routers.tarefa import CORRECTABLE
from api.web.shapes import shapes
from api.web.templating import go, page
from api.web.views import rol
from api.web.views.citacoes import cite
from api.web.views.erros import summary, worded
from api.web.views.listas import pager
from api.web.views.procedimentos import event_declaration
from api.web.views.tarefa import papers
from workflows.kernel.forms import validate
from workflows.kernel.words import Event

router = APIRouter(dependencies=[public(), Depends(clean)])
LIMIT = 25
ALL = 500
CONTRIBUTIONS = "6/minute"
TRAP = "_site"


@router.get("/")
async def portal(
    request: Request,
    visitor: Visitor,
    session: SessionDep,
    q: Annotated[str, Query(max_length=200)] = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """The register, and what one can take part in now."""
    try:
        found = await public_cases(session, q=q or None, cursor=cursor, limit=LIMIT)
    except ValueError:
        raise Problem("cursor-invalido") from None
    lines = [rol.proposal(case) for case in found.items]
    recent = lines if not (q or cursor) else [rol.proposal(one) for one in (await public_cases(session)).items]
    opened = await hearings(session, [line.id for line in recent if not line.encerrado])
    return page(
        request,
        visitor,
        "pages/portal.html",
        public=True,
        q=q,
        propostas=lines,
        oitivas=[line for line in recent if line.id in opened],
        artigo=cite("dec-167:art-16"),
        pager=pager("/", {"q": q}, f"{len(lines)} nesta página", cursor, found.next_cursor),
    )


@router.get("/pmis/{id}")
async def proposta(request: Request, visitor: Visitor, session: SessionDep, id: str) -> Response:
    """One proposal, and its hearing when it is open."""
    return await _proposal(request, visitor, session, id, {})


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
        await contribute(door, id, form, posted.act)
    except Problem as problem:
        if problem.code not in CORRECTABLE:
            raise
        errors = worded(problem.errors, shapes(asked.form)) or {"": problem.detail}
        return await _proposal(request, visitor, session, id, posted.raw, errors, problem.status)
    return go(request, f"/pmis/{id}", "contribuicao")


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
) -> Response:
    case = await public_case(session, id)
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
        **await _said(session, case, opened, raw, errors or {}),
    )


async def _said(
    session: AsyncSession, case: PublicCase, opened: bool, raw: Raw, errors: Mapping[str, str]
) -> dict[str, object]:
    event = _contribution()
    return {
        "proposta": rol.proposal(case),
        "documentos": papers(await public_documents(session, case.id), look=False),
        "oitiva": opened,
        "instrucoes": event.instructions,
        "norma": cite(event.provision.id),
        "perguntas": fields(shapes(event.form), raw, errors),
        "contribuicoes": await contributions(session, case.id),
        "artigo": cite("dec-167:art-16"),
        "erros": summary(errors),
        "armadilha": TRAP,
        "ato": new_act(),
    }
