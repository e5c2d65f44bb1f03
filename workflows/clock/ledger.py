"""What may be written in the ledger of a deadline that is not over: suspensions, resumptions and extensions."""

from __future__ import annotations

import datetime as dt

from workflows.clock.calendar import Calendar
from workflows.clock.course import run
from workflows.clock.model import Extension, LedgerError, Suspension, Term, Unit
from workflows.clock.regime import regime
from workflows.clock.wording import describe_budget, format_date


def suspend(term: Term, calendar: Calendar, suspension: Suspension, *, announced: dt.date | None = None) -> Term:
    """`term` with one more suspension, open or already closed.

    `announced` is a later date that was kept for a private party: the deadline is not over before it. Raises
    LedgerError when it is already suspended, lapsed before the suspending act, or the stretches overlap.
    """
    if any(item.to is None for item in term.suspensions):
        raise LedgerError("already_suspended", "O prazo já está suspenso.")
    _refuse_if_lapsed(term, calendar, suspension.from_, announced, "suspenso")
    return _with(term, suspensions=(*term.suspensions, suspension))


def resume(term: Term, on: dt.date) -> Term:
    """`term` with its open suspension closed on `on`, the day of the resuming act, which does not count.

    Raises LedgerError when nothing is suspended or `on` precedes the suspension.
    """
    opened = next((item for item in term.suspensions if item.to is None), None)
    if opened is None:
        raise LedgerError("not_suspended", "O prazo não está suspenso.")
    closed = opened.model_copy(update={"to": on})
    return _with(term, suspensions=tuple(closed if item is opened else item for item in term.suspensions))


def extend(
    term: Term, calendar: Calendar, extension: Extension, *, on: dt.date, announced: dt.date | None = None
) -> Term:
    """`term` with one more extension, decided on `on`. `announced` as in `suspend`.

    Raises LedgerError when the deadline has lapsed or the extension passes what `term.extendable` allows.
    """
    _refuse_if_lapsed(term, calendar, on, announced, "prorrogado")
    extended = _with(term, extensions=(*term.extensions, extension.model_copy(update={"decided_on": on})))
    _check_cap(extended)
    return extended


def reanchor(term: Term, anchor: dt.date) -> Term:
    """`term` counted from another day zero, after the evidence of its anchor changed.

    What a suspension stopped before the new anchor is left out; one that reaches it begins on it.
    """
    kept = tuple(
        item.model_copy(update={"from_": max(item.from_, anchor)})
        for item in term.suspensions
        if item.to is None or item.to > anchor
    )
    return _with(term, anchor=anchor, suspensions=kept)


def check_ledger(term: Term, calendar: Calendar) -> None:
    """Raise LedgerError unless each entry of the ledger was still possible when it was made.

    Suspensions are dated by their `from`, extensions by their `decided_on`; an extension without it is taken as timely.
    """
    _check_cap(term)
    entries = sorted(
        [(item.from_, "suspenso") for item in term.suspensions]
        + [(item.decided_on, "prorrogado") for item in term.extensions if item.decided_on]
    )
    for on, verb in entries:
        known = {
            "suspensions": tuple(item for item in term.suspensions if item.from_ < on),
            "extensions": tuple(item for item in term.extensions if item.decided_on is None or item.decided_on < on),
        }
        before = term.model_copy(update=known)
        _refuse_if_lapsed(before, calendar, on, None, verb)


def _refuse_if_lapsed(term: Term, calendar: Calendar, on: dt.date, announced: dt.date | None, verb: str) -> None:
    ordinal = run(term, calendar, regime(term)).due
    due = None if ordinal is None else dt.date.fromordinal(ordinal)
    if due is not None and announced is not None:
        due = max(due, announced)
    if due is not None and on > due:
        raise LedgerError("lapsed", f"O prazo venceu em {format_date(due)} e não pode mais ser {verb}.")


def _check_cap(term: Term) -> None:
    limits = term.extendable
    if limits is None or not term.extensions:
        return
    if limits.times is not None and len(term.extensions) > limits.times:
        raise LedgerError("extension_times", f"O prazo só pode ser prorrogado {limits.times} vez(es).")
    if limits.cap is None:
        return
    unit = regime(term).unit
    if any(_unlike(unit(item.unit), unit(limits.cap.unit)) for item in term.extensions):
        raise LedgerError("extension_unit", f"A prorrogação se conta como o seu limite: {describe_budget(limits.cap)}.")
    if sum(_size(item.amount, item.unit) for item in term.extensions) > _size(limits.cap.amount, limits.cap.unit):
        raise LedgerError("extension_cap", f"A prorrogação passa do limite de {describe_budget(limits.cap)}.")


def _unlike(one: Unit, other: Unit) -> bool:
    months = (Unit.MES, Unit.ANO)
    return one is not other and not (one in months and other in months)


def _size(amount: int, unit: Unit) -> int:
    return amount * 12 if unit is Unit.ANO else amount


def _with(term: Term, **changes: object) -> Term:
    # Validated again, unlike a plain copy: an impossible ledger must not come out of here.
    return Term.model_validate({**dict(term), **changes})
