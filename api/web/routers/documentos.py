"""Looking at a document without saving it."""

from urllib.parse import quote

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from api.deps import Reader, SessionDep
from api.services import documents
from api.web.inputs import clean
from api.web.views.tarefa import SHOWABLE

router = APIRouter(dependencies=[Depends(clean)])
INERT = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
"""What is shown runs nothing of ours: the browser's own viewer alone, with its styles."""


@router.get("/documentos/{id}")
async def documento(reader: Reader, session: SessionDep, id: str) -> Response:
    """The document in the browser's own viewer; what no viewer shows is saved. Raises `Problem` 404."""
    document, content = await documents.read(session, reader, id)
    if document.media_type not in SHOWABLE:
        return RedirectResponse(f"/api/v1/documents/{quote(id, safe='')}", status_code=303)
    return Response(
        content,
        media_type=document.media_type,
        headers={
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(document.title, safe='')}",
            "Content-Security-Policy": INERT,
            "Cache-Control": "no-store",
        },
    )
