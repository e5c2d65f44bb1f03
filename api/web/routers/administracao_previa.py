"""What a change of what is decreed would move, case by case: the page, the sheet and the paper. Nothing is written."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response, StreamingResponse

from api.deps import Administrator, DoorDep
from api.problems import not_found
from api.services import changing
from api.web.inputs import clean
from api.web.routers.administracao_folha import HOME
from api.web.templating import page
from api.web.views import alcance as views
from api.web.views.administracao import Step
from api.web.views.planilha import csv_text
from workflows.clock import local_date

router = APIRouter(dependencies=[Depends(clean)])
SHOWN, PRINTED = 50, 1000
PRINTS = "10/minute"
Written = Annotated[str, Query(max_length=50_000)]
After = Annotated[str, Query(max_length=200)]


@router.get(views.PATH)
async def previa(
    request: Request, who: Administrator, door: DoorDep, mudanca: Written = "", depois: After = ""
) -> Response:
    """A page of what the change touches, from the case after `depois` on."""
    change = _change(mudanca)
    rows, last, totals = await changing.first_rows(door, change, SHOWN, after=depois, count=not depois)
    return page(
        request,
        who,
        "pages/administracao/previa.html",
        degraus=[HOME, Step("O que muda", "")],
        resumo=views.summary(totals) if not depois else "",
        dito=views.told(change),
        previa=views.preview_of(change, rows, totals, depois, last),
    )


@router.get(f"{views.PATH}.csv")
async def previa_csv(_who: Administrator, door: DoorDep, mudanca: Written = "") -> Response:
    """Everything that the change touches, made while it is sent."""
    change = _change(mudanca)
    today = local_date(door.now()).isoformat()

    async def lines() -> AsyncIterator[str]:
        yield csv_text(views.NAMES, ())
        async for _, rows in changing.preview(door, change):
            if rows:
                yield csv_text((), (views.cells(one) for one in rows)).partition("\r\n")[2]

    return StreamingResponse(lines(), media_type="text/csv; charset=utf-8", headers=_named(f"previa-{today}.csv"))


@router.get(f"{views.PATH}.pdf")
async def previa_pdf(who: Administrator, door: DoorDep, mudanca: Written = "", depois: After = "") -> Response:
    """The next thousand rows on paper, with the totals."""
    from activities.documents.report import press_report  # the press is loaded by the first print

    await door.limiter.hit(PRINTS, "previa", who.id)
    change, today = _change(mudanca), local_date(door.now())
    rows, last, totals = await changing.first_rows(door, change, PRINTED, after=depois)
    made = views.report(change, rows, totals, today, whole=last is None and not depois)
    pressed = await asyncio.to_thread(press_report, made)
    return Response(pressed, media_type="application/pdf", headers=_named(f"previa-{today.isoformat()}.pdf"))


def _change(written: str) -> changing.Change:
    found = views.read(written)
    if found is None:
        raise not_found("Esta prévia não se lê mais. Volte ao formulário e peça para ver o que muda.")
    return found


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
