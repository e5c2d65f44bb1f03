"""What a running plan asks for and on which day, through its amendments and the extensions of its term."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from workflows.cooperacao.plan import Occurrence, Plan

DAY = dt.timedelta(days=1)


class TermEnd(NamedTuple):
    """A last day of the term and the day on which it was decided; None for the one that was signed."""

    decided_on: dt.date | None
    last: dt.date


class Opening(NamedTuple):
    """What opens on one day; nothing, on the day after the last of the term."""

    day: dt.date
    acts: tuple[Occurrence, ...]


def agenda(
    plans: Sequence[Plan], signed_on: dt.date, ends: Sequence[TermEnd], in_force: Callable[[dt.date], Plan]
) -> tuple[Opening, ...]:
    """Every opening, in order, and the day after the term; each act once, if the plan of that day (`in_force`) has it.

    What an extension brings that would have opened before it (a year that only now is whole) opens on the day after
    the extension was decided. `ends` are in the order in which they were decided; `in_force` answers one of `plans`.
    """
    every = (one for plan in plans for one in _asked(plan, signed_on, ends))
    stands = {id(plan): {action.id: action for action in plan.actions} for plan in plans}
    asked = [(day, act) for day, act in every if stands[id(in_force(day))].get(act.action.id) == act.action]
    openings = [
        Opening(day, tuple(dict.fromkeys(act for _, act in group)))
        for day, group in groupby(sorted(asked, key=lambda one: one[0]), key=lambda one: one[0])
    ]
    return (*openings, Opening(ends[-1].last + DAY, ()))


def after(openings: Sequence[Opening], day: dt.date | None) -> Opening | None:
    """The first opening later than `day` (None: the first of all), if there is one."""
    place = bisect_right(openings, day, key=lambda one: one.day) if day else 0
    return openings[place] if place < len(openings) else None


def _asked(plan: Plan, signed_on: dt.date, ends: Sequence[TermEnd]) -> Iterator[tuple[dt.date, Occurrence]]:
    """Each act of the plan once, numbered as the term in force on the day it opens numbers it."""
    known: set[tuple[str, int, str, int]] = set()
    for place, end in enumerate(ends):
        until = ends[place + 1].decided_on if place + 1 < len(ends) else None
        for act in plan.occurrences(signed_on, end.last):
            day = max(act.slot.opens, end.decided_on + DAY) if end.decided_on else act.slot.opens
            key = (act.action.id, act.rule, act.party, act.number)
            if key not in known and (until is None or day <= until):
                known.add(key)
                yield day, act
