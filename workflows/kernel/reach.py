"""What an act of the body reaches of what is open already: the rule of transition, in one place. Pure.

What began under the older law keeps it (tempus regit actum), unless the act says that it reaches what is open. A day
that a calendar loses is no change of law: it is lost to every deadline counted on that calendar. Whatever reaches a
deadline, what was announced to a private party is never shortened, and no date is set in the past (`settle`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from workflows.clock import Budget, Calendar, Term, Unit, count, local_date, settle
from workflows.kernel.state import Amendment, Context, DeadlineState, Decree, ParameterOverride
from workflows.kernel.words import Deadline
from workflows.norms import Act, Parameter, ParameterError, Provision, Version

__all__ = [
    "Recounted", "amended", "decreed_by", "news", "override_in_force", "reaching", "recounted", "steps_of",
    "term_in_force", "text_in_force",
]  # fmt: skip


ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Recounted:
    """A deadline counted again: `due` is what stands, `computed` what the count alone gives."""

    term: Term
    due: date | None
    computed: date | None
    kept_because: str | None
    provisional: bool


def recounted(
    decl: Deadline | None, deadline: DeadlineState, context: Context, calendar: Calendar, started_on: date, today: date
) -> Recounted:
    """What stands of an open deadline of a case that began on `started_on`, once it knows `context`. Without `decl`,
    which this build may no longer declare, its time stays as it is."""
    term = term_in_force(decl, deadline, context, started_on, today)
    settled = settle(term, calendar, announced=deadline.due or deadline.announced, today=today)
    provisional = count(term, calendar).provisional
    return Recounted(term, settled.due, settled.computed, settled.kept_because, provisional)


def term_in_force(
    decl: Deadline | None, deadline: DeadlineState, context: Context, started_on: date, today: date
) -> Term:
    """The deadline's term with the counting policy and the time that reach it."""
    term = deadline.term
    if context.policy_reaches_open and term.policy is not context.policy:
        term = term.model_copy(update={"policy": context.policy})
    budget = _budget(decl, deadline, context, started_on, today) if decl else None
    return term if budget is None or budget == term.budget else term.model_copy(update={"budget": budget})


def amended(decl: Deadline, context: Context, started_on: date, today: date) -> Amendment | None:
    """The amendment by which a deadline of a case that began on `started_on` runs; None where the older text holds."""
    ours = [one for one in context.amendments if one.gives(decl.id, decl.provision.id)]
    over = [one for one in ours if one.since <= started_on or (one.reaches_open and one.since <= today)]
    return max(over, key=lambda one: one.since, default=None)


def text_in_force(provision: Provision, context: Context, started_on: date, today: date) -> Version | None:
    """The text that an act entered here gave the provision, where it reaches such a case; None: that of the norm."""
    ours = [one for one in context.amendments if one.provision == provision.id and one.summary]
    over = [one for one in ours if one.since <= started_on or (one.reaches_open and one.since <= today)]
    latest = max(over, key=lambda one: one.since, default=None)
    if latest is None:
        return None
    return Version(since=latest.since, summary=latest.summary, act=Act(latest.act, latest.since))


def override_in_force(context: Context, key: str, today: date) -> ParameterOverride | None:
    """The act by which a parameter stands on `today`, if one set it."""
    ours = [one for one in context.parameters if one.key == key and one.since <= today]
    return max(ours, key=lambda one: one.since, default=None)


def steps_of(parameter: Parameter, context: Context, started_at: datetime) -> tuple[tuple[date, Any], ...]:
    """The value by which a case that began at an instant goes, and from which day on: its own at first, then those of
    `reaching`. Empty while none was set."""
    known = [one for one in context.parameters if one.key == parameter.key and one.known(started_at)]
    first = _said(parameter, max(known, key=lambda one: one.since).value if known else None)
    later = reaching(parameter, context, started_at)
    return ((local_date(started_at), first), *later) if first is not None else later


def reaching(parameter: Parameter, context: Context, started_at: datetime) -> tuple[tuple[date, Any], ...]:
    """The values of the acts that reached a case that began at an instant, each with the first day on which something
    that begins goes by it: what began until the act was entered here keeps its own."""
    ours = sorted((one for one in context.parameters if one.key == parameter.key), key=lambda one: one.effective)
    found = [
        (one.effective + ONE_DAY, _said(parameter, one.value))
        for one in ours
        if one.reaches_open and not one.known(started_at)
    ]
    return tuple((day, value) for day, value in found if value is not None)


def news(context: Context, known: int) -> tuple[Decree, ...]:
    """The acts that a case which knew version `known` learns of, oldest first."""
    return tuple(sorted((one for one in context.decrees if one.version > known), key=lambda one: one.version))


def decreed_by(decrees: Sequence[Decree]) -> dict[str, Any]:
    """The acts of the body behind a fact, and who entered them, as its data has both."""
    return {
        "decreed": list(dict.fromkeys(one.act for one in decrees)) or None,
        "authors": list(dict.fromkeys(one.author for one in decrees)) or None,
    }


def _budget(decl: Deadline, deadline: DeadlineState, context: Context, started_on: date, today: date) -> Budget | None:
    """The time that reaches the deadline; None when it keeps its own, as what the case itself fixed always does."""
    mine = deadline.term.budget
    if decl.budget is not None:
        found = amended(decl, context, started_on, today)
        by_the_law = [one.budget for one in context.amendments if one.gives(decl.id, decl.provision.id)]
        return found.budget if found is not None and mine in (decl.budget, *by_the_law) else None
    if decl.parameter is None:
        return None
    latest = override_in_force(context, decl.parameter.key, today)
    if latest is None or not latest.reaches_open or mine not in _given(decl.parameter, context):
        return None
    return _length(decl.parameter, latest.value)


def _given(parameter: Parameter, context: Context) -> Iterator[Budget]:
    """Every length that the norm or an act ever gave."""
    for value in (parameter.default, *(one.value for one in context.parameters if one.key == parameter.key)):
        if length := _length(parameter, value):
            yield length


def _length(parameter: Parameter, value: object) -> Budget | None:
    number = _number(parameter, value)
    return None if number is None else Budget(amount=number, unit=Unit(parameter.unit or Unit.DIA))


def _number(parameter: Parameter, value: object) -> int | None:
    number = _said(parameter, value)
    return number if isinstance(number, int) else None


def _said(parameter: Parameter, value: object) -> Any:
    """What a value comes to; None gives the matter back to the norm, and what the law does not allow says nothing."""
    try:
        return parameter.accept(parameter.default if value is None else value)
    except ParameterError:
        return None
