"""What routes ask for in their signatures, and who may use them: each says `allow` or `public`."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import structlog
from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.security import APIKeyCookie, HTTPBearer
from sqlmodel.ext.asyncio.session import AsyncSession

from api.door import Door
from api.identity.authentication import COOKIE, principal_of
from api.identity.csrf import require_csrf
from api.identity.principal import Principal, Scope
from api.limiting import address
from api.problems import Problem
from workflows.kernel.roles import ADMINISTRADOR, GESTAO, SECRETARIO, role_title
from workflows.kernel.words import Role

bearer = HTTPBearer(auto_error=False, scheme_name="token", description="Token da API: `tramita token create`.")
cookie = APIKeyCookie(name=COOKIE, auto_error=False, scheme_name="sessao", description="Sessão das páginas.")


def get_door(request: Request) -> Door:
    """The long-lived things of this process."""
    door: Door = request.app.state.door
    return door


DoorDep = Annotated[Door, Depends(get_door)]


async def get_session(door: DoorDep) -> AsyncIterator[AsyncSession]:
    """A session on the records, given back when the request is answered."""
    async with door.records() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session)]


async def get_visitor(request: Request, door: DoorDep) -> Principal | None:
    """Whoever asks; None when nobody says who they are. Raises 401 when what they say is not true."""
    principal = await principal_of(request, door)
    if principal:
        structlog.contextvars.bind_contextvars(actor=principal.id)
    return principal


Visitor = Annotated[Principal | None, Depends(get_visitor)]


MANAGERS = (GESTAO, SECRETARIO, ADMINISTRADOR)


class Allow:
    """Lets whoever holds one of `roles` (anyone signed in, when empty) through; a token needs `scope` too.

    Raises:
        Problem: 401, 403; for a session's unsafe request, 403 unless it proves where it comes from.
    """

    def __init__(self, roles: tuple[Role, ...], scope: Scope) -> None:
        self.roles = roles
        self.scope = scope

    async def __call__(
        self,
        request: Request,
        visitor: Visitor,
        _token: Annotated[Any, Depends(bearer)] = None,
        _session: Annotated[Any, Depends(cookie)] = None,
    ) -> Principal:
        if visitor is None:
            raise Problem("nao-autenticado")
        await require_csrf(request, visitor)
        if self.scope not in visitor.scopes:
            raise Problem("sem-permissao", f"O token não tem o escopo {self.scope}.")
        if self.roles and not visitor.holds(*(role.id for role in self.roles)):
            titles = ", ".join(role_title(role.id) for role in self.roles)
            raise Problem("sem-permissao", f"Só pode fazer isto: {titles}.")
        return visitor


class Public:
    """Lets anybody through: so often per address, unless `limited` is false (probes)."""

    def __init__(self, limited: bool) -> None:
        self.limited = limited

    async def __call__(self, request: Request, door: DoorDep) -> None:
        if self.limited:
            await door.limiter.hit(door.settings.public_limit, "public", address(request))


def allow(*roles: Role, scope: Scope = Scope.READ) -> Any:
    """Dependency: who may use a route. With no role, every authenticated person. Yields the `Principal`."""
    return Depends(Allow(roles, scope))


def public(*, limited: bool = True) -> Any:
    """Dependency: anybody may use the route, within the rate for strangers."""
    return Depends(Public(limited))


Reader = Annotated[Principal, allow()]
Doer = Annotated[Principal, allow(scope=Scope.ACT)]
Starter = Annotated[Principal, allow(scope=Scope.START)]
Manager = Annotated[Principal, allow(*MANAGERS)]
"""Whoever answers for a unit or for the body, and who keeps the system."""
Administrator = Annotated[Principal, allow(ADMINISTRADOR, scope=Scope.ADMIN)]


def access_of(dependant: Dependant) -> Allow | Public | None:
    """Who may use the route of `dependant`; None when it does not say."""
    for inner in dependant.dependencies:
        if isinstance(inner.call, Allow | Public):
            return inner.call
        if found := access_of(inner):
            return found
    return None
