"""What a count may do to people: keep what was announced, set nothing in the past, refuse a date that is too early."""

from __future__ import annotations

import datetime as dt

from workflows.clock.calendar import Calendar
from workflows.clock.counting import Count, count
from workflows.clock.course import in_recess, land, suspension_blocks
from workflows.clock.model import Binds, Nature, Term, Value
from workflows.clock.regime import regime
from workflows.clock.wording import format_date

KEPT_FOR_PRIVATE_PARTY = "A data anunciada ao particular fica: uma recontagem não a antecipa."
KEPT_OVER = "O prazo já tinha vencido na data anunciada: uma recontagem não fixa data no passado."
MOVED_TO_TODAY = "Uma recontagem não fixa data no passado."


class Settled(Value):
    """What stands after a re-count: `due` is in force, `computed` what the count alone gives; both are shown.

    Both are None while suspended. `kept_because` says, in Portuguese, why they differ; None when they do not.
    """

    due: dt.date | None
    computed: dt.date | None
    kept_because: str | None = None


def settle(term: Term, calendar: Calendar, announced: dt.date | None, today: dt.date) -> Settled:
    """The date that stands once `term` is counted again on the legal date `today`.

    `announced` is the date in force until now, None on a first count, which stands as computed. A re-count never
    shortens what was announced to a private party and never sets a date in the past: where it would, a deadline of the
    administration ends on the first day from today on that it can, never later than announced.
    """
    computed = count(term, calendar).due
    if computed is None or announced is None or computed == announced:
        return Settled(due=computed, computed=computed)
    if computed < announced and term.binds is Binds.PARTICULAR:
        return Settled(due=announced, computed=computed, kept_because=KEPT_FOR_PRIVATE_PARTY)
    if computed >= today:
        return Settled(due=computed, computed=computed)
    if announced < today:
        return Settled(due=announced, computed=computed, kept_because=KEPT_OVER)
    first = _first_landing(term, calendar, today)
    return Settled(due=min(first, announced), computed=computed, kept_because=MOVED_TO_TODAY)


class MinimumCheck(Value):
    """Whether a proposed date respects a minimum: `first_valid` is the first date that does, None while suspended.

    `reason` says, in Portuguese, why the proposal is refused; None when it is accepted.
    """

    ok: bool
    first_valid: dt.date | None
    reason: str | None = None


def minimum_ok(term: Term, calendar: Calendar, proposed: dt.date) -> MinimumCheck:
    """Check `proposed` against a minimum: not before anchor + budget, rolled, and not on a non-working day.

    Raises ValueError when `term` is not of nature `minimum`.
    """
    if term.nature is not Nature.MINIMUM:
        raise ValueError("Só um prazo mínimo tem primeira data válida.")
    counted: Count = count(term, calendar)
    first = counted.due
    if first is None:
        return MinimumCheck(
            ok=False, first_valid=None, reason="O prazo mínimo está suspenso: ainda não há data válida."
        )
    refusal = f"A primeira data válida é {format_date(first)}."
    if proposed < first:
        return MinimumCheck(ok=False, first_valid=first, reason=f"A data vem antes do prazo mínimo. {refusal}")
    why = "recesso" if regime(term).recess and in_recess(proposed) else calendar.why_not(proposed)
    if why is not None:
        reason = f"Em {format_date(proposed)} não há expediente ({why.rstrip('.')}). {refusal}"
        return MinimumCheck(ok=False, first_valid=first, reason=reason)
    return MinimumCheck(ok=True, first_valid=first)


def _first_landing(term: Term, calendar: Calendar, today: dt.date) -> dt.date:
    rolls = term.nature is not Nature.VALIDITY
    day = land(today.toordinal(), calendar, suspension_blocks(term), regime(term).recess, rolls=rolls)
    # A deadline that has a computed date is not under an open suspension on any later day, save one that came too late.
    return today if day is None else dt.date.fromordinal(day)
