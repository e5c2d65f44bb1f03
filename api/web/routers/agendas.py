"""Calendars that other programs read: where a person makes and revokes their addresses, and the calendars there."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.feeds import list_feeds
from activities.records.tables import FeedKind, FeedRow
from api.deps import Doer, DoorDep, Reader, SessionDep, public
from api.feeds import ICS
from api.identity.principal import Principal
from api.problems import not_found
from api.services.agenda import MOST_EACH, Source, feed_at, revoke, source_of, sources, subscribe
from api.web.cuts import Word
from api.web.inputs import PostedDep, clean
from api.web.posting import new_act
from api.web.templating import go, page

router = APIRouter(dependencies=[Depends(clean)])
PATH = "/prazos/agendas"
REFUSED = "Nenhum endereço novo foi criado: este formulário já foi enviado, ou você já tem {most} endereços em uso."


@dataclass(frozen=True)
class AddressLine:
    """An address as its owner sees it, who was shown its secret once."""

    id: str
    title: str
    created_at: datetime
    last_used: datetime | None
    revoked_at: datetime | None


@router.get(PATH)
async def agendas(request: Request, reader: Reader, session: SessionDep, processo: Word = "") -> Response:
    """The addresses of whoever looks, and what they may subscribe to; `processo` offers a case too."""
    return await _show(request, reader, session, processo)


@router.post(PATH)
async def criar(request: Request, doer: Doer, door: DoorDep, session: SessionDep, posted: PostedDep) -> Response:
    """Make an address and show it, this once."""
    kind, _, target = posted.text("origem").partition(":")
    source = await source_of(session, doer.viewer, kind, target or None)
    case = target if kind == FeedKind.CASE else ""
    if source is None:
        return await _show(request, doer, session, case, error="Escolha de quem são os prazos.")
    secret = await subscribe(door, doer, source, posted.act)
    if secret is None:
        return await _show(request, doer, session, case, error=REFUSED.format(most=MOST_EACH))
    made = f"{door.settings.public_url.rstrip('/')}/agenda/{secret}.ics"
    return await _show(request, doer, session, case, made=made, source=source)


@router.post(f"{PATH}/revogar")
async def revogar(request: Request, doer: Doer, door: DoorDep, posted: PostedDep) -> Response:
    """Revoke an address: from now on nothing is read there."""
    if not await revoke(door, doer, posted.text("agenda")):
        raise not_found("Este endereço não existe ou já foi revogado.")
    return go(request, PATH, "revogado")


@router.api_route("/agenda/{segredo}.ics", methods=["GET", "HEAD"], dependencies=[public()])
async def agenda(request: Request, door: DoorDep, segredo: str) -> Response:
    """The calendar at a secret address, for whoever has it."""
    content = await feed_at(door, segredo)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if known & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=f"{ICS}; charset=utf-8", headers=headers)


async def _show(
    request: Request,
    who: Principal,
    session: AsyncSession,
    case: str,
    *,
    made: str = "",
    source: Source | None = None,
    error: str = "",
) -> Response:
    offered = await sources(session, who.viewer, case or None)
    lines = [await _line(session, who, row, offered) for row in await list_feeds(session, who.id)]
    return page(
        request,
        who,
        "pages/agendas.html",
        status=422 if error else 200,
        failed=bool(error),
        origens=[(f"{one.kind}:{one.target or ''}", one.title) for one in offered],
        escolhida=f"{FeedKind.CASE}:{case}" if case else f"{FeedKind.PERSON}:",
        em_uso=[line for line in lines if line.revoked_at is None],
        revogados=[line for line in lines if line.revoked_at is not None],
        endereco=made,
        assinar="webcal://" + made.partition("://")[2] if made else "",
        do_que=source.title if source else "",
        erro=error,
        ato=new_act(),
    )


async def _line(session: AsyncSession, who: Principal, row: FeedRow, offered: Sequence[Source]) -> AddressLine:
    known = next((one for one in offered if (one.kind, one.target) == (row.kind, row.target)), None)
    source = known or await source_of(session, who.viewer, row.kind, row.target)
    title = source.title if source else "Prazos que você não pode mais ver"
    return AddressLine(row.id, title, row.created_at, row.last_used, row.revoked_at)
