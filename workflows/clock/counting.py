"""The due date of a deadline, and every distinct reading of it."""

from __future__ import annotations

import datetime as dt

from workflows.clock.calendar import Calendar
from workflows.clock.course import Course, run, undecreed_years
from workflows.clock.model import Budget, CountStatus, Policy, Term, Unit, Value
from workflows.clock.regime import readings_of


class Reading(Value):
    """One distinct way of counting a deadline: its date (None while suspended) and who reads it so.

    `day` is what a bare "dias" means in it, `recess` whether the recess stops it, `also` the policies that read alike.
    """

    policy: Policy
    due: dt.date | None
    day: Unit
    recess: bool
    also: tuple[Policy, ...] = ()


class Count(Value):
    """What a count comes to. Dates are legal dates (America/Cuiaba).

    `due` is the last day, None while a suspension is open; `nominal` the same before its roll. `remaining` is what is
    left of the budget while suspended, in the days in which it is counted (months and years in continuous days);
    `remaining_then` holds the extensions still to run after it, when they are in another unit. `provisional` says that
    the date depends on a year whose decree is not in the calendar.
    """

    due: dt.date | None
    nominal: dt.date | None
    provisional: bool
    status: CountStatus
    remaining: Budget | None = None
    remaining_then: tuple[Budget, ...] = ()
    readings: tuple[Reading, ...] = ()


def count(term: Term, calendar: Calendar, *, now: dt.date | None = None) -> Count:
    """Count `term` on `calendar`; with `now` (a legal date) it also says whether the due date is over.

    An entry of the ledger after the due date changes nothing here: `check_ledger` refuses it when it is brought.
    Raises LedgerError when suspensions overlap or precede the anchor, or the count passes the year 2500.
    """
    read = readings_of(term)
    courses = [run(term, calendar, item.regime) for item in read]
    course = courses[0]
    due = None if course.due is None else dt.date.fromordinal(course.due)
    status = CountStatus.SUSPENSO if due is None else CountStatus.ABERTO
    if due is not None and now is not None and now > due:
        status = CountStatus.VENCIDO
    remaining, remaining_then = (None, ()) if due is not None else _remaining(course)
    return Count(
        due=due,
        nominal=_date(course.nominal),
        provisional=bool(undecreed_years(term, calendar, course)),
        status=status,
        remaining=remaining,
        remaining_then=remaining_then,
        readings=tuple(
            Reading(
                policy=item.policy, due=_date(c.due), day=item.regime.day, recess=item.regime.recess, also=item.also
            )
            for item, c in zip(read, courses, strict=True)
        ),
    )


def _remaining(course: Course) -> tuple[Budget, tuple[Budget, ...]]:
    current, pending = course.segments[-1], list(course.pending)
    amount = current.left
    while pending and pending[0].unit is current.unit:
        amount += pending.pop(0).amount
    return Budget(amount=amount, unit=current.unit), tuple(pending)


def _date(ordinal: int | None) -> dt.date | None:
    return None if ordinal is None else dt.date.fromordinal(ordinal)
