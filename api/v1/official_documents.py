"""Documents of the body, verified by their code, for anybody."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from api.deps import DoorDep, SessionDep, public
from api.limiting import address
from api.problems import responses
from api.services.verifying import VerifiedOut, find, verified

router = APIRouter(prefix="/official-documents", tags=["documentos oficiais"], dependencies=[public()])


@router.get("/{code}", responses=responses(404, 429))
async def verify_official_document(
    request: Request,
    door: DoorDep,
    session: SessionDep,
    code: Annotated[str, Path(description="O código impresso no documento.", max_length=100)],
    sha256: Annotated[str | None, Query(pattern="^[0-9a-fA-F]{64}$", description="O de um arquivo a conferir.")] = None,
) -> VerifiedOut:
    """What the document is, its number and date, whether it holds, and the SHA-256 of its file."""
    return verified(await find(door, session, code, address(request)), sha256)
