"""The calculator's question and answer, as the API and the pages put them (POST /deadlines/count)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictBool, StrictInt, ValidationError, model_validator
from pydantic_core import ErrorDetails

from workflows.clock.calendar import Calendar, ClosureKind, SpecialDay
from workflows.clock.counting import Reading, count
from workflows.clock.ledger import check_ledger
from workflows.clock.model import (
    MAX_ENTRIES,
    Binds,
    Budget,
    Counting,
    CountStatus,
    DayStatus,
    Extension,
    LegalDate,
    MonthRule,
    Nature,
    Policy,
    Suspension,
    Term,
    Unit,
    Value,
    check_amount,
    check_cycle,
)
from workflows.clock.proof import prove


class RequestedExtension(Value):
    """One extension of the calculator. `decided_on`, the day of the extending act, lets a late one be refused."""

    amount: StrictInt
    unit: Unit = Unit.DIA
    decided_on: LegalDate | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        self.extension()
        return self

    def extension(self) -> Extension:
        """The entry of the ledger. Raises ValidationError for an amount or unit that it does not admit."""
        return Extension(amount=self.amount, unit=self.unit, decided_on=self.decided_on)


class RequestedSuspension(Value):
    """One suspension of the calculator: the day of the suspending act and, once it ended, that of the resuming act."""

    from_: LegalDate = Field(alias="from")
    to: LegalDate | None = None


class ExtraDay(Value):
    """One day without the normal hours that the calculator adds to the calendar, with the act that decreed it."""

    day: LegalDate
    kind: ClosureKind = ClosureKind.FECHADO
    act: str = Field(default="", max_length=500)


class CountRequest(Value):
    """What the calculator is asked. Years 1900 to 2200; budgets up to 36 500 days, 1 200 months or 100 years."""

    budget: Annotated[Budget, AfterValidator(check_amount)]
    anchor: LegalDate
    counting: Counting
    binds: Binds
    nature: Nature
    policy: Policy = Policy.PRUDENTE
    month_rule: MonthRule = MonthRule.ULTIMO_DIA
    recess: StrictBool | None = None
    cycle_k: StrictInt | None = None
    calendar: str = Field(default="mt-cuiaba", min_length=1, max_length=80)
    suspensions: tuple[RequestedSuspension, ...] = Field(default=(), max_length=MAX_ENTRIES)
    extensions: tuple[RequestedExtension, ...] = Field(default=(), max_length=MAX_ENTRIES)
    calendar_extra: tuple[ExtraDay, ...] = Field(default=(), max_length=MAX_ENTRIES)

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_cycle(self.nature, self.budget, 1 if self.cycle_k is None else self.cycle_k)
        return self

    def term(self) -> Term:
        """The deadline asked about. Raises LedgerError for an impossible ledger."""
        return Term(
            budget=self.budget,
            anchor=self.anchor,
            counting=self.counting,
            binds=self.binds,
            nature=self.nature,
            policy=self.policy,
            month_rule=self.month_rule,
            recess=self.recess,
            cycle_k=1 if self.cycle_k is None else self.cycle_k,
            calendar=self.calendar,
            suspensions=tuple(Suspension(from_=item.from_, to=item.to) for item in self.suspensions),
            extensions=tuple(item.extension() for item in self.extensions),
        )


class AnswerDay(Value):
    """One day of the answer's proof."""

    day: dt.date
    status: DayStatus
    reason: str
    index: int | None = None


class CountAnswer(Value):
    """What the calculator answers: the count, its readings, the one in force first, and its proof.

    A proof too long to list leaves `proof_omitted` days out after the day `proof_omitted_after`.
    """

    due: dt.date | None
    nominal: dt.date | None
    provisional: bool
    status: CountStatus
    remaining: Budget | None = None
    remaining_then: tuple[Budget, ...] = ()
    readings: tuple[Reading, ...]
    proof: tuple[AnswerDay, ...]
    proof_omitted: int = 0
    proof_omitted_after: dt.date | None = None


def answer(request: CountRequest, calendar_lookup: Callable[[str], Calendar]) -> CountAnswer:
    """Count what is asked on the calendar that `calendar_lookup` gives for its id.

    Raises LedgerError for an impossible ledger and whatever `calendar_lookup` raises for an id it does not know
    (`load_calendar`: UnknownCalendarError).
    """
    calendar = calendar_lookup(request.calendar)
    if request.calendar_extra:
        extra = (SpecialDay(day=item.day, kind=item.kind, act=item.act) for item in request.calendar_extra)
        calendar = calendar.with_days(extra)
    term = request.term()
    check_ledger(term, calendar)
    counted, proof = count(term, calendar), prove(term, calendar)
    return CountAnswer(
        **dict(counted),
        proof=tuple(AnswerDay(**dict(item)) for item in proof.days),
        proof_omitted=proof.omitted,
        proof_omitted_after=proof.omitted_after,
    )


class FieldError(Value):
    """What is wrong with one field of a request, in Portuguese; `field` is its path, as in `suspensions.0.to`."""

    field: str
    message: str


_MESSAGES = {
    "missing": "Campo obrigatório.",
    "extra_forbidden": "Campo desconhecido.",
    "int_type": "Deve ser um número inteiro.",
    "bool_type": "Deve ser verdadeiro ou falso.",
    "string_type": "Deve ser um texto.",
    "string_too_short": "Texto curto demais.",
    "string_too_long": "Texto longo demais.",
    "too_long": f"No máximo {MAX_ENTRIES} itens.",
    "tuple_type": "Deve ser uma lista.",
    "enum": "Valor que não existe. Use um de: {expected}.",
}


def explain_errors(error: ValidationError) -> tuple[FieldError, ...]:
    """The errors of an invalid request in Portuguese, one by field."""
    return tuple(_explain(item) for item in error.errors(include_url=False))


def _explain(item: ErrorDetails) -> FieldError:
    path: Sequence[int | str] = item["loc"]
    context = item.get("ctx", {})
    if item["type"] == "value_error":
        message = str(context["error"])
    else:
        expected = str(context.get("expected", "")).replace(" or ", " ou ")
        message = _MESSAGES.get(item["type"], "Valor inválido.").format(expected=expected)
    return FieldError(field=".".join(str(part) for part in path), message=message)
