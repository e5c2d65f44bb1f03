"""What an amendment of a running plan moves, before anybody confirms it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from workflows.clock import Calendar
from workflows.cooperacao.plan import Plan
from workflows.cooperacao.preview import Change, Foreseen, differences, foresee


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


def _key(act: Foreseen) -> tuple[str, str, dt.date, dt.date]:
    return act.occurrence.action.id, act.occurrence.party, act.opens, act.due
