"""Which days a body works: a calendar is plain data, and each of its non-working days names the act that decreed it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from enum import IntEnum, StrEnum

from pydantic import Field

from workflows.clock.model import LedgerError, LegalDate, Value

HORIZON_YEAR = 2500


class ClosureKind(StrEnum):
    """How a day departs from the normal hours: closed, closes early, or opens late."""

    FECHADO = "fechado"
    FECHA_CEDO = "fecha_cedo"
    ABRE_TARDE = "abre_tarde"


class Ground(StrEnum):
    """Why a day departs from the normal hours."""

    FERIADO_NACIONAL = "feriado_nacional"
    FERIADO_ESTADUAL = "feriado_estadual"
    FERIADO_MUNICIPAL = "feriado_municipal"
    PONTO_FACULTATIVO = "ponto_facultativo"
    SEM_EXPEDIENTE = "sem_expediente"


GROUND_WORDS = {
    Ground.FERIADO_NACIONAL: "feriado nacional",
    Ground.FERIADO_ESTADUAL: "feriado estadual",
    Ground.FERIADO_MUNICIPAL: "feriado municipal",
    Ground.PONTO_FACULTATIVO: "ponto facultativo",
    Ground.SEM_EXPEDIENTE: "sem expediente",
}


class SpecialDay(Value):
    """One day without the normal hours, with the act that decreed it (`act`) and, when known, that act's date.

    `unconfirmed` marks a day that ships with the calendar but still waits for the body's confirmation.
    """

    day: LegalDate
    kind: ClosureKind = ClosureKind.FECHADO
    name: str = Field(default="", max_length=200)
    act: str = Field(default="", max_length=500)
    decreed_on: LegalDate | None = None
    ground: Ground = Ground.SEM_EXPEDIENTE
    unconfirmed: bool = False


class StatutoryHoliday(Value):
    """A holiday that the law itself fixes for every year from `since` to `until`, both included.

    Either `month` and `day`, or `easter`: days from Easter Sunday (Good Friday is -2).
    """

    name: str
    act: str
    ground: Ground = Ground.FERIADO_NACIONAL
    month: int | None = None
    day: int | None = None
    easter: int | None = None
    since: int = 1
    until: int = HORIZON_YEAR

    def in_year(self, year: int) -> SpecialDay | None:
        """The holiday in `year`, or None in a year that the law does not reach."""
        if not self.since <= year <= self.until:
            return None
        if self.easter is not None:
            day = easter_sunday(year) + dt.timedelta(days=self.easter)
        else:
            day = dt.date(year, self.month or 1, self.day or 1)
        # The bounds of a legal date do not hold for a holiday: a count may walk past the last year that may be typed.
        return SpecialDay.model_construct(
            day=day, kind=ClosureKind.FECHADO, name=self.name, act=self.act, decreed_on=None, ground=self.ground,
            unconfirmed=False,
        )  # fmt: skip


class CalendarSwitches(Value):
    """Readings that a body may choose: a day that opens late is non-working unless `late_opening_is_working`."""

    late_opening_is_working: bool = False


class CalendarData(Value):
    """A calendar as it travels and is stored: what the law fixes, the days decreed, the years whose decree is in."""

    id: str
    title: str = ""
    statutory: tuple[StatutoryHoliday, ...] = ()
    days: tuple[SpecialDay, ...] = ()
    decreed_years: tuple[int, ...] = ()
    switches: CalendarSwitches = CalendarSwitches()


class _Effect(IntEnum):
    NONE = 0
    ROLLS = 1
    CLOSED = 2


_WEEKEND = {6: "sábado", 0: "domingo"}


class Calendar:
    """Working days of one body. Cheap to build from `CalendarData`; each year is laid out when first asked for."""

    def __init__(self, data: CalendarData) -> None:
        self.data = data
        self.id = data.id
        self.decreed_years = frozenset(data.decreed_years)
        self._special: dict[int, dict[int, SpecialDay]] = {}
        self._working: dict[int, list[int]] = {}
        self._by_year: dict[int, list[SpecialDay]] = {}
        for item in data.days:
            self._by_year.setdefault(item.day.year, []).append(item)

    def is_working(self, day: dt.date) -> bool:
        """Whether the body works on `day`. One that closes early is worked; one that opens late is not, by default."""
        return self.works(day.toordinal())

    def rolls(self, day: dt.date) -> bool:
        """Whether a deadline that ends on `day` goes on: not a working day, or closed before the normal hour."""
        return self.rolls_ordinal(day.toordinal())

    def why_not(self, day: dt.date) -> str | None:
        """Why `day` is not worked, in Portuguese and with its act, or None when it is."""
        ordinal = day.toordinal()
        if self.works(ordinal):
            return None
        item = self._year(day.year).get(ordinal)
        if item is None or self._effect(item) is not _Effect.CLOSED:
            return _WEEKEND[ordinal % 7]
        return _reason(item)

    def why_rolls(self, day: dt.date) -> str | None:
        """Why a deadline cannot end on `day`: as `why_not`, or that the day closes early; None when it can."""
        reason = self.why_not(day)
        if reason is not None or not self.rolls(day):
            return reason
        return _reason(self._year(day.year)[day.toordinal()])

    def special(self, day: dt.date) -> SpecialDay | None:
        """What the calendar says of `day` beyond its weekday, or None."""
        return self._year(day.year).get(day.toordinal())

    def is_provisional_year(self, year: int) -> bool:
        """Whether the decree of `year` has not been entered, so that only what the law fixes is known of it."""
        return year not in self.decreed_years

    def with_days(self, extra: Iterable[SpecialDay]) -> Calendar:
        """A new calendar with `extra` days. Of two entries for one day, the one that closes more prevails."""
        return Calendar(self.data.model_copy(update={"days": (*self.data.days, *extra)}))

    def works(self, ordinal: int) -> bool:
        """`is_working` for a proleptic ordinal."""
        if ordinal % 7 in _WEEKEND:
            return False
        item = self._year(dt.date.fromordinal(ordinal).year).get(ordinal)
        return item is None or self._effect(item) is not _Effect.CLOSED

    def rolls_ordinal(self, ordinal: int) -> bool:
        """`rolls` for a proleptic ordinal."""
        if ordinal % 7 in _WEEKEND:
            return True
        item = self._year(dt.date.fromordinal(ordinal).year).get(ordinal)
        return item is not None and self._effect(item) is not _Effect.NONE

    def advance(self, start: int, end: int, wanted: int) -> tuple[int | None, int]:
        """Count `wanted` (at least 1) working days within the ordinals `start` to `end`, both included.

        Returns the ordinal of the last one and 0, or None and how many are still wanted. Raises LedgerError
        (`horizon`) past the year 2500.
        """
        year = dt.date.fromordinal(start).year
        while True:
            days = self._working_days(year)
            first = bisect_left(days, start)
            if first + wanted <= len(days) and days[first + wanted - 1] <= end:
                return days[first + wanted - 1], 0
            year += 1
            turn = dt.date(year, 1, 1).toordinal()
            if end < turn:
                return None, wanted - (bisect_left(days, end + 1) - first)
            wanted -= len(days) - first
            start = turn

    def working_between(self, start: int, end: int) -> int:
        """How many working days lie within the ordinals `start` to `end`, both included. Raises LedgerError
        (`horizon`) past the year 2500."""
        first, last = (dt.date.fromordinal(ordinal).year for ordinal in (start, end))
        years = (self._working_days(year) for year in range(first, last + 1))
        return sum(bisect_right(days, end) - bisect_left(days, start) for days in years) if start <= end else 0

    def _effect(self, item: SpecialDay) -> _Effect:
        if item.kind is ClosureKind.FECHA_CEDO:
            return _Effect.ROLLS
        if item.kind is ClosureKind.ABRE_TARDE and self.data.switches.late_opening_is_working:
            return _Effect.NONE
        return _Effect.CLOSED

    def _year(self, year: int) -> dict[int, SpecialDay]:
        known = self._special.get(year)
        if known is None:
            found: dict[int, SpecialDay] = {}
            # What was decreed comes first: on equal effect the decree of the year is the act to cite.
            by_law = (holiday.in_year(year) for holiday in self.data.statutory)
            for item in (*self._by_year.get(year, ()), *by_law):
                if item is None:
                    continue
                ordinal = item.day.toordinal()
                if ordinal not in found or self._effect(item) > self._effect(found[ordinal]):
                    found[ordinal] = item
            known = self._special[year] = found
        return known

    def _working_days(self, year: int) -> list[int]:
        known = self._working.get(year)
        if known is None:
            if year > HORIZON_YEAR:
                raise LedgerError("horizon", f"A contagem passa do ano {HORIZON_YEAR}.")
            closed = {o for o, item in self._year(year).items() if self._effect(item) is _Effect.CLOSED}
            first, last = dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()
            known = [o for o in range(first, last + 1) if 0 < o % 7 < 6 and o not in closed]
            self._working[year] = known
        return known


def easter_sunday(year: int) -> dt.date:
    """Easter Sunday of `year` in the Gregorian calendar (anonymous computus, Nature, 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leap, odd = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    fourth, tail = divmod(rest, 4)
    week = (32 + 2 * odd + 2 * fourth - epact - tail) % 7
    late = (golden + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _reason(item: SpecialDay) -> str:
    if item.kind is ClosureKind.FECHA_CEDO:
        words = "fecha antes da hora normal"
    elif item.kind is ClosureKind.ABRE_TARDE:
        words = "abre depois da hora normal"
    else:
        words = GROUND_WORDS[item.ground]
    named = f"{words} ({item.name})" if item.name else words
    return f"{named}. {item.act}" if item.act else named
