"""When a duty of a work plan falls due: the kinds of recurrence, and the slots each has in a term.

Every slot is counted from the start of the term, date to date, never from the slot before it: rolls do not add up.
Days are continuous, since plans say nothing of working days. A slot's `due` is the date before its roll.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from workflows.clock import Budget, MonthRule, Unit, add_months, data_fixa
from workflows.kernel.state import Value

LONGEST = 1200


class Span(StrEnum):
    """In what the plan counts."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


UNITS = {Span.DAYS: Unit.DIA, Span.MONTHS: Unit.MES, Span.YEARS: Unit.ANO}


class Slot(NamedTuple):
    """One occurrence: it may be done from `opens` on and is due `due`. `budget` and `cycle` let the clock count it.

    Both are None where the plan gives no date.
    """

    opens: dt.date
    due: dt.date | None = None
    budget: Budget | None = None
    cycle: int = 1


def later(day: dt.date, n: int, unit: Span, rule: MonthRule = MonthRule.ULTIMO_DIA) -> dt.date:
    """`day` plus `n` of `unit`, date to date. Raises LedgerError past the clock's horizon."""
    if unit is Span.DAYS:
        return day + dt.timedelta(days=n)
    return add_months(day, n * (12 if unit is Span.YEARS else 1), rule)


class _Kind(Value):
    def slots(self, start: dt.date, end: dt.date) -> Iterator[Slot]:  # noqa: ARG002
        """The occurrences that a term from `start` to `end`, both included, fixes beforehand."""
        return iter(())


class Cycle(_Kind):
    """What comes again and again, at the end of each whole period."""

    def _every(self, months: int, start: dt.date, end: dt.date) -> Iterator[Slot]:
        for k in range(1, LONGEST // months + 1):
            due = add_months(start, k * months)
            if due > end:
                return
            yield Slot(add_months(start, (k - 1) * months), due, Budget(amount=months, unit=Unit.MES), k)


class OnceByDate(_Kind):
    """Once, by a date of the calendar."""

    type: Literal["once-by-date"]
    date: dt.date

    def slots(self, start: dt.date, end: dt.date) -> Iterator[Slot]:
        """One, open from the start; none when the date comes after the term."""
        if self.date <= end:
            yield Slot(start, self.date, data_fixa(self.date))


class OnceAfterStart(_Kind):
    """Once, up to `n` units after the start of the term; 0 means on the start."""

    type: Literal["once-after-start"]
    n: Annotated[int, Field(strict=True, ge=0, le=LONGEST)]
    unit: Span

    def slots(self, start: dt.date, end: dt.date) -> Iterator[Slot]:
        """One, open from the start; none when it would fall due after the term."""
        due = later(start, self.n, self.unit)
        if due <= end:
            yield Slot(start, due, Budget(amount=self.n, unit=UNITS[self.unit]) if self.n else data_fixa(due))


class Monthly(Cycle):
    """Every month from the start."""

    type: Literal["monthly"]

    def slots(self, start: dt.date, end: dt.date) -> Iterator[Slot]:
        """One for each whole month of the term."""
        return self._every(1, start, end)


class EveryMonths(Cycle):
    """Every `n` months from the start: 2 for a bimester, 3 for a quarter."""

    type: Literal["every-months"]
    n: Annotated[int, Field(strict=True, ge=1, le=120)]

    def slots(self, start: dt.date, end: dt.date) -> Iterator[Slot]:
        """One for each whole period of the term."""
        return self._every(self.n, start, end)


class Semiannual(Cycle):
    """Every six months from the start."""

    type: Literal["semiannual"]

    def slots(self, start: dt.date, end: dt.date) -> Iterator[Slot]:
        """One for each whole half-year of the term."""
        return self._every(6, start, end)


class Annual(Cycle):
    """Every year from the start. `min_hours` is the least number of hours in the year, shown to who must do it."""

    type: Literal["annual"]
    min_hours: Annotated[int, Field(strict=True, ge=1)] | None = None

    def slots(self, start: dt.date, end: dt.date) -> Iterator[Slot]:
        """One for each whole year of the term."""
        return self._every(12, start, end)


class WhileInForce(_Kind):
    """A continuous duty of the whole term: nothing falls due, evidence is recorded."""

    type: Literal["while-in-force"]


class _OnEvent(_Kind):
    event: str

    def slot(self, happened: dt.date, due: dt.date | None = None) -> Slot:
        """The occurrence that the event of that date brings; `due` is the day that another text gives."""
        raise NotImplementedError("each kind says it")


class OnEvent(_OnEvent):
    """On each event of a kind. `norm` names the text that gives the date, when it is not the plan."""

    type: Literal["on-event"]
    norm: str | None = None

    def slot(self, happened: dt.date, due: dt.date | None = None) -> Slot:
        """One without a date of the plan's: due when another text says, if it does."""
        return Slot(happened, due, data_fixa(due) if due else None)


class Day10OfFollowingMonth(_OnEvent):
    """By day 10 of the month after the event."""

    type: Literal["day-10-of-following-month"]

    def slot(self, happened: dt.date, due: dt.date | None = None) -> Slot:  # the plan itself says when
        """One due on day 10 of the next month."""
        due = add_months(happened.replace(day=1), 1).replace(day=10)
        return Slot(happened, due, data_fixa(due))


Recurrence = Annotated[
    OnceByDate
    | OnceAfterStart
    | Monthly
    | EveryMonths
    | Semiannual
    | Annual
    | WhileInForce
    | OnEvent
    | Day10OfFollowingMonth,
    Field(discriminator="type"),
]
