"""One task: its page, doing it, and the other acts on it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import JSONResponse, Response

from activities.records.absences import absence_of
from activities.records.promises import load_promises
from activities.records.queries.cases import facts
from activities.records.queries.desk import mentioned_in
from activities.records.queries.history import history
from activities.records.queries.views import TaskDetail, TaskView
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.door import Door
from api.handlers import request_id
from api.identity.principal import Principal
from api.problems import Problem
from api.services.access import task_header, visible_task
from api.services.acting import act_on_task
from api.services.indexing import foresees, previewed
from api.services.sheets import sheets_of
from api.services.verbs import verbs_of
from api.web.forms import Raw, fields, parse, typed
from api.web.inputs import PostedDep, clean
from api.web.lookups import names, numbers
from api.web.posting import Posted, new_act
from api.web.shapes import Kind, Shape, shapes
from api.web.templating import go, page
from api.web.views import conciliacao
from api.web.views import tarefa as views
from api.web.views.ausencias import stead_of
from api.web.views.citacoes import beside
from api.web.views.compromissos import pledge_box
from api.web.views.conciliacao import Reconciled
from api.web.views.conteudo import Said
from api.web.views.documentos import KINDS, documents_asked, wanted
from api.web.views.erros import ProblemPage, acted_before, problem_page, summary, worded
from api.web.views.fatos import written
from api.web.views.indices import PreviewCard, preview_card
from api.web.views.procedimentos import task_declaration
from api.web.views.processo import people_in
from api.web.views.repetir import answered_before
from workflows.clock import local_date
from workflows.contas.atos_da_conciliacao import CONFERIR
from workflows.kernel.forms import validate
from workflows.kernel.messages import Verb
from workflows.kernel.words import HumanTask

router = APIRouter(dependencies=[Depends(clean)])
HISTORY = 12
PAPERS = 300
PREVIEW = "conferir"
QUESTIONS = (Kind.RADIO, Kind.YES_NO, Kind.CHECK, Kind.MANY)
CORRECTABLE = {"dados-invalidos", "formulario-invalido", "resultado-inexistente", "ato-invalido", "vedado-pela-norma"}


@dataclass(frozen=True)
class Opened:
    """A task as somebody sees it: the records' view, what their words mean, and the page made of both."""

    found: TaskDetail
    declared: HumanTask | None
    shown: views.TaskPage
    proposed: tuple[Said, ...]
    before: views.Before
    sent: Mapping[str, Any]
    reconciled: Reconciled | None = None

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What its form asks."""
        return shapes(self.declared.form) if self.declared else ()

    @property
    def by_sheets(self) -> bool:
        """Whether its form takes rows from sheets."""
        return self.declared is not None and bool(sheets_of(self.declared.form))

    @property
    def by_statement(self) -> bool:
        """Whether one of them is the statement of a bank."""
        return self.declared is not None and any(one.statement for one in sheets_of(self.declared.form))


async def open_task(session: AsyncSession, door: Door, who: Principal, id: str) -> Opened:
    """The task `id` for `who`. Raises `Problem` 404."""
    found = await visible_task(session, who, id)
    declared = task_declaration(found.task.decl)
    today = local_date(door.now())
    away = await absence_of(session, found.task.owner, today) if found.task.owner else None
    covered = {away.user_id} if away and away.substitute == who.id else set()
    verbs = verbs_of(who, found.task, found.case, declared, covered) if declared else []
    barred = (*found.task.excluded, *found.case.impeded)
    past = await history(session, found.task.case_id, id, views.BEFORE, HISTORY)
    people = {
        away.substitute if away else None,
        found.task.owner,
        found.task.delegated_by,
        found.task.closed_by,
        *people_in(past),
    }
    known = await names(session, [*people, *(one.user for one in barred), *(one.user_id for one in found.comments)])
    number = (await numbers(session, [found.task.case_id])).get(found.task.case_id, "")
    told = await mentioned_in(session, id) if who.internal and found.comments else {}
    shown = views.task_page(found, number, verbs, known, who.id, today, told)
    pledge = pledge_box(await load_promises(session), found.task, today)
    shown = replace(shown, pledge=pledge, stead=stead_of(away if found.task.status.open else None, who, known))
    if asked := documents_asked(declared):
        handed_in = await history(session, found.task.case_id, id, KINDS, PAPERS)
        shown = replace(shown, wanted=wanted(id, asked, handed_in))
    beginning = (await facts(session, found.task.case_id, limit=1)).items
    proposed = written(beginning[0]) if beginning else ()
    sent = answered_before(declared, found.task, past) if shown.can_complete else {}
    account = await _account(session, found.task) if found.task.decl == CONFERIR.id else None
    return Opened(found, declared, shown, proposed, views.before(past, known), sent, account)


async def _account(session: AsyncSession, task: TaskView) -> Reconciled | None:
    """The account that the task is to check, line by line."""
    return conciliacao.reconciliation(await history(session, task.case_id, task.id, conciliacao.KINDS, PAPERS))


@router.get("/tarefas/{id}")
async def tarefa(request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str) -> Response:
    """What to do, with the draft of whoever looks."""
    opened = await open_task(session, door, reader, id)
    draft = opened.found.draft
    before = draft.form if draft else opened.sent
    card = preview_card(await previewed(session, opened.declared, opened.found.task, before))
    return _show(request, reader, opened, typed(opened.shapes, before), card=card)


@router.post("/tarefas/{id}")
async def concluir(
    request: Request, doer: Doer, door: DoorDep, session: SessionDep, id: str, posted: PostedDep
) -> Response:
    """Do the act, save the draft of it, or change how many rows the form shows."""
    if posted.verb == "rascunho" and "text/html" not in request.headers.get("accept", ""):
        return await _autosave(door, doer, session, id, posted)
    opened = await open_task(session, door, doer, id)
    raw = posted.kept(opened.shapes)
    if posted.reshaping:
        return _show(request, doer, opened, raw, posted, extra=posted.added)
    form = parse(opened.shapes, raw)
    drafts = posted.verb == "rascunho"
    # Whoever may not complete it has nothing to correct: the case says why, and what was typed is given back.
    if not drafts and opened.shown.can_complete and (errors := _errors(opened, posted, form)):
        return _show(request, doer, opened, raw, posted, errors=errors, status=422)
    if posted.verb == PREVIEW:
        card = preview_card(await previewed(session, opened.declared, opened.found.task, form))
        return _show(request, doer, opened, raw, posted, card=card)
    try:
        if drafts:
            await act_on_task(door, doer, id, Verb.SAVE_DRAFT, posted.act, form=form)
            return go(request, f"/tarefas/{id}", "rascunho")
        outcome = posted.outcome or None
        done = await act_on_task(door, doer, id, Verb.COMPLETE, posted.act, outcome=outcome, form=form)
    except Problem as problem:
        if problem.code in CORRECTABLE:
            errors = worded(problem.errors, opened.shapes) or {"": problem.detail}
            return _show(request, doer, opened, raw, posted, errors=errors, status=problem.status, refusal=problem)
        return await _too_late(request, door, doer, opened, problem, raw)
    return go(request, f"/processos/{done.case}", "concluida")


async def _autosave(door: Door, who: Principal, session: AsyncSession, id: str, posted: Posted) -> Response:
    """What the page's script asks for while somebody writes: when the draft was saved, or why not, in words."""
    try:
        declared = task_declaration((await task_header(session, who, id)).decl)
        asked = shapes(declared.form) if declared else ()
        await act_on_task(door, who, id, Verb.SAVE_DRAFT, posted.act, form=parse(asked, posted.kept(asked)))
    except Problem as problem:
        return JSONResponse({"dito": problem.detail or problem.title}, problem.status)
    return JSONResponse({"dito": views.saved(door.now())}, headers={"Cache-Control": "no-store"})


