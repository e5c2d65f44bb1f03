"""A plan seen before it starts: every act it will ask for, when, of whom; and what two versions of it differ in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from workflows.clock import Binds, Calendar, Counting, Nature, Term, count
from workflows.cooperacao.parts import Action
from workflows.cooperacao.plan import Occurrence, Plan


class Foreseen(NamedTuple):
    """One act: it opens on `opens` and is due on `due`, already rolled. `provisional`: its calendar is not decreed."""

    occurrence: Occurrence
    opens: dt.date
    due: dt.date
    provisional: bool


class Change(NamedTuple):
    """What differs in one action: `kind` is "nova", "retirada" or "mudada", with the fields that changed."""

    kind: str
    action: str
    fields: tuple[str, ...] = ()


def foresee(plan: Plan, signed_on: dt.date, end: dt.date, calendar: Calendar) -> tuple[Foreseen, ...]:
    """Every act that the plan dates, in the order in which they fall due; `end` is the last day of the term.

    Raises LedgerError for dates past the clock's horizon.
    """
    return dated(plan, plan.occurrences(signed_on, end), signed_on, calendar)


def dated(plan: Plan, acts: Iterable[Occurrence], anchor: dt.date, calendar: Calendar) -> tuple[Foreseen, ...]:
    """Those of `acts` that have a date, counted from `anchor`, in the order in which they fall due."""
    found = []
    for one in acts:
        if one.slot.budget is None:
            continue
        counted = count(_term(plan, one, anchor), calendar)
        if counted.due is not None:
            found.append(Foreseen(one, one.slot.opens, counted.due, counted.provisional))
    return tuple(sorted(found, key=lambda act: (act.due, act.occurrence.action.id, act.occurrence.party)))


def workload(acts: tuple[Foreseen, ...]) -> dict[tuple[int, int], Counter[str]]:
    """How many acts fall due in each month (year, month) of each party, in the order of the months."""
    found: dict[tuple[int, int], Counter[str]] = {}
    for act in acts:
        found.setdefault((act.due.year, act.due.month), Counter())[act.occurrence.party] += 1
    return found


def differences(old: Plan, new: Plan) -> tuple[Change, ...]:
    """What `new` asks otherwise than `old`, in the order of `new`, then what it no longer asks."""
    before = {action.id: action for action in old.actions}
    after = {action.id: action for action in new.actions}
    changed = [
        Change("mudada", id, fields)
        for id, action in after.items()
        if id in before and (fields := _changed(before[id], action))
    ]
    return (
        *(Change("nova", id) for id in after if id not in before),
        *changed,
        *(Change("retirada", id) for id in before if id not in after),
    )


def _changed(old: Action, new: Action) -> tuple[str, ...]:
    return tuple(name for name in Action.model_fields if getattr(old, name) != getattr(new, name))


def _term(plan: Plan, one: Occurrence, signed_on: dt.date) -> Term:
    cyclic = one.total > 1
    assert one.slot.budget is not None
    return Term(
        budget=one.slot.budget, anchor=signed_on, nature=Nature.CYCLE if cyclic else Nature.ADMINISTRATIVE,
        counting=Counting.MATERIAL, binds=Binds.PARTICULAR if plan.binds_private(one.action) else Binds.ADMINISTRACAO,
        cycle_k=one.slot.cycle,
    )  # fmt: skip
