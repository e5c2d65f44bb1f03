"""The course of a deadline day by day, in arithmetic: segments of budget, the days that stop them, and the last roll.

Days are proleptic ordinals here, for speed; nothing outside the clock sees them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge

from workflows.clock.calendar import HORIZON_YEAR, Calendar
from workflows.clock.model import Budget, LedgerError, MonthRule, Nature, Term, Unit, check_suspensions
from workflows.clock.regime import Regime

FAR = dt.date.max.toordinal()
_HORIZON = dt.date(HORIZON_YEAR, 12, 31).toordinal()


def add_months(day: dt.date, months: int, rule: MonthRule = MonthRule.ULTIMO_DIA) -> dt.date:
    """`day` plus `months`, date to date; `rule` says what happens where the month lacks the day.

    Raises LedgerError (`horizon`) past the year 2500. Sources: Lei 9.784/1999 art. 66 § 3; Civil Code art. 132 § 3.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > HORIZON_YEAR:
        raise _horizon()
    last = monthrange(year, month + 1)[1]
    if day.day <= last:
        return dt.date(year, month + 1, day.day)
    end = dt.date(year, month + 1, last)
    return end if rule is MonthRule.ULTIMO_DIA else end + dt.timedelta(days=1)


def in_recess(day: dt.date) -> bool:
    """Whether `day` is in the recess, 20 December to 20 January, both included (Lei 7.692/2002, art. 88)."""
    return (day.month == 12 and day.day >= 20) or (day.month == 1 and day.day <= 20)


@dataclass(slots=True)
class Segment:
    """One stretch of budget: `total` days of `unit` (working or continuous) after `start`, to `end` (None: not yet)."""

    start: int
    unit: Unit
    total: int
    end: int | None
    left: int


@dataclass(slots=True)
class Course:
    """Where a deadline stands under one regime. `nominal` and `due` are None while a suspension leaves them open."""

    recess: bool
    blocks: list[tuple[int, int]]
    segments: list[Segment] = field(default_factory=list)
    pending: tuple[Budget, ...] = ()
    nominal: int | None = None
    due: int | None = None

    @property
    def open_since(self) -> int | None:
        """The day of the act that suspended it, while that suspension is open."""
        return self.blocks[-1][0] if self.blocks and self.blocks[-1][1] == FAR else None


def run(term: Term, calendar: Calendar, regime: Regime) -> Course:
    """Follow `term` to its due date under `regime`. Raises LedgerError (a broken ledger, or `horizon`)."""
    blocks = suspension_blocks(term)
    course = Course(regime.recess, blocks)
    budgets = (first_budget(term), *(extension.budget for extension in term.extensions))
    start = term.anchor.toordinal()
    for position, budget in enumerate(budgets):
        segment = _segment(term, calendar, regime, blocks, budget, start)
        course.segments.append(segment)
        if segment.end is None:
            course.pending = tuple(
                Budget(amount=later.amount, unit=regime.unit(later.unit)) for later in budgets[position + 1 :]
            )
            return course
        start = segment.end
    course.nominal = start
    course.due = land(start, calendar, blocks, regime.recess, rolls=term.nature is not Nature.VALIDITY)
    return course


def undecreed_years(term: Term, calendar: Calendar, course: Course) -> tuple[int, ...]:
    """The years that the count goes or rolls through and whose decree is not in the calendar; none for a validity.

    A date that the act itself fixed is only rolled, so the years before it change nothing.
    """
    if term.nature is Nature.VALIDITY:
        return ()
    last = course.due or course.nominal or course.open_since or 0
    first = term.anchor.toordinal() + 1
    if term.budget.until is not None:
        first = min(term.budget.until.toordinal(), last)
    if last < first:
        return ()
    years = range(dt.date.fromordinal(first).year, dt.date.fromordinal(last).year + 1)
    return tuple(year for year in years if calendar.is_provisional_year(year))


