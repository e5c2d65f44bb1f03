"""My protocol: whoever has the receipt of what was sent sees the public state of the request, without signing in."""

import hashlib

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from api.calendars import calendar_counted
from api.deps import DoorDep, SessionDep, public
from api.feeds import ICS
from api.identity.csrf import require_same_origin
from api.identity.principal import Principal
from api.limiting import address
from api.problems import not_found
from api.services.following import Followed, dates_feed, follow
from api.services.protocols import read_number, secret_of, with_receipt
from api.web.inputs import PostedDep, Visitor, clean
from api.web.templating import go, page
from api.web.views import protocolo as views
from api.web.views.prazos import deadline_card
from api.web.views.procedimentos import case_name
from workflows.clock import local_date

router = APIRouter(dependencies=[public(), Depends(clean)])
PATH = "/protocolo"
TRIES = "10/minute"
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
WRONG = "O número e o código não conferem. Confira os dois no recibo e tente de novo"


@router.get(PATH)
async def consultar(request: Request, visitor: Visitor) -> Response:
    """The form: number and code, as the receipt has them."""
    return _form(request, visitor)


@router.post(PATH)
async def conferir(
    request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Go to the request, when number and code are those of a receipt."""
    require_same_origin(request)
    await door.limiter.hit(TRIES, "protocolo", address(request))
    typed, code = posted.text("numero")[:120], posted.text("codigo")[:60]
    number = read_number(typed)
    sent = await with_receipt(session, number, code) if number else None
    if sent is None:
        return _form(request, visitor, typed, code, WRONG)
    return go(request, f"{PATH}/{secret_of(sent)}")


@router.api_route(f"{PATH}/{{segredo}}.ics", methods=["GET", "HEAD"])
async def datas(request: Request, door: DoorDep, session: SessionDep, segredo: str) -> Response:
    """The public dates of the request, for a calendar. Raises `Problem` 404."""
    found, today = await _found(session, segredo), local_date(door.now())
    base = door.settings.public_url.rstrip("/")
    name = case_name(found.case.type, found.case.label)
    content = await dates_feed(session, name, found, f"{base}{PATH}/{segredo}", base, today)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**PRIVATE, "Cache-Control": "private, no-cache", "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=f"{ICS}; charset=utf-8", headers=headers)


@router.get(f"{PATH}/{{segredo}}")
async def acompanhar(request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, segredo: str) -> Response:
    """The public state of the request. Raises `Problem` 404."""
    found, today = await _found(session, segredo), local_date(door.now())
    base = door.settings.public_url.rstrip("/")
    dates = [(one, await calendar_counted(session, one.term.calendar)) for one in found.deadlines]
    response = page(
        request,
        visitor,
        "pages/protocolo.html",
        public=True,
        pedido=views.followed(found, today),
        prazos=[deadline_card(one, calendar, today) for one, calendar in dates],
        agenda=f"{PATH}/{segredo}.ics",
        assinar=f"webcal://{base.partition('://')[2]}{PATH}/{segredo}.ics",
    )
    response.headers.update(PRIVATE)
    return response


def _form(request: Request, visitor: Principal | None, number: str = "", code: str = "", error: str = "") -> Response:
    response = page(
        request,
        visitor,
        "pages/protocolo_consulta.html",
        public=True,
        status=422 if error else 200,
        failed=bool(error),
        numero=number,
        codigo=code,
        erro=error,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


async def _found(session: AsyncSession, secret: str) -> Followed:
    found = await follow(session, secret)
    if found is None:
        raise not_found("Não há pedido com este recibo.")
    return found
