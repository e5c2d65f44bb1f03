"""What if: the deadlines of a case as they would be if an act, a decision or the calendar were otherwise.

Nothing is written, here or anywhere: the answer is counted for the page and forgotten.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from activities.records.context import load_context
from activities.records.queries.cases import case_view
from api.deps import DoorDep, Reader, SessionDep
from api.problems import not_found
from api.services.reading import deadline_state
from api.web.inputs import clean
from api.web.templating import page
from api.web.views import hipotese as views
from api.web.views.erros import summary
from api.web.views.procedimentos import case_name
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])


@router.get("/processos/{id}/e-se")
async def e_se(
    request: Request,
    reader: Reader,
    door: DoorDep,
    session: SessionDep,
    id: str,
    asked: Annotated[views.Asked, Depends()],
) -> Response:
    """Which deadlines would move, from when to when and why: those that run, and those that can only be foreseen."""
    view = await case_view(session, reader.viewer, id)
    if view is None:
        raise not_found("Este processo não existe ou não é visível a você.")
    deadlines = tuple(deadline_state(one) for one in view.deadlines)
    sight = views.Sight(view.case, deadlines, await load_context(session), local_date(door.now()))
    found = views.what_if(asked, sight)
    return page(
        request,
        reader,
        "pages/hipotese.html",
        failed=bool(sight.errors),
        status=422 if sight.errors else 200,
        processo=f"/processos/{id}",
        nome=case_name(view.case.type, view.case.label),
        pedido=asked,
        atos=sight.acts(),
        prazos=sight.running(),
        unidades=views.UNITS,
        resultado=found,
        erros=sight.errors,
        resumo=summary(sight.errors, prefix=""),
    )
