"""The documents of a case in PDF, for those who may see the case."""

from urllib.parse import quote

from fastapi import APIRouter, Depends
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.queries.cases import facts, get_case
from activities.records.queries.issued import IssuedView
from activities.records.queries.register import public_case
from activities.records.queries.tasks import get_task
from activities.records.queries.views import CaseFull, FactView
from api.deps import DoorDep, Reader, SessionDep, public
from api.door import Door
from api.problems import not_found
from api.services.access import THE_DOOR, visible_case
from api.services.documents import digest_base64
from api.services.papers import printed
from api.web.inputs import clean
from api.web.lookups import names
from api.web.views import papel
from api.web.views.fatos import Names
from api.web.views.partes import party_names

router = APIRouter(dependencies=[Depends(clean)])


@router.get("/processos/{id}/papeis/{fato}")
async def papel_do_fato(reader: Reader, door: DoorDep, session: SessionDep, id: str, fato: int) -> Response:
    """The document of a fact. Raises `Problem` 404 when the case is not seen or the fact has none."""
    case = await visible_case(session, reader, id)
    return as_pdf(*await document_of_fact(door, session, case, fato))


@router.get("/pmis/{id}/papeis/{fato}", dependencies=[public()])
async def papel_publico(door: DoorDep, session: SessionDep, id: str, fato: int) -> Response:
    """A document that the norm makes public, for anybody. Raises `Problem` 404 for every other."""
    seen = await public_case(session, id)
    case = await get_case(session, THE_DOOR, id) if seen else None
    if case is None:
        raise not_found("Não há proposta pública com esse endereço.")
    return as_pdf(*await document_of_fact(door, session, case, fato, open_to_all=True))


async def document_of_fact(
    door: Door, session: AsyncSession, case: CaseFull, seq: int, *, open_to_all: bool = False
) -> tuple[IssuedView, bytes]:
    """The document of fact `seq` of `case`. Raises `Problem` 404 when it has none, or none that is `open_to_all`."""
    found = (await facts(session, case.id, after=seq - 1, limit=1)).items if 0 < seq <= case.last_seq else ()
    row = papel.draft(case, found[0]) if found else None
    if row is None or (open_to_all and not row.public):
        raise not_found("Este fato não tem documento.")
    known = await _names(session, case, found[0])
    ended = found[0].data.get("task")
    task = await get_task(session, THE_DOOR, ended) if isinstance(ended, str) else None
    base = door.settings.public_url
    return await printed(door, row, lambda issued: papel.paper(issued, found[0], task, known, base))


async def _names(session: AsyncSession, case: CaseFull, fact: FactView) -> Names:
    started = (await facts(session, case.id, limit=1)).items
    return {**await names(session, papel.people_in(fact)), **party_names(started)}


def as_pdf(issued: IssuedView, content: bytes) -> Response:
    """An answer that a browser saves under the document's name."""
    name = quote(papel.heading(issued).replace("/", "-") + ".pdf", safe="")
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Repr-Digest": f"sha-256=:{digest_base64(issued.sha256 or '')}:",
            "Cache-Control": "private, max-age=0, must-revalidate",
            "ETag": f'"{issued.sha256}"',
        },
    )
