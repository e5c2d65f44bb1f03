"""Receipts of what somebody sent: number, instant of receipt, hash, and the code that opens its public state."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from activities.records.queries.cases import get_case
from activities.records.queries.sent import get_sent, sent_in
from api.deps import DoorDep, Reader, SessionDep
from api.problems import not_found
from api.routing import offers
from api.services.access import THE_DOOR
from api.services.protocols import secret_of
from api.web.inputs import clean
from api.web.lookups import names
from api.web.templating import page
from api.web.views import sala as views
from api.web.views.fatos import who as named
from api.web.views.procedimentos import case_name

router = APIRouter(dependencies=[Depends(clean)])
MOST_SEQ = 2**31 - 1


@router.get("/recibos/{id}")
async def recibos(request: Request, reader: Reader, session: SessionDep, id: str) -> Response:
    """The receipts of what whoever looks, or their organisation, sent to a case."""
    sent = await sent_in(session, reader.viewer, id)
    known = await get_case(session, reader.viewer, id)
    case = known or await get_case(session, THE_DOOR, id) if sent else known
    if case is None:
        raise not_found("Não há recibos seus neste processo.")
    return page(
        request,
        reader,
        "pages/recibos.html",
        nome=case_name(case.type, case.label),
        assunto=case.subject,
        processo=f"/processos/{id}" if known else f"/publico/processos/{id}",
        linhas=views.protocol_lines(sent),
    )


@router.get("/recibos/{id}/{ato}")
async def recibo(request: Request, reader: Reader, door: DoorDep, session: SessionDep, id: str, ato: str) -> Response:
    """One receipt, to be printed."""
    seq = int(ato) if ato.isascii() and ato.isdigit() and len(ato) < 10 else 0
    sent = await get_sent(session, reader.viewer, id, seq) if 0 < seq <= MOST_SEQ else None
    if sent is None:
        raise not_found("Não há recibo com esse número entre os seus.")
    known = await names(session, [sent.actor])
    base = door.settings.public_url.rstrip("/")
    return page(
        request,
        reader,
        "pages/recibo.html",
        recibo=views.receipt(sent, named(sent.actor, known)),
        processo=f"/processos/{id}",
        consulta=f"{base}/protocolo",
        acompanhar=f"/protocolo/{secret_of(sent)}",
        verificar="/verificar" if offers(request.app, "/verificar") else "",
    )
