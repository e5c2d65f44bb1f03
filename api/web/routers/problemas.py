"""What each problem means, for people. Programs find the same at the same addresses as JSON."""

from fastapi import APIRouter, Depends, Request
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from api.deps import public
from api.problems import KINDS, not_found
from api.web.inputs import Visitor, clean
from api.web.templating import page
from api.web.views.erros import explained


class ForPeople(APIRoute):
    """A route for browsers only: whoever does not ask for HTML by name is left to the next route of the address."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        accepts = dict(scope.get("headers", ())).get(b"accept", b"")
        return super().matches(scope) if b"text/html" in accepts else (Match.NONE, {})


router = APIRouter(dependencies=[public(), Depends(clean)], route_class=ForPeople)


@router.get("/problemas")
async def problemas(request: Request, visitor: Visitor) -> Response:
    """Every code, and what to do about it."""
    codes = [(str(code), *explained(code)) for code in KINDS]
    return page(request, visitor, "pages/problemas.html", codigos=codes)


@router.get("/problemas/{code}")
async def problema(request: Request, visitor: Visitor, code: str) -> Response:
    """What a problem's `type` leads to."""
    if code not in KINDS:
        raise not_found("Não há problema com esse código.")
    title, advice, status = explained(code)
    return page(request, visitor, "pages/problema.html", codigo=code, titulo=title, conselho=advice, numero=status)
