"""The administration of what the body decrees: days, years, parameters, counting policy. First what moves."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Depends, Request
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from activities.records.context import list_policies, load_calendars, load_context
from activities.records.queries.deadlines import DeadlineFilter, list_deadlines
from activities.records.tables import CaseRow
from api.deps import Administrator, DoorDep, SessionDep
from api.problems import Problem, not_found
from api.services import decreeing
from api.services.changing import Change, DaysChange, Moved, ParameterChange, PolicyChange, Totals, first_rows
from api.web.formatters import date_br, date_words, listed, plural
from api.web.inputs import PostedDep, clean
from api.web.routers.administracao_andamento import PATH as PROGRESS
from api.web.routers.administracao_folha import CONFIRM, Sheet, listing
from api.web.routers.administracao_previa import SHOWN
from api.web.shapes import shapes
from api.web.templating import go
from api.web.views import administracao_parametros as params
from api.web.views.administracao import Step
from api.web.views.administracao_perguntas import CLOSURES, DecreeForm, YearForm, calendar_shapes
from api.web.views.alcance import preview_of, reach, summary
from api.web.views.citacoes import cite
from api.web.views.erros import by_field
from api.web.views.normas import parameter_line, value_words
from api.web.views.painel import type_name
from workflows.clock import SpecialDay, local_date
from workflows.kernel.schedules import moved_by
from workflows.kernel.state import CaseStatus
from workflows.norms import Param, Parameter, ParameterError, UnknownParameter

router = APIRouter(dependencies=[Depends(clean)])
CALENDAR = "/administracao/calendario"
YEAR = f"{CALENDAR}/ano"
PARAMETERS = "/administracao/parametros"
POLICY = "/administracao/contagem"
MOST_COUNTED = 1000


@router.get(CALENDAR)
async def calendario(request: Request, who: Administrator, door: DoorDep, session: SessionDep) -> Response:
    """The days that acts entered here decreed, and the ways to enter more."""
    calendars = await load_calendars(session)
    today = local_date(door.now())
    days = [(data.title, day) for data in calendars.values() for day in data.days if day.day >= today]
    return listing(
        request,
        who,
        "calendario",
        dias=sorted(days, key=lambda one: (one[1].day, one[0])),
        tipos=CLOSURES,
        anos=[(data.title, listed(map(str, data.decreed_years)) or "nenhum") for data in calendars.values()],
    )


@router.get(f"{CALENDAR}/dias")
async def dias(request: Request, who: Administrator, session: SessionDep) -> Response:
    """The form of a decree."""
    return (await _decree_sheet(session)).show(request, who, {"calendar": ("mt-cuiaba",)}, extra="days")


@router.post(f"{CALENDAR}/dias")
async def decretar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Say what a decree moves; then, confirmed, enter it."""
    sheet = await _decree_sheet(session)
    read = sheet.read(request, who, DecreeForm, posted)
    if isinstance(read, Response):
        return read
    days = tuple(SpecialDay(**dict(day), act=read.act, decreed_on=read.decreed_on) for day in read.days)
    try:
        change = DaysChange(act=read.act, calendar=read.calendar, days=decreeing.stamped(read.act, days))
        found = None if posted.verb == CONFIRM else await first_rows(door, change, SHOWN)
        if found is None:
            await decreeing.enter(door, who.id, change, aside=True)
            return go(request, f"{PROGRESS}?de=calendario", "decretado")
    except Problem as problem:
        if not problem.errors:
            raise
        return sheet.refused(request, who, posted, by_field(problem.errors))
    told = [("Ato", read.act + (f", de {date_br(read.decreed_on)}" if read.decreed_on else ""))]
    told += [(date_words(day.day, year=True), f"{CLOSURES[day.kind]}: {day.name}") for day in days]
    return sheet.confirm(request, who, posted, told, **_touched(change, found))


@router.get(YEAR)
async def ano(request: Request, who: Administrator, session: SessionDep) -> Response:
    """The form that says that a year's decree is in."""
    return (await _year_sheet(session)).show(request, who, {"calendar": ("mt-cuiaba",)})


