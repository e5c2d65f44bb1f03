"""Days that a case has ahead before any deadline holds them, as periods that come round; and how acts move them. Pure.

A procedure's agenda is declared beside it, so that what an act would move can be said of a case from its records alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from workflows.kernel.case import Case
from workflows.kernel.state import Context, DeadlineState
from workflows.kernel.words import Declaration
from workflows.norms import Parameter


@dataclass(frozen=True)
class Planned:
    """One of the days ahead: what ends or is due on it, as a noun phrase."""

    title: str
    on: date


@dataclass(frozen=True)
class Sight:
    """What is known of a case without looking into it: what it was started with and when, its open deadlines, today."""

    input: Mapping[str, Any]
    started_at: datetime
    deadlines: Sequence[DeadlineState]
    today: date


DaysAhead = Callable[[Sight, Context], tuple[Planned, ...]]


@dataclass(frozen=True, kw_only=True)
class Schedule(Declaration):
    """An agenda of the cases of a procedure. `days` gets what is known of the case and what is decreed, and
    answers the next days in order; `parameters` are those that move them."""

    parameters: tuple[Parameter, ...]
    days: DaysAhead


@dataclass(frozen=True)
class Shifted:
    """A planned day before and after an act; None where there is none any more, or was none."""

    schedule: Schedule
    title: str
    before: date | None
    after: date | None


_schedules: dict[str, tuple[Schedule, ...]] = {}


def keeps(type_id: str, schedule: Schedule) -> Schedule:
    """Declare an agenda of the cases of the procedure `type_id`."""
    _schedules[type_id] = (*_schedules.get(type_id, ()), schedule)
    return schedule


def schedules_of(type_id: str) -> tuple[Schedule, ...]:
    """The agendas of a procedure's cases."""
    return _schedules.get(type_id, ())


def moved_by(key: str) -> dict[str, tuple[Schedule, ...]]:
    """The agendas that a parameter moves, by procedure."""
    found = {type_id: tuple(one for one in ours if _moves(one, key)) for type_id, ours in _schedules.items()}
    return {type_id: ours for type_id, ours in found.items() if ours}


def shifted(schedule: Schedule, case: Sight, contexts: tuple[Context, Context]) -> Iterator[Shifted]:
    """What differs in an agenda between two states of what is decreed, the earlier one first."""
    was, will = (schedule.days(case, one) for one in contexts)
    for old, new in zip_longest(was, will):
        before, after = old.on if old else None, new.on if new else None
        if before != after:
            yield Shifted(schedule, (new or old).title, before, after)


def moved_in(case: Case, input: Mapping[str, Any], before: Context) -> list[dict[str, Any]]:
    """What the agendas of a case started with `input` have otherwise now than under `before`, as a fact has it."""
    running = [one for one in case.deadlines.values() if one.running]
    sight = Sight(input, case.header.started_at, running, case.today)
    return [
        {
            "decl": one.schedule.id,
            "title": one.title,
            "provision": one.schedule.provision.id,
            "before": one.before.isoformat() if one.before else None,
            "after": one.after.isoformat() if one.after else None,
        }
        for schedule in schedules_of(case.header.type)
        for one in shifted(schedule, sight, (before, case.context))
    ]


def _moves(schedule: Schedule, key: str) -> bool:
    return any(parameter.key == key for parameter in schedule.parameters)
