"""What anybody may look up without a case: the calculator, the calendar, the norms."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.context import load_context
from activities.records.tables import ContextRow
from api.calendars import calendar_in, calendar_named
from api.days import counted_day_feed, days_off_feed
from api.deps import DoorDep, SessionDep, public
from api.feeds import ICS
from api.opendata.catalogue import DATASETS
from api.opendata.files import csv_of
from api.opendata.sources import year_of
from api.problems import not_found
from api.web.inputs import Visitor, clean
from api.web.templating import page
from api.web.views import calculadora as calculator
from api.web.views import calculadora_normas as deadlines
from api.web.views import calendario as months
from api.web.views import normas as laws
from api.web.views.erros import summary
from workflows.clock import (
    Calendar,
    local_date,
    shipped_calendar_data,
    shipped_calendars,
)
from workflows.norms import Norm, UnknownProvision, norms

router = APIRouter(dependencies=[public(), Depends(clean)])
DEFAULT = "mt-cuiaba"
Year = Annotated[int | None, Query(ge=1900, le=2200)]
Name = Annotated[str, Query(max_length=80)]
CALENDARS = tuple((id, shipped_calendar_data(id).title) for id in shipped_calendars())


@router.get("/calculadora")
async def calculadora(
    request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, asked: Annotated[calculator.Asked, Query()]
) -> Response:
    """The calculator: its address is the calculation."""
    today, context = local_date(door.now()), await load_context(session)
    norms_give = deadlines.of_norms(context.parameters, today)
    one = deadlines.chosen(asked, norms_give)
    asked = deadlines.filled(asked, one)
    found = calculator.calculate(asked, partial(calendar_in, context.calendars), today)
    errors = found.errors if isinstance(found, calculator.Wrong) else {}
    return page(
        request,
        visitor,
        "pages/calculadora.html",
        public=True,
        failed=bool(errors),
        status=422 if errors else 200,
        pedido=asked,
        resultado=found if isinstance(found, calculator.Result) else None,
        erros=errors,
        resumo=summary(errors, prefix=""),
        unidades=calculator.UNITS,
        naturezas=calculator.NATURES,
        politicas=calculator.POLICY_CHOICES,
        calendarios=CALENDARS,
        das_normas=norms_give,
        da_norma=one,
        endereco=f"{request.url.path}?{request.url.query}",
        agenda=f"/calculadora.ics?{request.url.query}",
    )


@router.get("/calculadora.ics")
async def dia_calculado(
    door: DoorDep, session: SessionDep, asked: Annotated[calculator.Asked, Query()], request: Request
) -> Response:
    """The day that the calculator answers with, for a calendar. Raises `Problem` 404 when it answers with none."""
    today, context = local_date(door.now()), await load_context(session)
    one = deadlines.chosen(asked, deadlines.of_norms(context.parameters, today))
    found = calculator.calculate(deadlines.filled(asked, one), partial(calendar_in, context.calendars), today)
    if not isinstance(found, calculator.Result) or found.day is None:
        raise not_found("Esta conta não dá uma data.")
    link = f"{door.settings.public_url.rstrip('/')}/calculadora?{request.url.query}"
    title = f"Fim do prazo: {one.title}" if one else "Fim do prazo"
    content = counted_day_feed(found.day, title, found.said, link, door.now())
    return Response(content, media_type=f"{ICS}; charset=utf-8", headers=_saved("prazo.ics"))


@router.get("/calendario")
async def calendario(
    request: Request,
    visitor: Visitor,
    door: DoorDep,
    session: SessionDep,
    ano: Year = None,
    calendario: Name = DEFAULT,
) -> Response:
    """The days without the normal hours, with their acts."""
    chosen = await _calendar(session, calendario)
    today = local_date(door.now())
    year = ano or today.year
    base = door.settings.public_url.rstrip("/")
    return page(
        request,
        visitor,
        "pages/calendario.html",
        public=visitor is None,
        ano=year,
        anos=range(today.year - 2, today.year + 4),
        calendario=chosen.data.title or chosen.id,
        escolhido=chosen.id,
        calendarios=CALENDARS,
        provisorio=chosen.is_provisional_year(year),
        meses=months.year_of(chosen, year),
        assinar=f"webcal://{base.partition('://')[2]}/calendario.ics?calendario={chosen.id}",
    )


@router.get("/calendario.ics")
async def calendario_ics(door: DoorDep, session: SessionDep, ano: Year = None, calendario: Name = DEFAULT) -> Response:
    """The days of a year, or of last year and the three after it, for a calendar that subscribes."""
    chosen, this = await _calendar(session, calendario), local_date(door.now()).year
    years = (ano,) if ano else range(this - 1, this + 3)
    title = f"Dias sem expediente: {chosen.data.title or chosen.id}"
    changed = (await session.exec(select(ContextRow))).one().changed_at
    content = days_off_feed(title, months.days_off(chosen, years), changed)
    return Response(content, media_type=f"{ICS}; charset=utf-8", headers=_saved(f"{chosen.id}.ics"))


@router.get("/calendario.csv")
async def calendario_csv(door: DoorDep, session: SessionDep, ano: Year = None, calendario: Name = DEFAULT) -> Response:
    """The days of a year as CSV, with the columns of the open data of the same name."""
    chosen, year = await _calendar(session, calendario), ano or local_date(door.now()).year
    rows = [row.model_dump() for row in year_of(chosen.id, chosen, year)]
    text = csv_of(DATASETS["dias-sem-expediente"], rows)
    return Response(text, media_type="text/csv; charset=utf-8", headers=_saved(f"{chosen.id}-{year}.csv"))


async def _calendar(session: AsyncSession, id: str) -> Calendar:
    found = await calendar_named(session, id)
    if found is None:
        raise not_found("Não há calendário com esse nome.")
    return found


def _saved(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "public, max-age=300"}


@router.get("/normas")
async def normas(request: Request, visitor: Visitor) -> Response:
    """Every norm that the procedures cite."""
    return page(request, visitor, "pages/normas.html", normas=[laws.norm_page(one) for one in norms()])


@router.get("/normas/{place}")
async def dispositivo(request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, place: str) -> Response:
    """A norm, or a provision with its texts over time and its parameters as they stand."""
    try:
        found = laws.find(place)
    except UnknownProvision:
        raise not_found("Não há esse dispositivo entre as normas carregadas.") from None
    if isinstance(found, Norm):
        return page(request, visitor, "pages/norma.html", norma=laws.norm_page(found))
    decreed = await load_context(session)
    shown = laws.provision_page(found, decreed.parameters, local_date(door.now()), decreed.amendments)
    return page(request, visitor, "pages/dispositivo.html", lugar=shown)
