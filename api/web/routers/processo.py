"""One case: its page with its parts, the proof of a deadline, and bringing something to it."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.promises import load_promises
from activities.records.queries.cases import case_view, facts, get_case
from activities.records.queries.family import brought
from activities.records.queries.partnerships import EXECUTION
from activities.records.queries.sent import act_of
from activities.records.queries.views import CaseFull, CaseView, DeadlineView, FactView, TaskView
from api.calendars import calendar_counted
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.door import Door
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services.access import case_for_events, visible_deadline
from api.services.acting import bring_event
from api.services.keys import act_id
from api.services.partnership_panel import panel
from api.services.protocols import secret_of
from api.services.reading import deadline_state
from api.services.sniffing import JPEG
from api.web.anexos import NO_FILES, Files, files_sent
from api.web.formatters import capital, file_size
from api.web.forms import Raw, fields, parse
from api.web.inputs import PostedDep, clean
from api.web.lookups import names, numbers
from api.web.plan_choices import asked_in, not_chosen
from api.web.posting import Posted, new_act
from api.web.routers.tarefa import CORRECTABLE, headline, told
from api.web.templating import go, page
from api.web.views import processo as views
from api.web.views.citacoes import beside
from api.web.views.compromissos import stage_pledge
from api.web.views.cumprimento import PLAN, StoodLine, standing_today
from api.web.views.diagrama import path_view
from api.web.views.erros import summary, worded
from api.web.views.fatos import FactGroup, Names, fact_tabs, written
from api.web.views.impedimentos import impeded_here
from api.web.views.painel_da_parceria import panel_view
from api.web.views.papel import printables
from api.web.views.partes import party_names, published
from api.web.views.prazos import deadline_card, deadline_page
from api.web.views.procedimentos import about, case_name, event_declaration, outcome_title
from api.web.views.processo import Part
from api.web.views.prova import POLICIES
from api.web.views.tarefa import kept_words, papers
from api.web.views.tarefas import pledged, task_line
from workflows.clock import local_date
from workflows.kernel.forms import validate
from workflows.kernel.words import Event

router = APIRouter(dependencies=[Depends(clean)])
FACTS = 1000
LAST_FACTS = 6
PHOTOGRAPHED = ("visita-tecnica", "relatorio-tecnico")
"""The procedures whose reports describe photographs."""


@router.get("/processos/{id}")
async def processo(request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str) -> Response:
    """Where the case stands, and why."""
    return await _show(request, reader, door, session, id, Part.SUMMARY)


@router.get("/processos/{id}/{parte}")
async def parte(
    request: Request,
    reader: Reader,
    door: DoorDep,
    session: SessionDep,
    id: str,
    parte: Part,
    tipo: FactGroup | None = None,
) -> Response:
    """One of its parts; of its facts, those of a kind."""
    return await _show(request, reader, door, session, id, parte, tipo)


async def _show(
    request: Request,
    who: Principal,
    door: Door,
    session: AsyncSession,
    id: str,
    part: Part,
    group: FactGroup | None = None,
) -> Response:
    view = await case_view(session, who.viewer, id)
    if view is None:
        raise not_found("Este processo não existe ou não é visível a você.")
    happened = await _first_and_last(session, id, view.case.last_seq)
    context = await _context(session, who, door, view, happened, part)
    lines = context["fatos"]
    shown = [line for line in lines if group in (None, line.group)] if part is Part.FACTS else lines
    tabs = fact_tabs(id, lines, group) if part is Part.FACTS else ()
    return page(request, who, "pages/processo.html", **{**context, "fatos": shown, "tipos": tabs})


async def _first_and_last(session: AsyncSession, id: str, last: int) -> tuple[FactView, ...]:
    """How a case began and where it stands: its first facts and its newest, `FACTS` of each at most."""
    first = (await facts(session, id, limit=FACTS)).items
    newest = (await facts(session, id, after=max(FACTS, last - FACTS), limit=FACTS)).items if last > FACTS else ()
    return (*first, *newest)


def _by_due(tasks: Iterable[TaskView]) -> list[TaskView]:
    return sorted(tasks, key=lambda task: (task.due or date.max, task.offered_at))


async def _context(
    session: AsyncSession, who: Principal, door: Door, view: CaseView, happened: tuple[FactView, ...], part: Part
) -> dict[str, Any]:
    """Everything the page of `part` says."""
    case, today = view.case, local_date(door.now())
    found = about(case.type)
    parties = party_names(happened)
    people = await names(session, views.people_in(happened) | {one.user for one in case.impeded} | {*case.parties})
    known = {**people, **parties}
    name = case_name(case.type, case.label)
    states = {item.id: deadline_state(item) for item in view.deadlines}
    lines = views.fact_lines(happened, known)
    decided = views.decisions(happened, known)
    emitted = printables(case, happened)
    shown = [item for item in view.deadlines if part is Part.DEADLINES or item.status.running]
    promises = await load_promises(session)
    asked = [task for task in _by_due(view.tasks) if task.status.open]
    rows = [task_line(task, case.label, today, parties=parties) for task in asked]
    return {
        "processo": case,
        "nome": name,
        "tipo": found.title if found else case.type,
        "resultado": outcome_title(case.type, case.outcome),
        "pai": await _parent(session, who, case.parent),
        "politica": POLICIES[case.policy],
        "barra": views.stage_bar(case, happened),
        "esperas": views.wait_boxes(case, states, today, known),
        "encerrado": views.ended_sentence(case),
        "caminhos": views.ways(case),
        "abas": views.parts(case.id, part, _counts(view, len(decided), len(emitted))),
        "parte": part.value,
        "nome_da_parte": views.PARTS[part],
        "base": f"/processos/{case.id}",
        "tarefas": pledged(rows, asked, promises, today),
        "compromisso": stage_pledge(promises, case, happened, today),
        "apresentar": views.bringings(case, who.roles),
        "prazos": await _cards(session, shown, today) if part in (Part.SUMMARY, Part.DEADLINES) else [],
        "fatos": lines if part is Part.FACTS else lines[:LAST_FACTS],
        "decisoes": decided,
        "documentos": papers(view.documents),
        "fotografias": any(one.media_type == JPEG for one in view.documents) or case.type in PHOTOGRAPHED,
        "papeis": emitted,
        "apresentado": written(happened[0]) if happened else (),
        "caminho": path_view(case, happened) if part is Part.DIAGRAM else None,
        **await _told_in_summary(session, who, case, known, today, part),
        "impedidos": impeded_here(case.impeded, happened, known),
        "representantes": await _standing(session, case, known, today) if part is Part.SUMMARY else (),
        "filhos": [views.case_line(child, today) for child in view.children],
    }


async def _told_in_summary(
    session: AsyncSession, who: Principal, case: CaseFull, known: Names, today: date, part: Part
) -> dict[str, Any]:
    """What is public of the case as a table; of a partnership under way, its panel instead."""
    if part is not Part.SUMMARY:
        return {"publico": None, "painel": None}
    found = await panel(session, case.id, today) if case.type == EXECUTION else None
    public = {} if found else case.public
    return {"publico": published(public, known), "painel": panel_view(found, today, who.internal) if found else None}


async def _standing(session: AsyncSession, case: CaseFull, known: Names, today: date) -> tuple[StoodLine, ...]:
    """Who stands for each party of a work plan."""
    return standing_today(await brought(session, case.id), known, today) if case.type == PLAN else ()


def _counts(view: CaseView, decided: int, emitted: int) -> dict[Part, int]:
    return {
        Part.DEADLINES: len(view.deadlines),
        Part.FACTS: view.case.last_seq,
        Part.DOCUMENTS: len(view.documents) + emitted,
        Part.DECISIONS: decided,
        Part.CHILDREN: len(view.children),
    }


async def _parent(session: AsyncSession, who: Principal, parent: str | None) -> Mapping[str, str] | None:
    found = await get_case(session, who.viewer, parent) if parent else None
    return {"title": case_name(found.type, found.label), "href": f"/processos/{found.id}"} if found else None


async def _cards(session: AsyncSession, deadlines: list[DeadlineView], today: Any) -> list[Any]:
    calendars = {id: await calendar_counted(session, id) for id in {one.term.calendar for one in deadlines}}
    return [deadline_card(one, calendars[one.term.calendar], today) for one in deadlines]


@router.get("/prazos/{id}")
async def prazo(request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str) -> Response:
    """How a deadline was counted, day by day."""
    found = await visible_deadline(session, reader, id)
    number = (await numbers(session, [found.case_id])).get(found.case_id, "")
    shown = deadline_page(found, await calendar_counted(session, found.term.calendar), local_date(door.now()))
    return page(
        request,
        reader,
        "pages/prazo.html",
        prazo=shown,
        nome=case_name(found.case_type, number),
        processo=f"/processos/{found.case_id}",
    )


@router.get("/processos/{id}/apresentar/{evento}")
async def apresentar(
    request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str, evento: str
) -> Response:
    """The form of what may be brought, to a case one takes part in or that asks it of everybody."""
    event = _event(evento)
    await _takes_part(session, reader, id, event)
    return await _bring_page(request, reader, door, session, id, event, {})


@router.post("/processos/{id}/apresentar/{evento}")
async def trazer(
    request: Request, doer: Doer, door: DoorDep, session: SessionDep, id: str, evento: str, posted: PostedDep
) -> Response:
    """Bring it; answers when it is recorded."""
    event = _event(evento)
    takes_part = await _takes_part(session, doer, id, event)
    asked = await asked_in(session, doer, id, event)
    raw = posted.kept(asked)
    files = await files_sent(request, door, doer) if event.files else Files()
    bring_page = partial(_bring_page, request, doer, door, session, id, event, raw, files=files)
    if posted.reshaping:
        return await bring_page(extra=posted.added)
    form = parse(asked, raw)
    read = validate(event.form, form)
    errors = worded(read, asked) if isinstance(read, tuple) else not_chosen(event, asked, form)
    if errors or files.refused:
        return await bring_page(errors, 422 if errors else files.status)
    try:
        await bring_event(door, doer, id, event.id, form, posted.act, files.ids)
    except Problem as problem:
        if problem.code in CORRECTABLE:
            errors = worded(problem.errors, asked) or {"": problem.detail}
            return await bring_page(errors, problem.status)
        return page(
            request,
            doer,
            "pages/tarde.html",
            status=problem.status,
            failed=True,
            problema=await told(request, door, problem),
            alvo={"title": capital(event.title), "case": "Processo", "href": f"/processos/{id}"},
            escrito=kept_words(asked, raw),
        )
    return go(request, f"/processos/{id}" if takes_part else await _receipt(session, doer, id, posted), "apresentado")


async def _takes_part(session: AsyncSession, who: Principal, id: str, event: Event) -> bool:
    """Whether `who` takes part in the case. Raises `Problem` 404 for what it does not ask of everybody."""
    case, takes_part = await case_for_events(session, who, id)
    if not takes_part and (event.parties_only or event.id not in case.events):
        raise not_found("Este processo não existe ou não é visível a você.")
    return takes_part


async def _receipt(session: AsyncSession, who: Principal, id: str, posted: Posted) -> str:
    """Where whoever takes no part in the case follows what they just brought."""
    sent = await act_of(session, id, act_id(who.id, id, posted.act))
    return f"/protocolo/{secret_of(sent)}" if sent else f"/recibos/{id}"


def _event(id: str) -> Event:
    event = event_declaration(id)
    if event is None:
        raise not_found("Este processo não recebe esse tipo de manifestação.")
    return event


async def _bring_page(
    request: Request,
    who: Principal,
    door: Door,
    session: AsyncSession,
    id: str,
    event: Event,
    raw: Raw,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    *,
    extra: str = "",
    files: Files = NO_FILES,
) -> Response:
    complaints = {**(errors or {}), **({"arquivos": files.refused} if files.refused else {})}
    case, takes_part = await case_for_events(session, who, id)
    place = f"/processos/{id}" if takes_part else f"/publico/processos/{id}"
    name, title = case_name(case.type, case.label), capital(event.title)
    shown = fields(await asked_in(session, who, id, event), raw, complaints, extra)
    return page(
        request,
        who,
        "pages/formulario.html",
        status=status,
        failed=bool(complaints),
        titulo=title,
        sobre=f"{name} · {case.subject}",
        ajuda=event.instructions,
        citacao=event.provision.citation,
        degraus=[
            {"title": "Processos", "href": "/processos"},
            {"title": name, "href": place},
            {"title": title, "href": ""},
        ],
        destino=f"/processos/{id}/apresentar/{event.id}",
        anexos={"kept": files.stored, "error": files.refused, "limit": file_size(door.settings.max_upload)}
        if event.files
        else None,
        volta=place,
        botao="Apresentar",
        perguntas=shown,
        textos=beside(shown),
        erros=summary(complaints, refusal=event.provision.id),
        titulo_dos_erros=headline(len(complaints)).replace("concluir", "apresentar"),
        ato=new_act(),
    )
