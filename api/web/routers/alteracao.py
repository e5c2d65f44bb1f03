"""Amending a running plan, extending its term, joining it: what would move is shown before anybody confirms it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.queries.family import brought
from activities.records.queries.views import CaseFull, FactView
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
from workflows.clock import Calendar
from workflows.cooperacao.acontecimentos import ADESAO, ALTERACAO, PRORROGACAO
from workflows.cooperacao.amending import Moves, joined, moves, prolonged
from workflows.cooperacao.files import written
from workflows.cooperacao.formularios import Adesao, Alteracao
from workflows.cooperacao.formularios_da_vigencia import Prorrogacao
from workflows.kernel import Event, Form
from workflows.kernel.forms import validate
from workflows.kernel.state import FactKind

router = APIRouter(dependencies=[Depends(clean)])
CONFIRM = "registrar"
Errors = dict[str, str]


@dataclass(frozen=True)
class _Plan:
    """A running plan, its calendar, and what was brought to it."""

    running: Running
    calendar: Calendar
    happened: tuple[FactView, ...]


@dataclass(frozen=True)
class _Act:
    """Something brought to a running plan whose consequence is seen first: its event, form, words, and what moves."""

    path: str
    event: Event
    form: type[Form]
    title: str
    lead: str
    record: str
    nothing: str
    moves: Callable[[_Plan, Any], Moves]


def _amended(of: _Plan, read: Alteracao) -> Moves:
    one = of.running
    return moves(one.plan, read.novo, one.given.assinado_em, one.end, read.a_partir_de, of.calendar)


def _prolonged(of: _Plan, read: Prorrogacao) -> Moves:
    return prolonged(of.running.plan, of.running.given.assinado_em, of.running.end, read.novo_fim, of.calendar)


def _joined(of: _Plan, read: Adesao) -> Moves:
    come = sum(one.kind is FactKind.EVENT_RECEIVED and one.data.get("event") == ADESAO.id for one in of.happened)
    return joined(of.running.given, read, of.running.end, come + 1, of.calendar)


ACTS = (
    _Act(
        "alterar-plano", ALTERACAO, Alteracao, "Alterar o plano",
        "Mude o plano abaixo e diga de que dia a mudança vale. Você vê o que muda antes de registrar; o que já foi "
        "pedido segue como está.",
        "Registrar a alteração", "Nada: o plano escrito abaixo pede o mesmo que o plano em vigor.", _amended,
    ),
    _Act(
        "prorrogar-plano", PRORROGACAO, Prorrogacao, "Prorrogar a vigência",
        "Diga o novo último dia. Você vê o que passa a ser pedido antes de registrar; os períodos seguem contados da "
        "assinatura.",
        "Registrar a prorrogação", "Nenhum ato com data cabe a mais até esse dia.", _prolonged,
    ),
    _Act(
        "aderir-ao-plano", ADESAO, Adesao, "Registrar a adesão de instituição",
        "Você vê, antes de registrar, o que passa a ser pedido de quem adere e dos partícipes. O que o plano não data "
        "é pedido também, sem data.",
        "Registrar a adesão", "Nenhum ato com data passa a ser pedido.", _joined,
    ),
)  # fmt: skip


async def _running(session: AsyncSession, who: Principal, id: str, act: _Act) -> tuple[CaseFull, _Plan]:
    case = await visible_case(session, who, id)
    happened = await brought(session, id)
    found = running_plan(happened)
    if found is None or act.event.id not in case.events:
        raise not_found("Este processo não recebe isto agora.")
    return case, _Plan(found, await calendar_counted(session, found.plan.calendar), happened)


def _routes(act: _Act) -> None:
    @router.get(f"/processos/{{id}}/{act.path}", name=act.path)
    async def pedir(request: Request, reader: Reader, session: SessionDep, id: str) -> Response:
        """The form, to be filled in; of an amendment, with the plan as it stands."""
        case, plan = await _running(session, reader, id, act)
        known = {"plano": written(plan.running.plan)} if act.form is Alteracao else {}
        return _page(request, reader, case, act, typed(shapes(act.form), known))

    @router.post(f"/processos/{{id}}/{act.path}", name=f"conferir-{act.path}")
    async def conferir(
        request: Request, doer: Doer, door: DoorDep, session: SessionDep, id: str, posted: PostedDep
    ) -> Response:
        """What would move; or, once that was seen and confirmed, the act recorded."""
        case, plan = await _running(session, doer, id, act)
        asked = shapes(act.form)
        given = parse(asked, posted.raw)
        read = validate(act.form, given)
        if isinstance(read, tuple):
            return _page(request, doer, case, act, posted.raw, errors=worded(read, asked), status=422)
        if posted.verb != CONFIRM:
            try:
                shown = moves_view(act.moves(plan, read))
            except ValidationError:
                late = {"data": "A adesão deve ser anterior ao último dia da vigência."}
                return _page(request, doer, case, act, posted.raw, errors=late, status=422)
            return _page(request, doer, case, act, posted.raw, moved=shown)
        try:
            await bring_event(door, doer, id, act.event.id, given, posted.act)
        except Problem as problem:
            if problem.code not in CORRECTABLE:
                raise
            errors = worded(problem.errors, asked) or {"": problem.detail}
            return _page(request, doer, case, act, posted.raw, errors=errors, status=problem.status)
        return go(request, f"/processos/{id}", "apresentado")


for _each in ACTS:
    _routes(_each)


def _page(
    request: Request,
    who: Principal,
    case: CaseFull,
    act: _Act,
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
        pedido=act,
        perguntas=fields(shapes(act.form), raw, complaints),
        erros=summary(complaints),
        muda=moved,
        ato=new_act(),
    )
