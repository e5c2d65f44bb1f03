"""Amending a running plan: what would move is shown before anybody confirms it."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.queries.family import brought
from api.calendars import calendar_counted
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services.access import visible_case
from api.services.acting import bring_event
from api.web.forms import Raw, fields, parse, typed
from api.web.inputs import PostedDep, clean
from api.web.posting import new_act
from api.web.routers.tarefa import CORRECTABLE
from api.web.shapes import shapes
from api.web.templating import go, page
from api.web.views.cumprimento import Running, running_plan
from api.web.views.erros import summary, worded
from api.web.views.planos import MovesView, moves_view
from api.web.views.procedimentos import case_name
from workflows.cooperacao.amending import moves
from workflows.cooperacao.files import written
from workflows.cooperacao.formularios import Alteracao
from workflows.kernel.forms import validate

router = APIRouter(dependencies=[Depends(clean)])
EVENT = "plano-de-trabalho.alteracao"
CONFIRM = "registrar"
Errors = dict[str, str]


async def _running(session: AsyncSession, who: Principal, id: str) -> tuple[Any, Running]:
    case = await visible_case(session, who, id)
    found = running_plan(await brought(session, id))
    if found is None or EVENT not in case.events:
        raise not_found("Este processo não tem plano que se possa alterar.")
    return case, found


@router.get("/processos/{id}/alterar-plano")
async def alterar(request: Request, reader: Reader, session: SessionDep, id: str) -> Response:
    """The plan as it stands, to be changed."""
    case, running = await _running(session, reader, id)
    return _page(request, reader, case, typed(shapes(Alteracao), {"plano": written(running.plan)}))


@router.post("/processos/{id}/alterar-plano")
async def conferir(
    request: Request, doer: Doer, door: DoorDep, session: SessionDep, id: str, posted: PostedDep
) -> Response:
    """What would move; or, once that was seen and confirmed, the amendment recorded."""
    case, running = await _running(session, doer, id)
    asked = shapes(Alteracao)
    given = parse(asked, posted.raw)
    read = validate(Alteracao, given)
    if isinstance(read, tuple):
        return _page(request, doer, case, posted.raw, errors=worded(read, asked), status=422)
    if posted.verb != CONFIRM:
        shown = await _moves(session, running, read)
        return _page(request, doer, case, posted.raw, moved=shown)
    try:
        await bring_event(door, doer, id, EVENT, given, posted.act)
    except Problem as problem:
        if problem.code not in CORRECTABLE:
            raise
        errors = worded(problem.errors, asked) or {"": problem.detail}
        return _page(request, doer, case, posted.raw, errors=errors, status=problem.status)
    return go(request, f"/processos/{id}", "apresentado")


async def _moves(session: AsyncSession, running: Running, read: Alteracao) -> MovesView:
    given, calendar = running.given, await calendar_counted(session, running.plan.calendar)
    found = moves(running.plan, read.novo, given.assinado_em, running.end, read.a_partir_de, calendar)
    return moves_view(found)


def _page(
    request: Request,
    who: Principal,
    case: Any,
    raw: Raw,
    *,
    errors: Errors | None = None,
    moved: MovesView | None = None,
    status: int = 200,
) -> Response:
    complaints = errors or {}
    return page(
        request,
        who,
        "pages/plano_alterar.html",
        status=status,
        failed=bool(complaints),
        processo=case,
        nome=case_name(case.type, case.label),
        perguntas=fields(shapes(Alteracao), raw, complaints),
        erros=summary(complaints),
        muda=moved,
        ato=new_act(),
    )
