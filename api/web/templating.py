"""Templates to answers. Undefined names are errors, and text is escaped."""

from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse

from api.identity.principal import Principal
from api.web.assets import asset
from api.web.chrome import FLASH_COOKIE, Chrome, announce, chrome
from api.web.formatters import FILTERS, plural

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """The one environment, strict and escaping."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(FILTERS)
    made.globals.update(asset=asset, plural=plural)
    return made


ENVIRONMENT = environment()


def html(template: str, frame: Chrome, **context: Any) -> str:
    """The page as text."""
    return ENVIRONMENT.get_template(template).render(chrome=frame, **context)


def page(
    request: Request,
    visitor: Principal | None,
    template: str,
    *,
    public: bool = False,
    status: int = 200,
    failed: bool = False,
    **context: Any,
) -> HTMLResponse:
    """The answer that shows `template`. What somebody signed in sees is never kept by a cache."""
    frame = chrome(request, visitor, public)
    response = HTMLResponse(html(template, frame.as_failed() if failed else frame, **context), status_code=status)
    response.headers["Cache-Control"] = "no-cache" if visitor is None else "no-store"
    if frame.flash:
        response.delete_cookie(FLASH_COOKIE)
    return response


def go(request: Request, to: str, flash: str = "") -> RedirectResponse:
    """After an act: see another page, which says `flash` once."""
    response = RedirectResponse(to, status_code=303)
    if flash:
        announce(response, flash, secure=request.url.scheme == "https")
    return response