@router.post(YEAR)
async def decretar_ano(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep
) -> Response:
    """Say how many dates are provisional; then, confirmed, enter the year."""
    sheet = await _year_sheet(session)
    read = sheet.read(request, who, YearForm, posted)
    if isinstance(read, Response):
        return read
    if read.calendar not in await load_calendars(session):
        return sheet.refused(request, who, posted, {"calendar": "Calendário: escolha entre os que existem"})
    if posted.verb == CONFIRM:
        await decreeing.decree_year(door, who.id, read.calendar, read.act, read.year, aside=True)
        return go(request, f"{PROGRESS}?de=calendario", "decretado")
    wanted = DeadlineFilter(calendar=read.calendar, provisional=True)
    found = await list_deadlines(session, who.viewer, wanted, today=local_date(door.now()), limit=MOST_COUNTED)
    count = plural(len(found.items), "prazo aberto tem", "prazos abertos têm")
    text = (
        f"{'Mais de ' if found.next_cursor else ''}{count} data provisória neste calendário. "
        "Deixa de ser provisória a data cuja contagem só passa por anos decretados. Nenhuma data muda de dia: "
        "os dias sem expediente do ano entram antes, pelo outro formulário."
    )
    return sheet.confirm(request, who, posted, [("Ano", str(read.year)), ("Ato", read.act)], resumo=text)


@router.get(PARAMETERS)
async def parametros(request: Request, who: Administrator, door: DoorDep, session: SessionDep) -> Response:
    """What the norms leave open, with what stands, by which act, since when."""
    rows = params.parameter_rows((await load_context(session)).parameters, local_date(door.now()))
    return listing(
        request, who, "parametros",
        quadros=[("Fixados por ato do órgão", [one for one in rows if one.set]),
                 ("Como a norma ou o Tramita deixou", [one for one in rows if not one.set])],
    )  # fmt: skip


@router.get(f"{PARAMETERS}/{{parametro}}")
async def parametro(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, parametro: str
) -> Response:
    """The form that sets a parameter by an act."""
    found = _parameter(parametro)
    overrides = (await load_context(session)).parameters
    line = parameter_line(found, overrides, local_date(door.now()))
    return _parameter_sheet(found, f"{line.value} ({line.origin})").show(request, who, {})


@router.post(f"{PARAMETERS}/{{parametro}}")
async def fixar(
    request: Request, who: Administrator, door: DoorDep, session: SessionDep, posted: PostedDep, parametro: str
) -> Response:
    """Say what a value changes; then, confirmed, set it."""
    found = _parameter(parametro)
    overrides = (await load_context(session)).parameters
    line = parameter_line(found, overrides, local_date(door.now()))
    sheet = _parameter_sheet(found, f"{line.value} ({line.origin})")
    read = sheet.read(request, who, params.form_of(found), posted)
    if isinstance(read, Response):
        return read
    if errors := params.missing(read):
        return sheet.refused(request, who, posted, errors)
    value = params.chosen_value(read)
    try:
        typed = decreeing.checked_value(found.key, value, read.since)
    except ParameterError as refused:
        said = f"Valor: {refused.message} ({refused.provision.citation})"
        return sheet.refused(request, who, posted, {"value": said})
    change = ParameterChange(act=read.act, key=found.key, value=value, since=read.since, reaches_open=read.reaches_open)
    try:
        if posted.verb == CONFIRM:
            await decreeing.enter(door, who.id, change, aside=True)
            return go(request, f"{PROGRESS}?de=parametros", "decretado")
        decreeing.check_begun(door, change)
    except Problem as problem:
        return sheet.refused(request, who, posted, by_field(problem.errors))
    before = await decreeing.parameter_before(session, found.key, read.since)
    after = value_words(found, found.default if typed is None else typed)
    told = [
        ("Em vigor nesse dia", value_words(found, before.value) + (f", por {before.act}" if before.act else "")),
        ("Passa a ser", f"{after}, como diz a norma" if typed is None else after),
        ("Desde", date_words(read.since, year=True)),
        ("Ato", read.act),
        ("Alcance", reach(read.reaches_open)),
    ]
    touched = _touched(change, await first_rows(door, change, SHOWN))
    readers = await _readers(session, found)
    return sheet.confirm(request, who, posted, told, **{**touched, "resumo": f"{touched['resumo']} {readers}"})


@router.get(POLICY)
async def contagem(request: Request, who: Administrator, door: DoorDep, session: SessionDep) -> Response:
    """How days are counted, by which acts, and the way to change it."""
    lines = params.policy_lines(await list_policies(session), local_date(door.now()))
    return listing(request, who, "contagem", agora=params.policy_now(lines), linhas=lines)


