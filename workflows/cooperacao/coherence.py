"""What only the whole of a plan shows to be wrong: names that nobody bears, ids given twice, duties that never come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from workflows.clock import format_date
from workflows.cooperacao.recurrence import Day10OfFollowingMonth, OnceByDate, OnEvent, Recurrence, WhileInForce

if TYPE_CHECKING:
    from workflows.cooperacao.plan import Plan

ANY_START = dt.date(2001, 1, 1)
"""Where a plan does not say when it starts, its durations are compared from here; 31 days follow."""

Loc = tuple[str | int, ...]


class Problem(NamedTuple):
    """Something wrong at `loc` of the plan, in one pt-BR sentence."""

    loc: Loc
    message: str


def problems(plan: Plan, signed_on: dt.date | None) -> Iterator[Problem]:
    """Everything wrong, in the order of the plan, were it signed on that day (None: nobody knows yet)."""
    yield from _repeated(("parties",), [party.id for party in plan.parties])
    yield from _repeated(("events",), [event.id for event in plan.events])
    yield from _repeated(("actions",), [action.id for action in plan.actions])
    known = {party.id for party in plan.parties}
    for index, action in enumerate(plan.actions):
        here: Loc = ("actions", index)
        yield from _unknown((*here, "responsible"), action.responsible, known)
        yield from _repeated((*here, "responsible"), action.responsible)
        yield from _unknown((*here, "joint_agreement_with"), action.joint_agreement_with, known)
        for position, recurrence in enumerate(action.recurrence):
            for field, message in _impossible(plan, recurrence, signed_on):
                yield Problem((*here, "recurrence", position, *field), message)
        for position, axis in enumerate(action.axes):
            if axis not in plan.axes:
                yield Problem((*here, "axes", position), f"“{axis}” não é eixo deste plano")
    yield from _adhesion(plan)


def _adhesion(plan: Plan) -> Iterator[Problem]:
    if plan.adhesion is None:
        return
    actions = {action.id for action in plan.actions}
    for index, id in enumerate(plan.adhesion.actions):
        if id not in actions:
            said = f"“{id}” não é ação deste plano; se o documento a cita assim mesmo, ponha-a em dangling"
            yield Problem(("adhesion", "actions", index), said)
    for index, id in enumerate(plan.adhesion.dangling):
        if id in actions:
            yield Problem(("adhesion", "dangling", index), f"“{id}” é ação deste plano; ponha-a em actions")
    if plan.adhesion.event not in {event.id for event in plan.events}:
        yield Problem(("adhesion", "event"), f"“{plan.adhesion.event}” não é acontecimento deste plano")


def fits(recurrence: Recurrence, start: dt.date, end: dt.date) -> bool:
    """Whether a duty that the plan dates comes at least once in the term; one that nothing dates always fits."""
    undated = isinstance(recurrence, WhileInForce | OnEvent | Day10OfFollowingMonth)
    return undated or any(recurrence.slots(start, end))


def _repeated(loc: Loc, ids: list[str] | tuple[str, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, id in enumerate(ids):
        if id.lower() in seen:
            yield Problem((*loc, index), f"“{id}” já foi usado; cada um aparece uma só vez")
        seen.add(id.lower())


def _unknown(loc: Loc, ids: tuple[str, ...], known: set[str]) -> Iterator[Problem]:
    for index, id in enumerate(ids):
        if id not in known:
            yield Problem((*loc, index), f"“{id}” não é partícipe deste plano; há: {', '.join(sorted(known))}")


def _impossible(plan: Plan, recurrence: Recurrence, signed_on: dt.date | None) -> Iterator[tuple[Loc, str]]:
    if isinstance(recurrence, OnEvent | Day10OfFollowingMonth):
        events = sorted(event.id for event in plan.events)
        if recurrence.event not in events:
            there_are = ", ".join(events) or "nenhum"
            yield ("event",), f"“{recurrence.event}” não é acontecimento deste plano; há: {there_are}"
    elif plan.term is None:
        return
    elif isinstance(recurrence, OnceByDate):
        if signed_on is not None:
            yield from _outside(recurrence.date, signed_on, plan.term.end(signed_on))
    elif not fits(recurrence, start := signed_on or ANY_START, plan.term.end(start)):
        yield (), f"“{recurrence.type}” não cabe na vigência do plano: nenhuma vez venceria dentro dela"


def _outside(date: dt.date, start: dt.date, end: dt.date) -> Iterator[tuple[Loc, str]]:
    if not start <= date <= end:
        term = f"de {format_date(start)} a {format_date(end)}"
        yield ("date",), f"{format_date(date)} está fora da vigência, {term}"