def suspension_blocks(term: Term) -> list[tuple[int, int]]:
    """The suspensions as (`from`, `to`) ordinals in order, FAR where open; those that stop no day are left out."""
    if not term.suspensions:
        return []
    # Checked again here because a term may have been changed by copy, which runs no validator.
    check_suspensions(term.anchor, term.suspensions)
    ends = ((s.from_.toordinal(), FAR if s.to is None else s.to.toordinal()) for s in term.suspensions)
    return sorted(block for block in ends if block[1] > block[0])


def first_budget(term: Term) -> Budget:
    """The budget before any extension: for a cycle, `cycle_k` times the stated one, so that rolls never add up."""
    if term.cycle_k == 1:
        return term.budget
    return Budget(amount=term.budget.amount * term.cycle_k, unit=term.budget.unit)


def land(
    day: int, calendar: Calendar, blocks: list[tuple[int, int]], recess: bool, *, rolls: bool = True
) -> int | None:
    """The first day from `day` on that a deadline can end on, or None while a suspension is open.

    A deadline cannot end on the day on which it is suspended: nothing remains of it, and it ends on the first day it
    can after the resumption. Without `rolls` (a validity) only suspensions move it.
    """
    while True:
        block = _block_at(day, blocks)
        if block is not None:
            if block == FAR:
                return None
            day = block + 1
        elif not rolls:
            return day
        elif recess and in_recess(date := dt.date.fromordinal(day)):
            day = dt.date(date.year + (date.month == 12), 1, 21).toordinal()
        elif calendar.rolls_ordinal(day):
            day += 1
        else:
            return day


def _block_at(day: int, blocks: list[tuple[int, int]]) -> int | None:
    for first, last in blocks:
        if first <= day <= last:
            return last
    return None


def _segment(
    term: Term, calendar: Calendar, regime: Regime, blocks: list[tuple[int, int]], budget: Budget, start: int
) -> Segment:
    unit, recess, total = regime.unit(budget.unit), regime.recess, budget.amount
    if unit in (Unit.MES, Unit.ANO):
        day = dt.date.fromordinal(start)
        months = total if unit is Unit.MES else total * 12
        unit, total = Unit.DIA_CORRIDO, add_months(day, months, term.month_rule).toordinal() - start
    elif budget.until is not None:
        # The act fixed the date: the recess has nothing to count and only keeps it from ending there.
        unit, total, recess = Unit.DIA_CORRIDO, budget.until.toordinal() - start, False
    end, left = _consume(calendar, unit, total, free_stretches(start + 1, blocks, recess), start)
    return Segment(start, unit, total, end, left)


def _consume(
    calendar: Calendar, unit: Unit, total: int, stretches: Iterator[tuple[int, int]], start: int
) -> tuple[int | None, int]:
    if total <= 0:
        return start + total, 0
    left = total
    for first, last in stretches:
        if unit is Unit.DIA_UTIL:
            end, left = calendar.advance(first, last, left)
            if end is not None:
                return end, 0
        elif left <= last - first + 1:
            if first + left - 1 > _HORIZON:
                raise _horizon()
            return first + left - 1, 0
        elif last == FAR:
            raise _horizon()
        else:
            left -= last - first + 1
    return None, left


def free_stretches(day: int, blocks: list[tuple[int, int]], recess: bool) -> Iterator[tuple[int, int]]:
    """The stretches of days from `day` on that run, as (first, last); none after a suspension that is open."""
    later = blocks[max(0, bisect_left(blocks, (day, 0)) - 1) :]
    stopped: Iterator[tuple[int, int]] = ((first + 1, last) for first, last in later)
    if recess:
        stopped = merge(stopped, _recesses(dt.date.fromordinal(day).year - 1))
    for first, last in stopped:
        if first > day:
            yield day, first - 1
        day = max(day, last + 1)
        if day > FAR:
            return
    yield day, FAR


def _recesses(year: int) -> Iterator[tuple[int, int]]:
    for current in range(year, HORIZON_YEAR + 1):
        yield dt.date(current, 12, 20).toordinal(), dt.date(current + 1, 1, 20).toordinal()


def _horizon() -> LedgerError:
    return LedgerError("horizon", f"A contagem passa do ano {HORIZON_YEAR}.")
