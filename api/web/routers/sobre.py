"""Pages that explain: help, accessibility, privacy, open data, and what each problem means."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.deps import public
from api.problems import KINDS, not_found
from api.web.inputs import Visitor, clean
from api.web.templating import page
from api.web.views.erros import explained

router = APIRouter(dependencies=[public(), Depends(clean)])


@router.get("/ajuda")
async def ajuda(request: Request, visitor: Visitor) -> Response:
    return page(request, visitor, "pages/ajuda.html")


@router.get("/acessibilidade")
async def acessibilidade(request: Request, visitor: Visitor) -> Response:
    return page(request, visitor, "pages/acessibilidade.html")


@router.get("/privacidade")
async def privacidade(request: Request, visitor: Visitor) -> Response:
    return page(request, visitor, "pages/privacidade.html")


@router.get("/dados")
async def dados(request: Request, visitor: Visitor) -> Response:
    return page(request, visitor, "pages/dados.html", public=True)


@router.get("/problemas")
async def problemas(request: Request, visitor: Visitor) -> Response:
    codes = [(str(code), *explained(code)) for code in KINDS]
    return page(request, visitor, "pages/problemas.html", codigos=codes)


@router.get("/problemas/{code}")
async def problema(request: Request, visitor: Visitor, code: str) -> Response:
    """What a problem's `type` leads to."""
    if code not in KINDS:
        raise not_found("Não há problema com esse código.")
    title, advice, status = explained(code)
    return page(request, visitor, "pages/problema.html", codigo=code, titulo=title, conselho=advice, numero=status)