@router.get(f"{POLICY}/nova")
async def nova_contagem(request: Request, who: Administrator) -> Response:
    """The form that changes how days are counted."""
    return _policy_sheet().show(request, who, {})


@router.post(f"{POLICY}/nova")
async def mudar_contagem(request: Request, who: Administrator, door: DoorDep, posted: PostedDep) -> Response:
    """Say what another count moves; then, confirmed, choose it."""
    sheet = _policy_sheet()
    read = sheet.read(request, who, params.PolicyForm, posted)
    if isinstance(read, Response):
        return read
    if read.since > local_date(door.now()):
        text = "Vale desde: registre o ato no dia em que ele começar a valer, ou depois"
        return sheet.refused(request, who, posted, {"since": text})
    change = PolicyChange(act=read.act, policy=read.policy, since=read.since, reaches_open=read.reaches_open)
    if posted.verb == CONFIRM:
        await decreeing.enter(door, who.id, change, aside=True)
        return go(request, f"{PROGRESS}?de=contagem", "decretado")
    told = [
        ("Contagem", params.READINGS[read.policy]),
        ("Desde", date_words(read.since, year=True)),
        ("Ato", read.act),
        ("Alcance", reach(read.reaches_open)),
    ]
    return sheet.confirm(request, who, posted, told, **_touched(change, await first_rows(door, change, SHOWN)))


def _touched(change: Change, found: tuple[Sequence[Moved], str | None, Totals]) -> dict[str, Any]:
    """What the page that asks to confirm says of what the change touches."""
    rows, last, totals = found
    return {"resumo": summary(totals), "previa": preview_of(change, rows, totals, "", last)}


async def _readers(session: AsyncSession, parameter: Parameter) -> str:
    """Who uses the value, and who may still come to read it: each case reads a parameter once, when it needs it."""
    readers = dict(params.users_of(parameter))
    readers |= {id: type_name(id) for id in moved_by(parameter.key)}
    if not readers:
        return "Nenhum procedimento desta versão usa este valor. Ele fica registrado, com o ato."
    open_now = select(func.count()).select_from(CaseRow).where(
        col(CaseRow.type).in_(list(readers)), col(CaseRow.status) == CaseStatus.OPEN.value
    )  # fmt: skip
    count = (await session.exec(open_now)).one()
    return (
        f"Quem usa: {listed(readers.values())}. Cada processo lê o valor uma vez, quando precisa dele: dos "
        f"{plural(count, 'processo aberto', 'processos abertos')} hoje, vale para os que ainda não leram."
    )


async def _decree_sheet(session: AsyncSession) -> Sheet:
    titles = {id: data.title for id, data in (await load_calendars(session)).items()}
    text = "Antes de valer, você vê que prazos abertos mudam de dia. O que foi anunciado a particular não encurta."
    return Sheet(
        "Registrar dias sem expediente", f"{CALENDAR}/dias", Step("Calendário", CALENDAR), "Ver o que muda",
        calendar_shapes(DecreeForm, titles), text,
    )  # fmt: skip


async def _year_sheet(session: AsyncSession) -> Sheet:
    titles = {id: data.title for id, data in (await load_calendars(session)).items()}
    text = "Registre antes os dias sem expediente do ano. Depois disto as datas dele deixam de ser provisórias."
    return Sheet(
        "Registrar o decreto de um ano", YEAR, Step("Calendário", CALENDAR), "Ver o que muda",
        calendar_shapes(YearForm, titles), text,
    )  # fmt: skip


def _parameter(key: str) -> Parameter:
    try:
        return Param(key)
    except UnknownParameter:
        raise not_found("Não há esse parâmetro nas normas carregadas.") from None


def _parameter_sheet(parameter: Parameter, now: str) -> Sheet:
    return Sheet(
        "Fixar um parâmetro", f"{PARAMETERS}/{parameter.key}", Step("Parâmetros", PARAMETERS), "Ver o que muda",
        params.parameter_shapes(parameter), f"{parameter.description} Hoje: {now}.",
        cite=cite(parameter.provision.id).full,
    )  # fmt: skip


def _policy_sheet() -> Sheet:
    text = "Antes de valer, você vê que prazos abertos mudam de dia."
    return Sheet(
        "Mudar a contagem", f"{POLICY}/nova", Step("Contagem", POLICY), "Ver o que muda",
        shapes(params.PolicyForm), text,
    )  # fmt: skip
