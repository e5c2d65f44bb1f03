"""Documents: sending them, and reading them back."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Response, UploadFile

from api.deps import Doer, DoorDep, Reader, SessionDep
from api.problems import responses
from api.services import documents
from api.services.sniffing import ACCEPTED
from api.shapes import DocumentOut
from api.v1.params import Id

CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "O conteúdo.", "content": {media_type: {} for media_type in ACCEPTED}}
}
router = APIRouter(prefix="/documents", tags=["documentos"], responses=responses(401, 403))


@router.post("", status_code=201, responses=responses(413, 415))
async def upload_document(
    door: DoorDep,
    who: Doer,
    file: Annotated[UploadFile, File(description="PDF, PNG, JPEG, ODT, ODS, DOCX, XLSX, CSV ou texto.")],
    response: Response,
    title: Annotated[str | None, Form(min_length=1, max_length=200)] = None,
    public: Annotated[bool, Form(description="Se pode aparecer no portal público.")] = False,
) -> DocumentOut:
    """Store a document. It belongs to no case until it is attached to a task."""
    content = await file.read(door.settings.max_upload + 1)
    stored = await documents.store(door, who, content, file.filename or "", title, public)
    response.headers["Location"] = f"/api/v1/documents/{stored.id}"
    return stored


@router.get(
    "/{id}",
    response_class=Response,
    responses=CONTENT | responses(404),
)
async def get_document(id: Id, session: SessionDep, who: Reader) -> Response:
    """The bytes, as an attachment; `Repr-Digest` holds their SHA-256."""
    document, content = await documents.read(session, who, id)
    return as_attachment(document, content)


@router.get("/{id}/metadata", responses=responses(404))
async def get_document_metadata(id: Id, session: SessionDep, who: Reader) -> DocumentOut:
    """What is known of the document."""
    return await documents.metadata(session, who, id)


def as_attachment(document: DocumentOut, content: bytes) -> Response:
    """An answer that a browser saves and never renders."""
    name = quote(document.title, safe="")
    return Response(
        content,
        media_type=document.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Repr-Digest": f"sha-256=:{documents.digest_base64(document.sha256)}:",
            "Cache-Control": "private, max-age=0, must-revalidate",
            "ETag": f'"{document.sha256}"',
        },
    )
