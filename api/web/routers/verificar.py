"""Whether a document is what it says: for anybody, by its code or by the file itself."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from activities.records.issued import as_code
from activities.records.queries.cases import get_case
from activities.records.queries.issued import IssuedView
from api.deps import DoorDep, SessionDep, public
from api.identity.csrf import require_same_origin
from api.identity.principal import Principal
from api.limiting import address
from api.problems import not_found
from api.services.access import THE_DOOR
from api.services.verifying import digest_of, find
from api.web.inputs import Visitor, clean
from api.web.routers.papeis import as_pdf, document_of_fact
from api.web.templating import page
from api.web.views import verificacao

router = APIRouter(dependencies=[public(), Depends(clean)])


@router.get("/verificar")
async def verificar(request: Request, visitor: Visitor, codigo: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The form; with a code that can be one, on to what it verifies."""
    code = as_code(codigo)
    if code is not None:
        return RedirectResponse(f"/verificar/{code}", status_code=303)
    error = "O código tem 16 letras e números, como 7K3Q-0ZFA-1100-0000. Confira e digite de novo." if codigo else ""
    return page(
        request, visitor, "pages/verificar.html", public=True, status=422 if error else 200, failed=bool(error),
        codigo=codigo, erro=error,
    )  # fmt: skip


@router.get("/verificar/{codigo}")
async def documento(request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, codigo: str) -> Response:
    """What the document with this code is, and whether it holds."""
    issued = await find(door, session, codigo, address(request))
    return _shown(request, visitor, issued)


@router.post("/verificar/{codigo}")
async def conferir(request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, codigo: str) -> Response:
    """Compare a file with the document. Only its digest is looked at, and nothing of it is kept."""
    require_same_origin(request)
    issued = await find(door, session, codigo, address(request))
    async with request.form() as form:
        file = form.get("_arquivo")
        if not isinstance(file, UploadFile) or not file.filename:
            return _shown(request, visitor, issued, error="Escolha o arquivo a conferir", status=422)
        digest = await digest_of(file)
    return _shown(request, visitor, issued, compared=verificacao.compared(issued, digest))


@router.get("/verificar/{codigo}/documento")
async def baixar(request: Request, door: DoorDep, session: SessionDep, codigo: str) -> Response:
    """The document itself, when it is public and holds or held. Raises `Problem` 404 otherwise."""
    issued = await find(door, session, codigo, address(request))
    case = await get_case(session, THE_DOOR, issued.case_id) if verificacao.readable(issued) else None
    if case is None:
        raise not_found("O texto deste documento não é público.")
    return as_pdf(*await document_of_fact(door, session, case, issued.seq))


def _shown(
    request: Request, visitor: Principal | None, issued: IssuedView, *, compared: object = None, error: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    return page(
        request, visitor, "pages/verificado.html", public=True, status=status, failed=bool(error),
        documento=verificacao.shown(issued), comparado=compared, erro=error,
    )  # fmt: skip
