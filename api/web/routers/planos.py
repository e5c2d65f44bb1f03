"""Work plans before they are carried out: those that ship, one's own from a file or a form, and how each would run."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, Request
from pydantic import TypeAdapter
from starlette.responses import Response

from api.deps import DoorDep, Reader, SessionDep, Starter
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services.plans import Run, Sound, check, run_through, sound
from api.services.starting import StartRequest, start_case
from api.typed import read_date
from api.web.forms import Raw, fields, parse
from api.web.inputs import PostedDep, clean
from api.web.posting import new_act
from api.web.routers.tarefa import CORRECTABLE
from api.web.shapes import shapes
from api.web.templating import go, page
from api.web.views import planos as views
from api.web.views.erros import summary, worded
from api.web.views.iniciar import offers
from workflows.clock.model import LegalDate
from workflows.cooperacao.escrito import PlanoEscrito
from workflows.cooperacao.files import PlanProblem, shipped_plans, written
from workflows.cooperacao.plan import Plan
from workflows.kernel.forms import validate
from workflows.kernel.messages import FieldError

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/planos"
TYPE = "plano-de-trabalho"
YAML = "application/yaml; charset=utf-8"
LEGAL_DATE = TypeAdapter[date](LegalDate)


@router.get(PATH)
async def planos(request: Request, reader: Reader) -> Response:
    """The plans that ship, and the ways to bring another."""
    return page(request, reader, "pages/planos.html", planos=list(shipped_plans().values()))


@router.get("/planos/conferir")
async def colar(request: Request, reader: Reader) -> Response:
    """Where a plan's file is pasted."""
    return page(request, reader, "pages/plano_conferir.html", texto="", problemas=())


@router.post("/planos/conferir")
async def conferir(request: Request, reader: Reader, session: SessionDep, posted: PostedDep) -> Response:
    """Every complaint on its line, or the plan as it would run."""
    text = posted.text("texto")
    found = await check(session, text)
    if not isinstance(found, Sound):
        return _pasted(request, reader, found, text)
    return _shown(request, reader, found, _asked(posted.text("assinado_em"), posted.text("fim")), text)


@router.post("/planos/arquivo")
async def arquivo(request: Request, reader: Reader, session: SessionDep, posted: PostedDep) -> Response:
    """The file of a plan that was pasted or written."""
    found = await check(session, posted.text("texto"))
    return _file(found.plan) if isinstance(found, Sound) else _pasted(request, reader, found, posted.text("texto"))


@router.post("/planos/iniciar")
async def iniciar(
    request: Request, starter: Starter, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Start a plan that was pasted or written; with something wrong, nothing starts and the plan is shown again."""
    text = posted.text("texto")
    found = await check(session, text)
    if not isinstance(found, Sound):
        return _pasted(request, starter, found, text)
    given = {"plano": found.plan.model_dump(mode="json"), "assinado_em": posted.text("assinado_em")}
    if found.plan.term is None and posted.text("fim"):
        given["fim_da_vigencia"] = posted.text("fim")
    try:
        started = await start_case(door, starter, StartRequest(TYPE, given), posted.act)
    except Problem as problem:
        if problem.code not in CORRECTABLE:
            raise
        said = tuple(error.message for error in problem.errors) or (problem.detail,)
        asked = _asked(posted.text("assinado_em"), posted.text("fim"))
        return _shown(request, starter, found, asked, text, said, problem.status)
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
    return _shown(request, reader, await sound(session, plan), Asked(read.inicio), written(plan))


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
    return _shown(request, reader, await sound(session, _known(plano)), _asked(assinado_em, fim), "")


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


class Asked(NamedTuple):
    """The days of a term as somebody gave them, and what is wrong with what was typed."""

    signed_on: date | None = None
    ends_on: date | None = None
    errors: tuple[str, ...] = ()


def _asked(signed_on: str, ends_on: str) -> Asked:
    wrong = tuple(f"Escreva uma data válida, como 08/06/2026: {text}" for text in (signed_on, ends_on) if _bad(text))
    return Asked(_day(signed_on), _day(ends_on), wrong)


def _bad(text: str) -> bool:
    return bool(text) and _day(text) is None


def _day(text: str) -> date | None:
    try:
        return LEGAL_DATE.validate_python(read_date(text))
    except ValueError:
        return None


def _pasted(request: Request, reader: Principal, problems: tuple[PlanProblem, ...], text: str) -> Response:
    return page(request, reader, "pages/plano_conferir.html", status=422, failed=True, texto=text, problemas=problems)


def _shown(
    request: Request,
    reader: Principal,
    found: Sound,
    asked: Asked,
    text: str,
    refused: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    run = run_through(found, asked.signed_on, asked.ends_on)
    errors = (*refused, *asked.errors, *((run.message,) if isinstance(run, FieldError) else ()))
    return page(
        request,
        reader,
        "pages/plano.html",
        status=422 if errors and status == 200 else status,
        failed=bool(errors),
        plano=found.plan,
        acoes=views.action_lines(found.plan),
        previa=views.preview(found.plan, run) if isinstance(run, Run) else None,
        assinado_em=run.signed_on if isinstance(run, Run) else asked.signed_on,
        fim=asked.ends_on if found.plan.term is None else None,
        texto=text,
        erros=errors,
        pode_iniciar=any(one.href.endswith(TYPE) for one in offers(reader.roles)),
        ato=new_act(),
    )


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
