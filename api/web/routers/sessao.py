"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from activities.records import identity
from activities.records.queries.viewer import Viewer
from api.deps import DoorDep, Reader, public
from api.door import Door
from api.identity.authentication import forget, remember, sign_in, sign_out
from api.problems import Problem
from api.web.chrome import ROOM
from api.web.inputs import PostedDep, Visitor, clean
from api.web.templating import go, page

router = APIRouter(dependencies=[Depends(clean)])
AFTER = "/tarefas"


def inside(path: str) -> str:
    """`path` when it is one of ours, else the inbox: nobody is sent elsewhere after signing in."""
    ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path != "/entrar"
    return path if ours and path.isprintable() else AFTER


@router.get("/entrar", dependencies=[public()])
async def entrar(request: Request, visitor: Visitor, depois: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """The form to sign in."""
    return _form(request, visitor, depois=depois)


@router.post("/entrar", dependencies=[public()])
async def conferir(request: Request, visitor: Visitor, door: DoorDep, posted: PostedDep) -> Response:
    """Check the password; what follows is the page that asked for it."""
    login, after = posted.text("usuario"), posted.text("depois")
    try:
        secret = await sign_in(door, request, login, (list(posted.raw.get("senha", ())) or [""])[0])
    except Problem as problem:
        if problem.code not in ("credenciais-invalidas", "limite-excedido"):
            raise
        return _form(request, visitor, depois=after, login=login, problem=problem)
    response = go(request, inside(after) if after else await _home(door, login), "entrou")
    remember(response, door, secret)
    return response


@router.post("/sair")
async def sair(request: Request, reader: Reader, door: DoorDep) -> Response:
    """End the session."""
    await sign_out(door, reader)
    response = go(request, "/", "saiu")
    forget(response)
    # Whatever the pages kept in the browser of what somebody wrote goes with them.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


async def _home(door: Door, login: str) -> str:
    """Where whoever just signed in begins, when no page asked for it."""
    async with door.records() as session:
        user = await identity.user_by_login(session, login.lower())
    outside = user is not None and not Viewer(user_id=user.id, roles=tuple(user.roles)).internal
    return ROOM if user and user.parties and outside else AFTER


def _form(
    request: Request, visitor: object, *, depois: str, login: str = "", problem: Problem | None = None
) -> Response:
    response = page(
        request,
        None,
        "pages/entrar.html",
        public=True,
        status=problem.status if problem else 200,
        failed=problem is not None,
        depois=depois,
        usuario=login,
        recusa=_refusal(problem),
        ja_dentro=visitor is not None,
    )
    if problem and problem.retry_after:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def _refusal(problem: Problem | None) -> str:
    if problem is None:
        return ""
    if problem.code == "limite-excedido":
        return f"Foram tentativas demais. Espere {problem.retry_after or 60} segundos e tente de novo"
    return "Usuário ou senha não conferem. Confira os dois e tente de novo"
