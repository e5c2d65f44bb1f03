"""How late an act is: the days after the due date, in the days by which its deadline is counted."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from workflows.clock.calendar import Calendar
from workflows.clock.model import Term, Unit
from workflows.clock.regime import regime


class Late(NamedTuple):
    """By how much: `days` of `unit`, working or continuous. No working day may have passed yet: `days` is then 0."""

    days: int
    unit: Unit


def late_by(term: Term, due: dt.date, on: dt.date, calendar: Calendar) -> Late | None:
    """How late what was due on `due` is, or was done, on the legal date `on`; None when that is in time.

    What is counted in working days is late in working days, and all else in continuous days: months and years have no
    lateness of their own. The recess stops a count that runs; nothing runs after the due date.
    """
    if on <= due:
        return None
    if regime(term).unit(term.budget.unit) is not Unit.DIA_UTIL:
        return Late((on - due).days, Unit.DIA_CORRIDO)
    return Late(calendar.working_between(due.toordinal() + 1, on.toordinal()), Unit.DIA_UTIL)
