"""The texts of messages: which there are, what stands, and another in its place by an act. First a sample of it."""

from typing import Literal

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from activities.records.texts import list_texts
from api.deps import Administrator, DoorDep, SessionDep
from api.problems import Problem
from api.services import wording
from api.web.inputs import PostedDep, clean
from api.web.routers.administracao_folha import CONFIRM, HOME, Sheet, listing
from api.web.templating import go, page
from api.web.views import mensagens as views
from api.web.views.administracao import Step
from api.web.views.erros import by_field
from workflows.clock import local_date
from workflows.kernel.texts import MessageText, texts

router = APIRouter(dependencies=[Depends(clean)])
PATH = views.PATH
LIST = Step("Mensagens", PATH)


@router.get(PATH)
async def mensagens(request: Request, who: Administrator, door: DoorDep, session: SessionDep) -> Response:
    """Every message that goes out, and whose text it has."""
    groups = views.text_groups(texts(), await list_texts(session), local_date(door.now()))
    return listing(request, who, "mensagens", grupos=groups)


@router.get(f"{PATH}/{{mensagem}}")
async def mensagem(request: Request, who: Administrator, door: DoorDep, session: SessionDep, mensagem: str) -> Response:
    """What a message says: its own text, the values it offers, and the texts that acts gave it."""
    text = wording.text_of(mensagem)
    rows = await list_texts(session, text.kind)
    today = local_date(door.now())
    row = views.in_force(rows, today)
    subject, body = (values[0] for values in views.standing(text, row).values())
    return page(
        request,
        who,
        "pages/administracao/mensagem.html",
        degraus=[HOME, LIST, Step(text.title, "")],
        texto=text,
        exemplo=wording.sample(text, subject, body),
        trocado=row is not None and row.body is not None,
        versoes=views.versions(rows, today),
        endereco=f"{PATH}/{text.kind}",
    )


@router.get(f"{PATH}/{{mensagem}}/texto")
async def texto(
    request: Request,
    who: Administrator,
    door: DoorDep,
    session: SessionDep,
    mensagem: str,
    original: Literal["", "1"] = "",
) -> Response:
    """The form of another text, or of the way back to the original one."""
    text = wording.text_of(mensagem)
    row = views.in_force(await list_texts(session, text.kind), local_date(door.now()))
    raw = {**views.standing(text, row), **({"restore": ("sim",)} if original else {})}
    return _sheet(text).show(request, who, raw)


@router.post(f"{PATH}/{{mensagem}}/texto")
async def trocar(request: Request, who: Administrator, door: DoorDep, posted: PostedDep, mensagem: str) -> Response:
    """Show how another text reads; then, confirmed, put it in the place of the one that stands."""
    text = wording.text_of(mensagem)
    sheet = _sheet(text)
    read = sheet.read(request, who, views.TextForm, posted)
    if isinstance(read, Response):
        return read
    subject, body = read.asked
    try:
        wording.checked(text.kind, subject, body, read.act)
    except Problem as problem:
        return sheet.refused(request, who, posted, by_field(problem.errors))
    if posted.verb == CONFIRM:
        await wording.set_text(door, who.id, text.kind, subject, body, read.act, read.since)
        return go(request, f"{PATH}/{text.kind}", "guardado")
    shown = wording.sample(text, subject or text.subject, body or text.body)
    return page(
        request,
        who,
        "pages/administracao/mensagem_conferir.html",
        titulo=sheet.title,
        degraus=sheet.steps,
        destino=sheet.path,
        volta=sheet.back.href,
        original=read.restore,
        exemplo=shown,
        ato=read.act,
        desde=read.since,
        ocultos=[(name, value) for name, values in posted.kept(sheet.shapes).items() for value in values],
    )


def _sheet(text: MessageText) -> Sheet:
    back = Step(text.title, f"{PATH}/{text.kind}")
    help = f"O aviso sai {text.when}. Antes de valer, você o lê com dados inventados."
    return Sheet("Trocar o texto", f"{PATH}/{text.kind}/texto", back, "Ver como fica", views.text_shapes(text), help)
