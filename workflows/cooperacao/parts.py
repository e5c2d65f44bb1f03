"""The parts of a work plan: who signed it, how long it lasts, what each party promises, who may join."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError
from validate_docbr import CNPJ

from workflows.clock import Budget, MonthRule
from workflows.cooperacao.recurrence import LONGEST, UNITS, Annual, Recurrence, Span, WhileInForce, later
from workflows.kernel.state import Value
from workflows.norms import Provision, UnknownDuty, UnknownProvision, duty, provision

CNPJ_LENGTH = 14
GENERAL = "codigo-civil:art-132"
"""What an action of a plan that is not among the norms cites: how its time is counted."""


def _cnpj(given: str) -> str:
    clean = "".join(filter(str.isalnum, given)).upper()
    context = {"cnpj": given, "length": len(clean)}
    if len(clean) != CNPJ_LENGTH:
        raise PydanticCustomError("cnpj", "O CNPJ {cnpj} tem {length} caracteres; um CNPJ tem 14", context)
    if len(set(clean)) == 1 or not CNPJ().validate(clean):
        raise PydanticCustomError("cnpj", "O CNPJ {cnpj} não existe; confira os dígitos verificadores", context)
    return clean


def _duty(id: str) -> str:
    try:
        return duty(id).id
    except UnknownDuty as unknown:
        raise PydanticCustomError("duty", "{said}", {"said": str(unknown)}) from None


def _provision(id: str) -> str:
    try:
        return provision(id).id
    except UnknownProvision as unknown:
        raise PydanticCustomError("provision", "{said}", {"said": str(unknown)}) from None


Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class Party(Value):
    """Who signed the plan. `private`: not of the administration (an OSC); `cnpj` is kept as 14 characters."""

    id: Id
    name: Line
    sphere: Line | None = None
    cnpj: Annotated[str, AfterValidator(_cnpj)] | None = None
    private: bool = False


class PlanTerm(Value):
    """How long the plan is in force from its signature. `starts_on`: the day of signature, where the plan states it."""

    n: Annotated[int, Field(strict=True, ge=1, le=LONGEST * 30)]
    unit: Span
    starts_on: dt.date | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.unit is not Span.DAYS and self.n > (LONGEST if self.unit is Span.MONTHS else LONGEST // 12):
            raise PydanticCustomError("term", "A vigência passa de cem anos")
        return self

    @property
    def budget(self) -> Budget:
        """The same as the clock counts it."""
        return Budget(amount=self.n, unit=UNITS[self.unit])

    def end(self, start: dt.date) -> dt.date:
        """The last day in force: date to date, or the next where the month lacks it (Código Civil, art. 132 § 3)."""
        return later(start, self.n, self.unit, MonthRule.DIA_SEGUINTE)


class PlanEvent(Value):
    """Something whose coming the plan ties a duty to. `title` is a noun phrase."""

    id: Id
    title: Line


class Action(Value):
    """One line of the plan's table. `description` begins with a verb in the infinitive; each party owes it apart.

    `note` says what in the plan is doubtful and how it is read here.
    """

    id: Id
    description: Text
    responsible: tuple[Id, ...] = Field(min_length=1)
    deadline_text: Line
    recurrence: tuple[Recurrence, ...] = Field(min_length=1)
    evidence: Text | None = None
    note: Text | None = None
    axes: tuple[Id, ...] = ()
    joint_agreement_with: tuple[Id, ...] = ()
    provision: Annotated[str, AfterValidator(_provision)] = GENERAL
    duties: tuple[Annotated[str, AfterValidator(_duty)], ...] = ()

    @property
    def cited(self) -> Provision:
        """The provision it is written in."""
        return provision(self.provision)

    @property
    def min_hours(self) -> int | None:
        """The least number of hours in the year, where the plan wants one."""
        return next((one.min_hours for one in self.recurrence if isinstance(one, Annual)), None)

    @property
    def continuous(self) -> bool:
        """Whether it is owed all through the term, so that evidence of it may come at any time."""
        return any(isinstance(one, WhileInForce) for one in self.recurrence)


class Adhesion(Value):
    """How an institution of the second layer joins: by its own `instrument`, taking `actions`, told of by `event`.

    `dangling` are numbers the plan gives to adherents and does not have: kept, shown, never filled in.
    """

    instrument: Line
    event: Id
    actions: tuple[Id, ...] = Field(min_length=1)
    dangling: tuple[Id, ...] = ()
    provision: Annotated[str, AfterValidator(_provision)]

    @property
    def cited(self) -> Provision:
        """The provision it is written in."""
        return provision(self.provision)
