"""The other acts on a task: giving it up, handing it over, impediment, comments, documents."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import UploadFile
from starlette.responses import Response

from activities.records import identity
from activities.records.queries.sent import documents_of
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.door import Door
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services import documents
from api.services.acting import act_on_task
from api.web.actions import PAGES, ActionPage
from api.web.formatters import date_br, file_size
from api.web.forms import Raw, fields, parse, typed
from api.web.inputs import PostedDep, clean
from api.web.posting import new_act
from api.web.routers.tarefa import CORRECTABLE, Opened, open_task, told
from api.web.shapes import Choice
from api.web.templating import go, page
from api.web.views import tarefa as views
from api.web.views.documentos import document_choices, documents_asked
from api.web.views.erros import summary, worded
from workflows.kernel.forms import validate

router = APIRouter(dependencies=[Depends(clean)])
MOST_OFFERED = 50
"""How many of the documents sent before are offered, newest first."""


def action_named(name: str) -> ActionPage:
    """The act of that name. Raises `Problem` 404."""
    if name not in PAGES:
        raise not_found("Não há essa ação sobre tarefas.")
    return PAGES[name]


@router.get("/tarefas/{id}/{acao}")
async def acao(request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str, acao: str) -> Response:
    """The page of an act on a task."""
    chosen = action_named(acao)
    opened = await open_task(session, door, reader, id)
    offered = await _offered(session, reader, opened, chosen)
    return _show(request, reader, door, opened, chosen, offered, _kept(request, opened, chosen))


@router.post("/tarefas/{id}/{acao}")
async def agir(
    request: Request, doer: Doer, door: DoorDep, session: SessionDep, id: str, acao: str, posted: PostedDep
) -> Response:
    """Do the act; what is wrong is said on the same page, what came too late on one of its own."""
    chosen = action_named(acao)
    opened = await open_task(session, door, doer, id)
    offered = await _offered(session, doer, opened, chosen)
    asked = chosen.shapes(offered, document_choices(documents_asked(opened.declared)))
    read = validate(chosen.form, parse(asked, posted.raw))
    if isinstance(read, tuple):
        return _show(request, doer, door, opened, chosen, offered, posted.raw, worded(read, asked), 422)
    try:
        content = await _content(request, door, doer, chosen, read.model_dump(exclude_none=True), offered)
        await act_on_task(door, doer, id, chosen.verb, posted.act, **content)
    except Problem as problem:
        if problem.code in CORRECTABLE or problem.status in (413, 415) or problem.code == "documento-recusado":
            errors = worded(problem.errors, asked) or {"arquivo" if chosen.upload else "": problem.detail}
            return _show(request, doer, door, opened, chosen, offered, posted.raw, errors, problem.status)
        return await _refused(request, door, doer, opened, problem, chosen, posted.raw)
    stays = chosen.name in ("comentar", "anexar")
    return go(request, f"/tarefas/{id}" if stays else "/tarefas", chosen.flash)


async def _content(
    request: Request,
    door: Door,
    who: Principal,
    chosen: ActionPage,
    form: dict[str, Any],
    offered: Sequence[Choice],
) -> dict[str, Any]:
    """What the act carries: the form's fields or, for an attachment, the document chosen or just stored."""
    if not chosen.upload:
        return form
    file = (await request.form()).get("_arquivo")
    if isinstance(file, UploadFile) and file.filename:
        content = await file.read(door.settings.max_upload + 1)
        known = (await documents.store(door, who, content, file.filename, form.get("title"), False)).id
    else:
        known = form.get("document", "")
        if known not in [one.value for one in offered]:
            raise Problem("dados-invalidos", "Escolha o documento a anexar")
    return {"document": await documents.reference(door, who, known), "provision": form.get("provision")}


async def _offered(session: AsyncSession, who: Principal, opened: Opened, chosen: ActionPage) -> Sequence[Choice]:
    """What is chosen among: whom the task may be handed to, or what the organisation sent before."""
    task = opened.found.task
    if chosen.upload:
        named = [
            one for one in who.parties if one == task.party or (not task.party and one in opened.found.case.parties)
        ]
        sent = [paper for one in named for paper in (await documents_of(session, one, limit=MOST_OFFERED)).items]
        here = {paper.document for paper in opened.found.documents}
        return [Choice(one.document, f"{one.title}, de {date_br(one.attached_at)}") for one in sent
                if one.document not in here]  # fmt: skip
    if not chosen.hands_over:
        return ()
    out = {task.owner, *(one.user for one in task.excluded), *(one.user for one in opened.found.case.impeded)}
    holders = await identity.list_users(session, role=task.role, party=task.party)
    return [Choice(person.id, person.name) for person in holders if person.id not in out]


def _kept(request: Request, opened: Opened, chosen: ActionPage) -> Raw:
    """What the form holds before anything is typed: the document that was asked for, or the day that was set before."""
    if chosen.upload and (asked := request.query_params.get("dispositivo")):
        return {"provision": (asked,)}
    paper = opened.found.follow_up
    if chosen.name != "acompanhar" or paper is None:
        return {}
    return typed(chosen.shapes(()), {"on": paper.until.isoformat(), "text": paper.note})


def _show(
    request: Request,
    who: Principal,
    door: Door,
    opened: Opened,
    chosen: ActionPage,
    offered: Sequence[Choice],
    raw: Raw,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    complaints = errors or {}
    shown = opened.shown
    return page(
        request,
        who,
        "pages/acao.html",
        status=status,
        failed=bool(complaints),
        acao={
            "title": chosen.title,
            "help": chosen.help,
            "button": chosen.button,
            "href": f"/tarefas/{shown.id}/{chosen.name}",
            "grave": chosen.grave,
            "upload": chosen.upload,
        },
        alvo={"title": shown.title, "case": shown.case, "href": f"/tarefas/{shown.id}"},
        degraus=[
            {"title": "Minhas tarefas", "href": "/tarefas"},
            {"title": shown.title, "href": f"/tarefas/{shown.id}"},
            {"title": chosen.title, "href": ""},
        ],
        perguntas=fields(chosen.shapes(offered, document_choices(documents_asked(opened.declared))), raw, complaints),
        textos={},
        erros=summary(complaints),
        erro_do_arquivo=complaints.get("arquivo", ""),
        limite=file_size(door.settings.max_upload),
        ato=new_act(),
    )


async def _refused(
    request: Request, door: Door, who: Principal, opened: Opened, problem: Problem, chosen: ActionPage, raw: Raw
) -> Response:
    return page(
        request,
        who,
        "pages/tarde.html",
        status=problem.status,
        failed=True,
        problema=await told(request, door, problem),
        alvo={"title": chosen.title, "case": opened.shown.case, "href": f"/tarefas/{opened.shown.id}"},
        escrito=views.kept_words(chosen.shapes(()), raw),
    )
