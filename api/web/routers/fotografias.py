"""The photographs of a case: where and when they were taken, by their own files and by whoever wrote of them."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from activities.records.context import load_context
from activities.records.documents import heads_of
from activities.records.queries.cases import case_view
from activities.records.queries.history import history
from activities.records.queries.views import FactView
from api.deps import DoorDep, Reader, SessionDep
from api.problems import not_found
from api.services.photographs import HEAD, taken
from api.services.sniffing import JPEG
from api.web.inputs import clean
from api.web.templating import page
from api.web.views import fotografias as views
from api.web.views.procedimentos import case_name
from workflows.clock import local_date
from workflows.execucao.regras_fotografias import Fotografia
from workflows.kernel.parameters import parameter_in
from workflows.kernel.state import FactKind
from workflows.norms import Param

router = APIRouter(dependencies=[Depends(clean)])
MOST = 200
FARTHEST = Param("distancia_maxima_da_foto_metros")
KINDS = (FactKind.CASE_STARTED, FactKind.TASK_COMPLETED)


@router.get("/processos/{id}/fotografias")
async def fotografias(request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str) -> Response:
    """Each photograph with its day, its place and what is not plausible in them."""
    view = await case_view(session, reader.viewer, id)
    if view is None:
        raise not_found("Este processo não existe ou não é visível a você.")
    files = [one for one in view.documents if one.media_type == JPEG][:MOST]
    heads = await heads_of(session, {one.sha256 for one in files}, HEAD)
    told = {sha256: taken(head) for sha256, head in heads.items()}
    found = [
        views.Shown(Fotografia(one.title, *told.get(one.sha256, (None, None))), f"/documentos/{one.document}")
        for one in files
    ]
    happened = await history(session, id, "", KINDS, MOST)
    first, last = _days(happened)
    today, context = local_date(door.now()), await load_context(session)
    found += _described(happened)
    return page(
        request, reader, "pages/fotografias.html", processo=view.case,
        nome=case_name(view.case.type, view.case.label), primeiro=first, ultimo=last,
        fotos=views.photographs(found, today, first, last, _work(happened), parameter_in(context, FARTHEST, today)),
    )  # fmt: skip


def _described(happened: tuple[FactView, ...]) -> list[views.Shown]:
    """Those that the last report describes: one written anew takes the place of the one before."""
    forms = [fact.data.get("form") or {} for fact in happened if (fact.data.get("form") or {}).get("fotos")]
    return views.described(forms[-1]) if forms else []


def _work(happened: tuple[FactView, ...]) -> views.Declared:
    """Where the work is: as the instrument of the case says, or else as who reported last does."""
    told: list[tuple[str, Any]] = []
    for fact in happened:
        began = fact.data.get("input") or {}
        told += [("o instrumento", at.get("posicao")) for at in (began.get("parceria"), _draft(began)) if at]
    forms = [fact.data.get("form") or {} for fact in happened if fact.kind is FactKind.TASK_COMPLETED]
    return views.declared([*told, *(("o relatório", form.get("posicao")) for form in reversed(forms))])


def _draft(began: dict[str, Any]) -> dict[str, Any] | None:
    """The draft of the instrument that a partnership's own case began with."""
    draft: dict[str, Any] | None = (began.get("instrumento") or {}).get("minuta")
    return draft


def _days(happened: tuple[FactView, ...]) -> tuple[date | None, date | None]:
    """The days of the visit that was made, or else of the period that the case is about, where it says one."""
    first, last = None, None
    for fact in happened:
        said = fact.data.get("input") or fact.data.get("form") or {}
        if said.get("visitado_em"):
            first = last = date.fromisoformat(said["visitado_em"])
        elif fact.kind is FactKind.CASE_STARTED and said.get("inicio") and said.get("fim"):
            first, last = date.fromisoformat(said["inicio"]), date.fromisoformat(said["fim"])
    return first, last