def _errors(opened: Opened, posted: Posted, form: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong before the case is asked: the same model that it validates by, and the result not chosen."""
    if opened.declared is None:
        return {}
    read = validate(opened.declared.form, form)
    errors = worded(read, opened.shapes) if isinstance(read, tuple) else {}
    if len(opened.declared.outcomes) > 1 and posted.outcome not in opened.declared.outcomes:
        errors["resultado"] = "Escolha a conclusão"
    return errors


def _show(
    request: Request,
    who: Principal,
    opened: Opened,
    raw: Raw,
    posted: Posted | None = None,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    extra: str = "",
    refusal: Problem | None = None,
    card: PreviewCard | None = None,
) -> Response:
    told = errors or {}
    shown = fields(opened.shapes, raw, told, extra)
    outcome = views.Outcomes(opened.shown.outcomes, posted.outcome if posted else "", told.get("resultado", ""))
    return page(
        request,
        who,
        "pages/tarefa.html",
        status=status,
        failed=bool(told),
        tarefa=opened.shown,
        planilha=f"/tarefas/{opened.shown.id}/planilha" if opened.by_sheets else "",
        extrato=opened.by_statement,
        conciliacao=opened.reconciled,
        vivo=opened.found.case,
        previa=card,
        preve=foresees(opened.declared),
        apresentado=opened.proposed,
        antes=opened.before,
        dono=views.keeper(who.id),
        menciona=who.internal,
        devolvido=posted is not None,
        repetido=bool(opened.sent) and opened.found.draft is None and posted is None,
        perguntas=[field for field in shown if field.shape.kind in QUESTIONS],
        textos_livres=[field for field in shown if field.shape.kind not in QUESTIONS],
        textos=beside(shown),
        resultado=outcome,
        erros=summary(told, refusal=refusal.provision if refusal else None),
        titulo_dos_erros=headline(len(told), refusal),
        ato=new_act(),
        ato_do_comentario=new_act(),
        ato_de_acompanhar=new_act(),
    )


def headline(count: int, refusal: Problem | None = None) -> str:
    """What stands over the summary of errors."""
    if refusal is not None and refusal.provision:
        return "A norma não permite concluir assim"
    return "Falta uma informação para concluir" if count == 1 else f"Há {count} pontos a corrigir para concluir"


async def _too_late(
    request: Request, door: Door, who: Principal, opened: Opened, problem: Problem, raw: Raw
) -> Response:
    """Somebody else was first, or it is not for this person: who and when, and what was typed."""
    return page(
        request,
        who,
        "pages/tarde.html",
        status=problem.status,
        failed=True,
        problema=await told(request, door, problem),
        alvo={"title": opened.shown.title, "case": opened.shown.case, "href": f"/tarefas/{opened.shown.id}"},
        escrito=views.kept_words(opened.shapes, raw),
    )


async def told(request: Request, door: Door, problem: Problem) -> ProblemPage:
    """The problem with the name of whoever acted before."""
    if problem.by is None:
        return problem_page(problem, request_id(request))
    async with door.records() as session:
        known = await names(session, [problem.by])
    before = acted_before(known.get(problem.by, "outra pessoa"), problem.at)
    return problem_page(problem, request_id(request), before)


@router.post("/tarefas/{id}/assumir")
async def assumir(
    request: Request, doer: Doer, door: DoorDep, session: SessionDep, id: str, posted: PostedDep
) -> Response:
    """Take the task from the queue."""
    opened = await open_task(session, door, doer, id)
    try:
        await act_on_task(door, doer, id, Verb.CLAIM, posted.act)
    except Problem as problem:
        return await _too_late(request, door, doer, opened, problem, {})
    return go(request, f"/tarefas/{id}", "assumida")
