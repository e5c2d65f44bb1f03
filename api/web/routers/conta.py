"""One's own account: the password, and what one chose."""

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records import identity
from activities.records.desk import preferences_of
from api.deps import Doer, DoorDep, Reader, SessionDep
from api.identity.authentication import PASSWORD_LIMIT, remember
from api.identity.principal import Principal, Via
from api.problems import Problem
from api.services import desk
from api.services.account import WrongPassword, change_password
from api.services.people import SHORTEST_PASSWORD
from api.web.inputs import PostedDep, clean
from api.web.posting import Posted
from api.web.routers.sessao import inside
from api.web.templating import go, page
from api.web.views.erros import summary

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/conta"
REFUSED = {
    WrongPassword.CURRENT: ("atual", "A senha de agora não confere"),
    WrongPassword.SHORT: ("nova", f"A nova senha tem ao menos {SHORTEST_PASSWORD} caracteres"),
    WrongPassword.LONG: ("nova", f"A nova senha tem até {PASSWORD_LIMIT} caracteres"),
    WrongPassword.SAME: ("nova", "A nova senha é diferente da de agora"),
    WrongPassword.DIFFERENT: ("repetida", "A repetição é igual à nova senha; estas duas não são"),
}


@router.get(PATH)
async def conta(request: Request, reader: Reader, session: SessionDep) -> Response:
    """Who one is here, how to change the password, what one chose."""
    return await _show(request, reader, session)


@router.post(f"{PATH}/senha")
async def senha(request: Request, doer: Doer, door: DoorDep, session: SessionDep, posted: PostedDep) -> Response:
    """Change the password: this browser stays in, every other one must enter again."""
    try:
        changed = await change_password(door, doer, *(_secret(posted, name) for name in ("atual", "nova", "repetida")))
    except Problem as problem:
        if problem.code != "limite-excedido":
            raise
        told = f"Foram tentativas demais. Espere {problem.retry_after or 60} segundos e tente de novo"
        response = await _show(request, doer, session, ("atual", told), problem.status)
        response.headers["Retry-After"] = str(problem.retry_after or 60)
        return response
    if isinstance(changed, WrongPassword):
        return await _show(request, doer, session, REFUSED[changed], 422)
    response = go(request, PATH, "senha-mudada")
    remember(response, door, changed)
    return response


@router.post(f"{PATH}/escolhas")
async def escolhas(request: Request, doer: Doer, door: DoorDep, posted: PostedDep) -> Response:
    """Keep what one chose; of a form that asks for one thing, that alone."""
    asked = {"teclas": "single_keys", "email": "mail_mentions"}
    given = {name: posted.text(field) == "sim" for field, name in asked.items() if posted.text(field)}
    await desk.choose(door, doer, **given)
    return go(request, inside(posted.text("de") or PATH), "escolhido")


def _secret(posted: Posted, name: str) -> str:
    """A password as it was typed, spaces included."""
    return (list(posted.raw.get(name, ())) or [""])[0]


async def _show(
    request: Request,
    who: Principal,
    session: AsyncSession,
    refusal: tuple[str, str] | None = None,
    status: int = 200,
) -> Response:
    user = await identity.get_user(session, who.id)
    errors = dict([refusal]) if refusal else {}
    return page(
        request,
        who,
        "pages/conta.html",
        status=status,
        failed=bool(errors),
        pessoa={"name": who.name, "login": who.login, "email": user.email if user else None},
        tem_senha=who.via is Via.SESSION,
        interna=who.internal,
        escolhas=await preferences_of(session, who.id),
        minimo=SHORTEST_PASSWORD,
        maximo=PASSWORD_LIMIT,
        erros=summary(errors),
        erro=errors,
    )
