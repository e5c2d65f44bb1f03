"""Pages that explain: help, accessibility, privacy, open data."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.deps import public
from api.web.inputs import Visitor, clean
from api.web.templating import page

router = APIRouter(dependencies=[public(), Depends(clean)])


@router.get("/ajuda")
async def ajuda(request: Request, visitor: Visitor) -> Response:
    """How the pages work, in the words they use."""
    return page(request, visitor, "pages/ajuda.html")


@router.get("/acessibilidade")
async def acessibilidade(request: Request, visitor: Visitor) -> Response:
    """What the pages do for everybody to use them, and what was not checked."""
    return page(request, visitor, "pages/acessibilidade.html")


@router.get("/privacidade")
async def privacidade(request: Request, visitor: Visitor) -> Response:
    """What is public, what stays in the case, and the cookies."""
    return page(request, visitor, "pages/privacidade.html")
