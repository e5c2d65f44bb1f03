"""The administration of service promises: what there is, and making one. First what it would find late."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from activities.records.promises import load_promises
from api.deps import Administrator, DoorDep, SessionDep
from api.services import promising
from api.web.forms import Raw, typed
from api.web.inputs import PostedDep, clean
from api.web.routers.administracao_folha import CONFIRM, Sheet, listing
from api.web.templating import go
from api.web.views import compromissos as views
from api.web.views.administracao import Step
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/administracao/compromissos"


@router.get(PATH)
async def compromissos(request: Request, who: Administrator, door: DoorDep, session: SessionDep) -> Response:
    """What the body promises beside the law, by which acts, since when."""
    lines = views.promise_lines(await load_promises(session), local_date(door.now()))
    return listing(request, who, "compromissos", linhas=lines, ressalva=views.NOT_THE_LAW)


@router.get(f"{PATH}/novo")
async def novo(
    request: Request,
    who: Administrator,
    door: DoorDep,
    session: SessionDep,
    alvo: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The form of a promise, with what is promised of `alvo` today in it."""
    sheet = _sheet()
    row = (await load_promises(session)).in_force(alvo, local_date(door.now()))
    raw: Raw = {"target": (alvo,)} if alvo else {}
    if row is not None:
        raw = typed(sheet.shapes, row.model_dump(mode="json", include={"target", "amount", "unit", "text"}))
    return sheet.show(request, who, raw)


@router.post(f"{PATH}/novo")
async def prometer(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Say what a promise would find late; then, confirmed, make it."""
    sheet = _sheet()
    read = sheet.read(request, who, views.PromiseForm, posted)
    if isinstance(read, Response):
        return read
    if errors := views.wrong_in(read):
        return sheet.refused(request, who, posted, errors)
    row = read.row()
    if posted.verb == CONFIRM:
        await promising.make_promise(door, who.id, row)
        return go(request, PATH, "guardado")
    reach = await promising.reach_of(session, row, local_date(door.now()))
    return sheet.confirm(request, who, posted, views.told_of(row), resumo=views.reach_said(row, reach))


def _sheet() -> Sheet:
    text = f"Antes de valer, você vê quantas tarefas abertas já teriam o compromisso vencido. {views.NOT_THE_LAW}"
    return Sheet(
        "Fazer um compromisso de atendimento", f"{PATH}/novo", Step("Compromissos", PATH), "Ver o que muda",
        views.promise_shapes(), text,
    )  # fmt: skip
