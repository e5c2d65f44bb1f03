"""The reconciliation of a case's account: a page, and a file of its lines."""

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.queries.history import history
from activities.records.queries.views import CaseFull, FactView
from api.deps import Reader, SessionDep
from api.identity.principal import Principal
from api.problems import not_found
from api.services.access import visible_case
from api.web.inputs import clean
from api.web.templating import page
from api.web.views import conciliacao as views
from api.web.views.planilha import csv_text
from api.web.views.procedimentos import case_name

router = APIRouter(dependencies=[Depends(clean)])
MOST = 1000


@router.get("/processos/{id}/conciliacao")
async def conciliacao(request: Request, reader: Reader, session: SessionDep, id: str) -> Response:
    """What corresponds, what does not, and what each side comes to."""
    case, happened = await _read(session, reader, id)
    return page(
        request, reader, "pages/conciliacao.html", processo=case, nome=case_name(case.type, case.label),
        conciliacao=views.reconciliation(happened),
    )  # fmt: skip


@router.get("/processos/{id}/conciliacao.csv")
async def conciliacao_csv(reader: Reader, session: SessionDep, id: str) -> Response:
    """Every line of both sides, one a row. Raises `Problem` 404 while there is no statement."""
    _, happened = await _read(session, reader, id)
    found = views.reconciled(happened)
    if found is None:
        raise not_found("O extrato desta conta ainda não chegou.")
    headers = {"Content-Disposition": 'attachment; filename="conciliacao.csv"'}
    text = csv_text(views.CSV_NAMES, views.csv_rows(found[0]))
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


async def _read(session: AsyncSession, who: Principal, id: str) -> tuple[CaseFull, tuple[FactView, ...]]:
    case = await visible_case(session, who, id)
    if case.type != views.TYPE:
        raise not_found("Este processo não é uma conciliação bancária.")
    return case, await history(session, id, "", views.KINDS, MOST)
