"""The other acts on a task: giving it up, handing it over, impediment, comments, documents."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import UploadFile
from starlette.responses import Response

from activities.records import identity
from activities.records.tables import UserRow
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.door import Door
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services import documents
from api.services.acting import act_on_task
from api.web.actions import PAGES, ActionPage
from api.web.formatters import file_size
from api.web.forms import Raw, fields, parse
from api.web.inputs import PostedDep, clean
from api.web.posting import new_act
from api.web.routers.tarefa import CORRECTABLE, Opened, open_task, told
from api.web.templating import go, page
from api.web.views import tarefa as views
from api.web.views.erros import summary, worded
from workflows.kernel.forms import validate

router = APIRouter(dependencies=[Depends(clean)])


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
    return _show(request, reader, door, opened, chosen, await _people(session, opened, chosen), {})


@router.post("/tarefas/{id}/{acao}")
async def agir(
    request: Request, doer: Doer, door: DoorDep, session: SessionDep, id: str, acao: str, posted: PostedDep
) -> Response:
    """Do the act; what is wrong is said on the same page, what came too late on one of its own."""
    chosen = action_named(acao)
    opened = await open_task(session, door, doer, id)
    people = await _people(session, opened, chosen)
    form = parse(chosen.shapes(people), posted.raw)
    read = validate(chosen.form, form)
    if isinstance(read, tuple):
        return _show(request, doer, door, opened, chosen, people, posted.raw, worded(read, chosen.shapes(people)), 422)
    try:
        content = await _content(request, door, doer, chosen, read.model_dump(exclude_none=True))
        await act_on_task(door, doer, id, chosen.verb, posted.act, **content)
    except Problem as problem:
        if problem.code in CORRECTABLE or problem.status in (413, 415):
            errors = worded(problem.errors, chosen.shapes(people)) or {
                "arquivo" if chosen.upload else "": problem.detail
            }
            return _show(request, doer, door, opened, chosen, people, posted.raw, errors, problem.status)
        return await _refused(request, door, doer, opened, problem, chosen, posted.raw)
    stays = chosen.name in ("comentar", "anexar")
    return go(request, f"/tarefas/{id}" if stays else "/tarefas", chosen.flash)


async def _content(
    request: Request, door: Door, who: Principal, chosen: ActionPage, form: dict[str, Any]
) -> dict[str, Any]:
    """What the act carries: the form's fields or, for an attachment, the document just stored."""
    if not chosen.upload:
        return form
    file = (await request.form()).get("_arquivo")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Problem("dados-invalidos", "Escolha o documento a anexar")
    content = await file.read(door.settings.max_upload + 1)
    stored = await documents.store(door, who, content, file.filename, form.get("title"), False)
    return {"document": await documents.reference(door, who, stored.id)}


async def _people(session: AsyncSession, opened: Opened, chosen: ActionPage) -> Sequence[UserRow]:
    """Whom the task may be handed to: those who hold its role, without whoever has it or may not do it."""
    if not chosen.hands_over:
        return ()
    task = opened.found.task
    out = {task.owner, *(one.user for one in task.excluded), *(one.user for one in opened.found.case.impeded)}
    holders = await identity.list_users(session, role=task.role, party=task.party)
    return [person for person in holders if person.id not in out]


def _show(
    request: Request,
    who: Principal,
    door: Door,
    opened: Opened,
    chosen: ActionPage,
    people: Sequence[UserRow],
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
        perguntas=fields(chosen.shapes(people), raw, complaints),
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
