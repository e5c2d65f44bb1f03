"""The dossier of a case in PDF: asked for, waited for with its progress shown, and fetched."""

import asyncio
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import RedirectResponse, Response

from activities.records import documents, prints
from activities.records.queries.views import CaseFull
from activities.records.tables import PrintRow
from api.deps import DoorDep, Reader, SessionDep
from api.door import Door
from api.identity.principal import Principal
from api.problems import not_found
from api.services.access import visible_case
from api.web.dossie import key_of
from api.web.formatters import plural
from api.web.inputs import PostedDep, clean
from api.web.templating import page
from api.web.views.dossie import volumes
from api.web.views.procedimentos import case_name

router = APIRouter(dependencies=[Depends(clean)])
ASKED_LIMIT = "20/minute"
PATIENCE, GLANCE = 1.0, 0.2
"""Seconds: a short dossier is ready by then, and nobody sees a page that waits."""
ZIP = b"PK\x03\x04"


@router.post("/processos/{id}/dossie")
async def pedir(reader: Reader, door: DoorDep, session: SessionDep, id: str, _posted: PostedDep) -> Response:
    """Ask for the dossier as the case stands; the same one is made once."""
    await door.limiter.hit(ASKED_LIMIT, "dossie", reader.id)
    case = await visible_case(session, reader, id)
    async with door.changes() as changes:
        asked = await prints.ask(changes, id, key_of(case), reader.id)
    await _soon_ready(door, reader, asked)
    return RedirectResponse(f"/processos/{id}/dossie/{asked.id}", status_code=303)


async def _soon_ready(door: Door, who: Principal, asked: PrintRow) -> None:
    for _ in range(int(PATIENCE / GLANCE)):
        async with door.records() as session:
            now = await prints.find(session, asked.id, who.id)
        if now is None or now.status != "pending":
            return
        await asyncio.sleep(GLANCE)


@router.get("/processos/{id}/dossie/{pedido}")
async def acompanhar(request: Request, reader: Reader, session: SessionDep, id: str, pedido: str) -> Response:
    """How far it is, and the way to it when it is ready."""
    case, asked = await _asked(session, reader, id, pedido)
    return page(
        request, reader, "pages/dossie.html", nome=case_name(case.type, case.label), base=f"/processos/{id}",
        pedido=asked, endereco=f"/processos/{id}/dossie/{pedido}", fatos=plural(case.last_seq, "fato", "fatos"),
        volumes=volumes(case), atrasado=key_of(case) != asked.key,
    )  # fmt: skip


@router.get("/processos/{id}/dossie/{pedido}/arquivo")
async def baixar(reader: Reader, session: SessionDep, id: str, pedido: str) -> Response:
    """The dossier: a PDF, or several in a ZIP. Raises `Problem` 404 while it is not ready."""
    case, asked = await _asked(session, reader, id, pedido)
    if asked.sha256 is None:
        raise not_found("Este dossiê ainda não está pronto.")
    content = await documents.content_of(session, asked.sha256)
    many = content.startswith(ZIP)
    name = f"Dossiê {case_name(case.type, case.label)}".replace("/", "-") + (".zip" if many else ".pdf")
    return Response(
        content,
        media_type="application/zip" if many else "application/pdf",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
                 "Cache-Control": "no-store"},
    )  # fmt: skip


async def _asked(session: AsyncSession, who: Principal, case_id: str, id: str) -> tuple[CaseFull, PrintRow]:
    case = await visible_case(session, who, case_id)
    asked = await prints.find(session, id, who.id)
    if asked is None or asked.case_id != case_id:
        raise not_found("Este dossiê não existe ou já foi esquecido. Peça outro na página do processo.")
    return case, asked
