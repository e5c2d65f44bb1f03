"""The administration of amended provisions: a new text, or time, by its act. First what moves, then the act itself."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from activities.records.context import list_amendments
from api.deps import Administrator, DoorDep, SessionDep
from api.problems import Problem
from api.services import decreeing
from api.services.changing import AmendmentChange, first_rows
from api.web.inputs import PostedDep, clean
from api.web.routers.administracao_andamento import PATH as PROGRESS
from api.web.routers.administracao_folha import CONFIRM, Sheet, listing
from api.web.routers.administracao_previa import SHOWN
from api.web.templating import go
from api.web.views import administracao_redacoes as views
from api.web.views.administracao import Step
from api.web.views.alcance import preview_of, summary, told
from api.web.views.erros import by_field
from workflows.kernel.state import Amendment

router = APIRouter(dependencies=[Depends(clean)])
PLACE = "/administracao/redacoes"
NEW = f"{PLACE}/nova"


@router.get(PLACE)
async def redacoes(request: Request, who: Administrator, session: SessionDep) -> Response:
    """The new texts entered here, and the way to enter one."""
    return listing(request, who, "redacoes", linhas=views.amendment_lines(await list_amendments(session)))


@router.get(NEW)
async def nova_redacao(request: Request, who: Administrator) -> Response:
    """The form of a new text."""
    return _sheet().show(request, who, {})


@router.post(NEW)
async def emendar(request: Request, who: Administrator, door: DoorDep, posted: PostedDep) -> Response:
    """Say what a new text moves; then, confirmed, enter it."""
    sheet = _sheet()
    read = sheet.read(request, who, views.AmendmentForm, posted)
    if isinstance(read, Response):
        return read
    made = views.amendment_of(read)
    if not isinstance(made, Amendment):
        return sheet.refused(request, who, posted, made)
    change = AmendmentChange(act=made.act, amendment=made)
    try:
        if posted.verb == CONFIRM:
            await decreeing.enter(door, who.id, change, aside=True)
            return go(request, f"{PROGRESS}?de=redacoes", "decretado")
        decreeing.check_begun(door, change)
    except Problem as problem:
        return sheet.refused(request, who, posted, by_field(problem.errors))
    rows, last, totals = await first_rows(door, change, SHOWN)
    previa = preview_of(change, rows, totals, "", last)
    return sheet.confirm(request, who, posted, told(change), resumo=summary(totals), previa=previa)


def _sheet() -> Sheet:
    text = "Antes de valer, você vê o que muda em cada processo em curso."
    return Sheet(
        "Registrar nova redação", NEW, Step("Redações", PLACE), "Ver o que muda", views.amendment_shapes(), text
    )
