"""What anybody may look up without a case: the calculator, the calendar, the norms."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from activities.records.context import load_context
from api.deps import DoorDep, SessionDep, public
from api.problems import not_found
from api.web.inputs import Visitor, clean
from api.web.templating import page
from api.web.views import calculadora as calculator
from api.web.views import calendario as months
from api.web.views import normas as laws
from api.web.views.erros import summary
from workflows.clock import Calendar, load_calendar, local_date, shipped_calendar_data, shipped_calendars
from workflows.norms import Norm, UnknownProvision, norms

router = APIRouter(dependencies=[public(), Depends(clean)])
CALENDARS = tuple((id, shipped_calendar_data(id).title) for id in shipped_calendars())


@router.get("/calculadora")
async def calculadora(
    request: Request, visitor: Visitor, door: DoorDep, session: SessionDep, asked: Annotated[calculator.Asked, Query()]
) -> Response:
    """The calculator: its address is the calculation."""
    decreed = (await load_context(session)).calendars

    def calendar(id: str) -> Calendar:
        return Calendar(decreed[id]) if id in decreed else load_calendar(id)

    found = calculator.calculate(asked, calendar, local_date(door.now()))
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
        endereco=f"{request.url.path}?{request.url.query}",
    )


@router.get("/calendario")
async def calendario(
    request: Request,
    visitor: Visitor,
    door: DoorDep,
    session: SessionDep,
    ano: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    calendario: str = "mt-cuiaba",
) -> Response:
    """The days without the normal hours, with their acts."""
    decreed = (await load_context(session)).calendars
    if calendario not in decreed and calendario not in shipped_calendars():
        raise not_found("Não há calendário com esse nome.")
    chosen = Calendar(decreed[calendario]) if calendario in decreed else load_calendar(calendario)
    today = local_date(door.now())
    year = ano or today.year
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
    )


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
    overrides = (await load_context(session)).parameters
    shown = laws.provision_page(found, overrides, local_date(door.now()))
    return page(request, visitor, "pages/dispositivo.html", lugar=shown)
