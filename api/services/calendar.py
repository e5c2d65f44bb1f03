"""The legal clock as a service: the calculator, the proof of a deadline, the calendar, and what a decree moves."""

import asyncio
from collections.abc import Iterable
from datetime import date, datetime

import structlog
from pydantic import BaseModel, ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import context as decreed
from activities.records.queries.deadlines import DeadlineFilter, list_deadlines
from activities.records.queries.viewer import Viewer
from activities.records.queries.views import DeadlineView
from api.door import Door
from api.handlers import invalid
from api.identity.principal import Principal
from api.problems import Problem, not_found
from api.services.access import visible_deadline
from api.shapes import ProofOut
from api.validation import errors_of
from workflows.clock import (
    Calendar,
    CalendarData,
    ClockError,
    CountAnswer,
    CountRequest,
    SpecialDay,
    UnknownCalendarError,
    answer,
    count,
    local_date,
    prove,
    settle,
)
from workflows.kernel.messages import FieldError
from workflows.kernel.state import DeadlineStatus

log = structlog.get_logger()
SIGNALS_AT_ONCE = 16


class CalendarOut(BaseModel):
    """A calendar as the law and the decrees make it. A year that is not in `decreed_years` is provisional."""

    id: str
    title: str
    calendars: list[str]
    decreed_years: list[int]
    days: list[SpecialDay]


class MovedDeadline(BaseModel):
    """An open deadline that a decree moves. `computed` is what the count alone gives."""

    deadline: str
    case: str
    title: str
    provision: str
    before: date | None
    after: date | None
    computed: date | None
    kept_because: str | None = None


class DecreeOut(BaseModel):
    """What a decree did: the context's new version (null in a dry run), what it moves, and how many cases were told.

    Cases that could not be told learn of it with their next act.
    """

    version: int | None
    moved: list[MovedDeadline]
    told: int = 0


async def calculate(session: AsyncSession, request: CountRequest) -> CountAnswer:
    """Answer the calculator on the calendars as decreed here.

    Raises:
        Problem: 422, in the clock's own words, for what cannot be counted.
    """
    calendars = await decreed.load_calendars(session)
    try:
        return await asyncio.to_thread(answer, request, lambda name: _calendar(calendars, name))
    except UnknownCalendarError as error:
        raise invalid((FieldError(field="calendar", code=error.code, message=str(error)),)) from None
    except ValidationError as error:
        raise invalid(errors_of(error)) from None
    except ClockError as error:
        raise invalid((FieldError(field="", code=error.code, message=str(error)),)) from None


async def proof_of(session: AsyncSession, principal: Principal, deadline: str) -> ProofOut:
    """The day-by-day proof of a deadline, on the calendar as decreed now. Raises `Problem` 404."""
    row = await visible_deadline(session, principal, deadline)
    term = row.term
    calendar = _calendar(await decreed.load_calendars(session), term.calendar)
    counted, proof = count(term, calendar), prove(term, calendar)
    return ProofOut(
        deadline=row.id,
        title=row.title,
        provision=row.provision,
        term=term,
        due=row.due,
        computed=counted.due,
        nominal=counted.nominal,
        provisional=counted.provisional,
        kept_because=row.kept_because,
        readings=list(counted.readings),
        proof=list(proof.days),
        proof_omitted=proof.omitted,
        proof_omitted_after=proof.omitted_after,
    )


async def calendar_view(session: AsyncSession, calendar: str, year: int | None = None) -> CalendarOut:
    """A calendar's days without the normal hours: all that are decreed, or, with `year`, the law's of that year too.

    Raises:
        Problem: 404.
    """
    calendars = await decreed.load_calendars(session)
    data = calendars.get(calendar)
    if data is None:
        raise not_found("Este calendário não existe.")
    return CalendarOut(
        id=data.id,
        title=data.title,
        calendars=sorted(calendars),
        decreed_years=list(data.decreed_years),
        days=_days_of(data, year) if year else list(data.days),
    )


async def decree_days(
    door: Door, principal: Principal, calendar: str, act: str, days: tuple[SpecialDay, ...], *, dry_run: bool = False
) -> DecreeOut:
    """Enter decreed `days`, tell the open cases, and answer what moves. A dry run only answers.

    Raises:
        Problem: 404 for a calendar that is not kept; 422 for a day given twice.
    """
    if len({day.day for day in days}) != len(days):
        raise invalid((FieldError(field="days", code="repetido", message="Informe cada dia uma só vez."),))
    stamped = tuple(day if day.act.strip() else day.model_copy(update={"act": act}) for day in days)
    async with door.records() as session:
        data = (await decreed.load_calendars(session)).get(calendar)
        if data is None:
            raise not_found("Este calendário não existe.")
        moved, cases = await _moved_by(session, principal, data, stamped, door.now())
    if dry_run:
        return DecreeOut(version=None, moved=moved)
    version = await decreed.add_calendar_days(
        door.sessions, author=principal.id, act=act, calendar=calendar, days=stamped
    )
    return DecreeOut(version=version, moved=moved, told=await tell_cases(door, cases))


async def tell_cases(door: Door, cases: Iterable[str]) -> int:
    """Signal each case that the context changed, a few at a time; returns how many were reached."""
    slots = asyncio.Semaphore(SIGNALS_AT_ONCE)

    async def tell(case: str) -> bool:
        async with slots:
            try:
                return await door.engine.context_changed(case)
            except Problem:
                log.warning("case_not_told", case=case)
                return False

    return sum(await asyncio.gather(*(tell(case) for case in dict.fromkeys(cases))))


async def _moved_by(
    session: AsyncSession, principal: Principal, data: CalendarData, days: tuple[SpecialDay, ...], now: datetime
) -> tuple[list[MovedDeadline], list[str]]:
    """What `days` would move, and every case with a deadline that still runs on the calendar."""
    replaced = {day.day for day in days}
    kept = (day for day in data.days if day.day not in replaced)
    calendar = Calendar(data.model_copy(update={"days": (*kept, *days)}))
    today = local_date(now)
    moved, cases = [], []
    for row in await _counting_on(session, principal.viewer, data.id, today):
        cases.append(row.case_id)
        settled = settle(row.term, calendar, row.due or row.announced, today)
        if settled.due != row.due:
            moved.append(
                MovedDeadline(
                    deadline=row.id,
                    case=row.case_id,
                    title=row.title,
                    provision=row.provision,
                    before=row.due,
                    after=settled.due,
                    computed=settled.computed,
                    kept_because=settled.kept_because,
                )
            )
    return moved, cases


async def _counting_on(session: AsyncSession, viewer: Viewer, calendar: str, today: date) -> list[DeadlineView]:
    """Every deadline that a change of `calendar` can still move."""
    found: list[DeadlineView] = []
    cursor = None
    while True:
        wanted = DeadlineFilter(calendar=calendar)
        page = await list_deadlines(session, viewer, wanted, today=today, cursor=cursor, limit=1000)
        found += (row for row in page.items if row.status is not DeadlineStatus.LAPSED)
        cursor = page.next_cursor
        if cursor is None:
            return found


def _calendar(calendars: dict[str, CalendarData], name: str) -> Calendar:
    if name not in calendars:
        raise UnknownCalendarError(name)
    return Calendar(calendars[name])


def _days_of(data: CalendarData, year: int) -> list[SpecialDay]:
    decreed_days = {day.day: day for day in data.days if day.day.year == year}
    by_law = {day.day: day for item in data.statutory if (day := item.in_year(year)) is not None}
    return sorted((by_law | decreed_days).values(), key=lambda day: day.day)
