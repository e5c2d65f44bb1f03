"""Work plans before they are carried out: those that ship, one's own from a file or a form, and how each would run."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.context import load_context
from api.deps import DoorDep, Reader, SessionDep, Starter
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services.plans import Checked, check, schema
from api.services.starting import StartRequest, start_case
from api.web.forms import Raw, fields, parse
from api.web.inputs import PostedDep, clean
from api.web.posting import new_act
from api.web.routers.tarefa import CORRECTABLE
from api.web.shapes import shapes
from api.web.templating import go, page
from api.web.views import planos as views
from api.web.views.erros import summary, worded
from api.web.views.iniciar import offers
from workflows.clock import Calendar, load_calendar, shipped_calendars
from workflows.cooperacao.escrito import PlanoEscrito
from workflows.cooperacao.files import PlanProblem, shipped_plans, written
from workflows.cooperacao.plan import Plan
from workflows.kernel.forms import validate

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/planos"
TYPE = "plano-de-trabalho"
YAML = "application/yaml; charset=utf-8"


@router.get(PATH)
async def planos(request: Request, reader: Reader) -> Response:
    """The plans that ship, and the ways to bring another."""
    return page(request, reader, "pages/planos.html", planos=list(shipped_plans().values()))


@router.get("/planos/esquema.json")
async def esquema(_reader: Reader) -> dict[str, Any]:
    """The JSON Schema of a plan."""
    return schema()


@router.get("/planos/conferir")
async def colar(request: Request, reader: Reader) -> Response:
    """Where a plan's file is pasted."""
    return page(request, reader, "pages/plano_conferir.html", texto="", problemas=())


@router.post("/planos/conferir")
async def conferir(request: Request, reader: Reader, session: SessionDep, posted: PostedDep) -> Response:
    """Every complaint on its line, or the plan as it would run."""
    text = posted.text("texto")
    checked = check(text)
    if checked.plan is None:
        return _pasted(request, reader, checked, text)
    asked = _asked(posted.text("assinado_em"), posted.text("fim"))
    return await _shown(request, reader, session, checked.plan, asked, text)


@router.post("/planos/arquivo")
async def arquivo(request: Request, reader: Reader, posted: PostedDep) -> Response:
    """The file of a plan that was pasted or written."""
    checked = check(posted.text("texto"))
    if checked.plan is None:
        return _pasted(request, reader, checked, posted.text("texto"))
    return _file(checked.plan)


@router.post("/planos/iniciar")
async def iniciar(
    request: Request, starter: Starter, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Start a plan that was pasted or written; with something wrong, nothing starts and the plan is shown again."""
    text = posted.text("texto")
    checked = check(text)
    if checked.plan is None:
        return _pasted(request, starter, checked, text)
    given = {"plano": checked.plan.model_dump(mode="json"), "assinado_em": posted.text("assinado_em")}
    if checked.plan.term is None and posted.text("fim"):
        given["fim_da_vigencia"] = posted.text("fim")
    try:
        started = await start_case(door, starter, StartRequest(TYPE, given), posted.act)
    except Problem as problem:
        if problem.code not in CORRECTABLE:
            raise
        said = tuple(error.message for error in problem.errors) or (problem.detail,)
        asked = _asked(posted.text("assinado_em"), posted.text("fim"))
        return await _shown(request, starter, session, checked.plan, asked, text, said, problem.status)
    return go(request, f"/processos/{started.case}", "iniciado")


@router.get("/planos/escrever")
async def escrever(request: Request, reader: Reader) -> Response:
    """The form of a plan."""
    return _form(request, reader, {})


@router.post("/planos/escrever")
async def escrito(request: Request, reader: Reader, session: SessionDep, posted: PostedDep) -> Response:
    """What was written, as a plan; or the form again, with each error beside its field."""
    asked = shapes(PlanoEscrito)
    raw = posted.kept(asked)
    if posted.reshaping:
        return _form(request, reader, raw, extra=posted.added)
    read = validate(PlanoEscrito, parse(asked, raw))
    if isinstance(read, tuple):
        return _form(request, reader, raw, worded(read, asked), 422)
    plan = read.plano()
    return await _shown(request, reader, session, plan, (read.inicio, None), written(plan))


@router.get("/planos/{plano}")
async def plano(
    request: Request,
    reader: Reader,
    session: SessionDep,
    plano: str,
    assinado_em: Annotated[str, Query(max_length=10)] = "",
    fim: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """A plan that ships, and how it would run."""
    found = _known(plano)
    return await _shown(request, reader, session, found, _asked(assinado_em, fim), "")


@router.get("/planos/{plano}/arquivo")
async def arquivo_do_plano(_reader: Reader, plano: str) -> Response:
    """Its file, to be changed and brought back."""
    return _file(_known(plano))


def _known(id: str) -> Plan:
    found = shipped_plans().get(id)
    if found is None:
        raise not_found("Não há plano com esse nome.")
    return found


def _file(plan: Plan) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{plan.id}.yaml"'}
    return Response(written(plan), media_type=YAML, headers=headers)


def _asked(signed_on: str, end: str) -> tuple[date | None, date | None]:
    return _day(signed_on), _day(end)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _pasted(request: Request, reader: Principal, checked: Checked, text: str) -> Response:
    return page(
        request, reader, "pages/plano_conferir.html", status=422, failed=True, texto=text, problemas=checked.problems
    )


async def _shown(
    request: Request,
    reader: Principal,
    session: AsyncSession,
    plan: Plan,
    asked: tuple[date | None, date | None],
    text: str,
    errors: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    signed_on = asked[0] or (plan.term.starts_on if plan.term else None)
    end = plan.end(signed_on) if plan.term and signed_on else asked[1]
    if signed_on and end and end <= signed_on:
        errors, status, end = (*errors, "A vigência termina depois da assinatura."), 422, None
    calendar = await _calendar(session, plan)
    if calendar is None:
        said = PlanProblem(1, "calendar", f"Não há calendário “{plan.calendar}”; há: {', '.join(shipped_calendars())}")
        return _pasted(request, reader, Checked(None, (said,)), text)
    return page(
        request,
        reader,
        "pages/plano.html",
        status=status,
        failed=bool(errors),
        plano=plan,
        acoes=views.action_lines(plan),
        previa=views.preview(plan, signed_on, end, calendar),
        assinado_em=signed_on,
        fim=end if plan.term is None else None,
        texto=text,
        erros=errors,
        pode_iniciar=any(one.href.endswith(TYPE) for one in offers(reader.roles)),
        ato=new_act(),
    )


async def _calendar(session: AsyncSession, plan: Plan) -> Calendar | None:
    decreed = (await load_context(session)).calendars
    if plan.calendar in decreed:
        return Calendar(decreed[plan.calendar])
    return load_calendar(plan.calendar) if plan.calendar in shipped_calendars() else None


def _form(
    request: Request,
    who: Principal,
    raw: Raw,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    extra: str = "",
) -> Response:
    complaints = errors or {}
    return page(
        request,
        who,
        "pages/plano_escrever.html",
        status=status,
        failed=bool(complaints),
        perguntas=fields(shapes(PlanoEscrito), raw, complaints, extra),
        erros=summary(complaints),
    )
