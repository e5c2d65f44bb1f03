"""Forged requests: a browser must say that it comes from us, and a form must carry its session's token."""

from urllib.parse import urlsplit

from fastapi import Request

from api.identity.principal import Principal, Via
from api.identity.secrets import same
from api.problems import Problem

FIELD = "csrf"
HEADER = "X-CSRF-Token"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def require_csrf(request: Request, principal: Principal) -> None:
    """Let a request with a session through if it is safe, or same-origin and carries the session's token.

    The token comes in the header `X-CSRF-Token` or in the form field `csrf`. API tokens need none: browsers do not send
    them on their own.

    Raises:
        Problem: 403.
    """
    if principal.via is not Via.SESSION or request.method in SAFE_METHODS:
        return
    require_same_origin(request)
    if not same(await _given(request), principal.csrf):
        raise Problem("origem-nao-confiavel", "O formulário venceu ou não veio desta sessão. Recarregue a página.")


def require_same_origin(request: Request) -> None:
    """Refuse what a browser says comes from elsewhere; enough by itself where there is no session yet (login).

    Raises:
        Problem: 403 when `Sec-Fetch-Site` or `Origin` names another site.
    """
    site = request.headers.get("sec-fetch-site")
    if site and site not in ("same-origin", "none"):
        raise Problem("origem-nao-confiavel")
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise Problem("origem-nao-confiavel")


async def _given(request: Request) -> str:
    header = request.headers.get(HEADER)
    if header is not None:
        return header
    if request.headers.get("content-type", "").startswith(_FORMS):
        value = (await request.form()).get(FIELD)
        return value if isinstance(value, str) else ""
    return ""
