"""What the body has decreed in a scenario: calendars, policy and parameters, at its start and as it goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from workers.simulation.model import Closure, Scenario
from workflows.clock import ZONE, CalendarData, SpecialDay, shipped_calendar_data, shipped_calendars
from workflows.kernel.state import Context, ParameterOverride

DECREES_AT = time(8)


def at_start(scenario: Scenario) -> Context:
    """What is known when the scenario begins: shipped calendars, and the days decreed by then."""
    known = [closure for closure in scenario.calendar if learned_at(scenario, closure) is None]
    context = Context(
        policy=scenario.policy,
        calendars={name: shipped_calendar_data(name) for name in shipped_calendars()},
        parameters=tuple(
            ParameterOverride(key=one.key, value=one.value, since=one.since, act=one.act) for one in scenario.parameters
        ),
    )
    return decree(context, known)


def learned_at(scenario: Scenario, closure: Closure) -> datetime | None:
    """When the cases learn of a day: the morning of its decree, or None when it was known before the start."""
    if closure.decreed is None:
        return None
    instant = datetime.combine(closure.decreed, DECREES_AT, ZONE)
    return instant if instant > scenario.start else None


def decree(context: Context, closures: Iterable[Closure]) -> Context:
    """The next version of the context, in which every calendar has these days."""
    days = tuple(closures)
    return context.model_copy(
        update={
            "version": context.version + 1,
            "cause": "; ".join(dict.fromkeys(day.act for day in days)),
            "calendars": {name: _with(data, days) for name, data in context.calendars.items()},
        }
    )


def _with(data: CalendarData, closures: tuple[Closure, ...]) -> CalendarData:
    replaced = {closure.day for closure in closures}
    added = tuple(SpecialDay(day=one.day, kind=one.kind, act=one.act, decreed_on=one.decreed) for one in closures)
    kept = tuple(day for day in data.days if day.day not in replaced)
    return data.model_copy(update={"days": (*kept, *added)})
