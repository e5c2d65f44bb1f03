"""Finding out who asks: by session cookie or by bearer token, and signing in and out.

`Authenticator` is the port: another way to establish an identity (OpenID Connect, a client certificate) is one more
implementation, and nothing that works with a `Principal` changes.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from fastapi import Request, Response

from activities.records import identity
from activities.records.tables import UserRow
from api.identity.csrf import require_same_origin
from api.identity.principal import Principal, Scope, Via
from api.identity.secrets import csrf_of, digest, new_secret
from api.limiting import address
from api.problems import Problem
from api.strictness import text_fault

if TYPE_CHECKING:
    from api.door import Door

COOKIE = "tramita_sessao"
PASSWORD_LIMIT = 200


class Authenticator(Protocol):
    """One way to establish who asks."""

    async def principal_of(self, request: Request, door: "Door") -> Principal | None:
        """Whoever the request says it is from; None when it says nothing of the kind this port understands.

        Raises:
            Problem: 401, when what it says is not true.
        """


class BearerTokens:
    """`Authorization: Bearer …` with a token of ours. A wrong or expired token is refused, never ignored."""

    async def principal_of(self, request: Request, door: "Door") -> Principal | None:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != "bearer" or not secret.strip():
            raise Problem("token-invalido", "Use Authorization: Bearer seguido do token.")
        key = digest(secret.strip())
        async with door.records() as session:
            found = await identity.token_user(session, key, door.now())
        if found is None:
            raise Problem("token-invalido")
        token, user = found
        known = {str(scope) for scope in Scope}
        scopes = frozenset(Scope(scope) for scope in token.scopes if scope in known)
        return _principal(user, Via.TOKEN, key, scopes)


class SessionCookies:
    """The cookie of a signed-in browser. A cookie of no session is as good as none: the page asks to sign in."""

    async def principal_of(self, request: Request, door: "Door") -> Principal | None:
        secret = request.cookies.get(COOKIE)
        if not secret:
            return None
        key = digest(secret)
        async with door.records() as session:
            user = await identity.session_user(session, key, door.now())
        return _principal(user, Via.SESSION, key, frozenset(Scope), csrf_of(secret)) if user else None


AUTHENTICATORS: tuple[Authenticator, ...] = (BearerTokens(), SessionCookies())


async def principal_of(request: Request, door: "Door") -> Principal | None:
    """Whoever asks, by the first port that knows. Raises `Problem` 401 like the ports do."""
    for authenticator in AUTHENTICATORS:
        if principal := await authenticator.principal_of(request, door):
            return principal
    return None


async def sign_in(door: "Door", request: Request, login: str, password: str) -> str:
    """Check the password and open a session; returns the secret for `remember`. An older session of this browser ends.

    Raises:
        Problem: 401 when they do not match; 403 from another site; 429 when tried too often from the address or for the
            login.
    """
    require_same_origin(request)
    login = login.strip().lower()[:PASSWORD_LIMIT]
    await door.limiter.hit(door.settings.login_limit, "login", address(request))
    await door.limiter.hit(door.settings.login_limit, "login", digest(login))
    user = None if text_fault(login) else await _user(door, login)
    stored = user.password_hash if user and user.active else None
    if not await door.passwords.verify(password[:PASSWORD_LIMIT], stored) or user is None:
        raise Problem("credenciais-invalidas")
    secret = new_secret()
    async with door.changes() as session:
        if old := request.cookies.get(COOKIE):
            await identity.end_session(session, digest(old))
        expires_at = door.now() + timedelta(hours=door.settings.session_hours)
        await identity.begin_session(session, digest(secret), user.id, expires_at)
        await session.commit()
    return secret


async def _user(door: "Door", login: str) -> UserRow | None:
    async with door.records() as session:
        return await identity.user_by_login(session, login)


async def sign_out(door: "Door", principal: Principal) -> None:
    """End the session of `principal`. Does nothing for a token, which is revoked, not left."""
    if principal.via is Via.SESSION:
        async with door.records() as session:
            await identity.end_session(session, principal.key)


def remember(response: Response, door: "Door", secret: str) -> None:
    """Set the cookie of a session just opened."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(door.settings.session_hours * 3600),
        httponly=True,
        samesite="lax",
        secure=door.settings.cookie_secure,
        path="/",
    )


def forget(response: Response) -> None:
    """Take the cookie back."""
    response.delete_cookie(COOKIE, path="/")


def _principal(user: UserRow, via: Via, key: str, scopes: frozenset[Scope], csrf: str = "") -> Principal:
    return Principal(
        id=user.id,
        login=user.login,
        name=user.name,
        roles=tuple(user.roles),
        unit=user.unit,
        parties=tuple(user.parties),
        via=via,
        key=key,
        scopes=scopes,
        csrf=csrf,
    )
