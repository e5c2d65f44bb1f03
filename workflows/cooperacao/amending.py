"""What an amendment of a running plan, more time or an adhesion moves, before anybody confirms it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from workflows.clock import Calendar
from workflows.cooperacao.formularios import Adesao, ExecucaoDoPlano
from workflows.cooperacao.plan import Plan
from workflows.cooperacao.preview import Change, Foreseen, dated, differences, foresee


class Moves(NamedTuple):
    """What changes in the table, and the acts that are no longer asked or are asked anew from the day on."""

    changes: tuple[Change, ...]
    gone: tuple[Foreseen, ...]
    new: tuple[Foreseen, ...]


def moves(old: Plan, new: Plan, signed_on: dt.date, end: dt.date, since: dt.date, calendar: Calendar) -> Moves:
    """What `new`, in force from `since` on, asks otherwise than `old`. What opened before stays as it is."""
    before = {_key(act): act for act in foresee(old, signed_on, end, calendar) if act.opens >= since}
    after = {_key(act): act for act in foresee(new, signed_on, end, calendar) if act.opens >= since}
    return Moves(
        differences(old, new),
        tuple(act for key, act in before.items() if key not in after),
        tuple(act for key, act in after.items() if key not in before),
    )


def prolonged(plan: Plan, signed_on: dt.date, end: dt.date, new_end: dt.date, calendar: Calendar) -> Moves:
    """What the plan asks for besides when its term goes on from `end` to `new_end`."""
    before = {_key(act) for act in foresee(plan, signed_on, end, calendar)}
    after = foresee(plan, signed_on, new_end, calendar) if new_end > end else ()
    return Moves((), (), tuple(act for act in after if _key(act) not in before))


def joined(given: ExecucaoDoPlano, adhesion: Adesao, end: dt.date, number: int, calendar: Calendar) -> Moves:
    """What is asked for when an institution joins, the `number`-th: of the parties, and of it until `end`.

    Raises ValidationError for an adhesion that is not before the end.
    """
    its = given.aderente(adhesion, end)
    of_parties = given.plan.on_adhesion(adhesion.data, number)
    asked = (
        *dated(given.plan, of_parties, adhesion.data, calendar),
        *foresee(its.plan, adhesion.data, end, calendar),
    )
    return Moves((), (), asked)


def _key(act: Foreseen) -> tuple[str, str, dt.date, dt.date]:
    return act.occurrence.action.id, act.occurrence.party, act.opens, act.due
