"""The legal clock as a service: the calculator, the proof of a deadline, the calendar."""

import asyncio

from pydantic import BaseModel, ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.records import context as decreed
from api.calendars import calendar_counted, calendar_in
from api.handlers import invalid
from api.identity.principal import Principal
from api.problems import not_found
from api.services.access import visible_deadline
from api.shapes import ProofOut
from api.validation import errors_of
from workflows.clock import (
    CalendarData,
    ClockError,
    CountAnswer,
    CountRequest,
    SpecialDay,
    UnknownCalendarError,
    answer,
    count,
    prove,
)
from workflows.kernel.messages import FieldError


class CalendarOut(BaseModel):
    """A calendar as the law and the decrees make it. A year that is not in `decreed_years` is provisional."""

    id: str
    title: str
    calendars: list[str]
    decreed_years: list[int]
    days: list[SpecialDay]


async def calculate(session: AsyncSession, request: CountRequest) -> CountAnswer:
    """Answer the calculator on the calendars as decreed here.

    Raises:
        Problem: 422, in the clock's own words, for what cannot be counted.
    """
    calendars = await decreed.load_calendars(session)
    try:
        return await asyncio.to_thread(answer, request, lambda name: calendar_in(calendars, name))
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
    calendar = await calendar_counted(session, term.calendar)
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


def _days_of(data: CalendarData, year: int) -> list[SpecialDay]:
    decreed_days = {day.day: day for day in data.days if day.day.year == year}
    by_law = {day.day: day for item in data.statutory if (day := item.in_year(year)) is not None}
    return sorted((by_law | decreed_days).values(), key=lambda day: day.day)
