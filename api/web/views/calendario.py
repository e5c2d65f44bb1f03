"""The days on which the body does not work, month by month, each with the act that says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from api.days import DayOff
from api.web.formatters import MONTHS, capital
from workflows.clock import Calendar, ClosureKind
from workflows.clock.calendar import GROUND_WORDS

KINDS = {
    ClosureKind.FECHADO: "",
    ClosureKind.FECHA_CEDO: "fecha antes da hora: conta no meio do prazo, mas o prazo não termina nele",
    ClosureKind.ABRE_TARDE: "abre depois da hora",
}


@dataclass(frozen=True)
class DayLine:
    """A day without the normal hours: why, what that does to deadlines, by which act."""

    day: date
    name: str
    ground: str
    effect: str
    act: str
    unconfirmed: bool


@dataclass(frozen=True)
class MonthLines:
    """A month's days without the normal hours."""

    title: str
    days: tuple[DayLine, ...]


def year_of(calendar: Calendar, year: int) -> tuple[MonthLines, ...]:
    """The months of `year` that have a day without the normal hours, weekends left out."""
    days = tuple(_days(calendar, year))
    return tuple(
        MonthLines(f"{capital(MONTHS[month - 1])} de {year}", tuple(day for day in days if day.day.month == month))
        for month in range(1, 13)
        if any(day.day.month == month for day in days)
    )


def days_off(calendar: Calendar, years: Iterable[int]) -> Iterable[DayOff]:
    """The same days of several years, for other programs."""
    for year in years:
        day = date(year, 1, 1)
        while day.year == year:
            found = calendar.special(day)
            if found is not None:
                yield DayOff(calendar.id, found, KINDS[found.kind] if calendar.rolls(day) else "")
            day += timedelta(days=1)


def _days(calendar: Calendar, year: int) -> Iterable[DayLine]:
    day = date(year, 1, 1)
    while day.year == year:
        found = calendar.special(day)
        if found is not None:
            working = "" if not calendar.rolls(day) else KINDS[found.kind]
            yield DayLine(day, found.name, GROUND_WORDS[found.ground], working, found.act, found.unconfirmed)
        day += timedelta(days=1)
