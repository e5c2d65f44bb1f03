"""What a legal deadline carries: its budget, its anchor, how it is counted and the ledger of what happened to it.

All dates are legal dates, that is, dates in America/Cuiaba. All models are frozen values and travel as JSON.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from enum import StrEnum
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    model_validator,
)

FIRST_YEAR = 1900
LAST_YEAR = 2200
MAX_ENTRIES = 200


class Unit(StrEnum):
    """Unit of a budget. `dia` is a bare "dias": the policy decides which; `dia_corrido` and `dia_util` are explicit."""

    DIA = "dia"
    DIA_CORRIDO = "dia_corrido"
    DIA_UTIL = "dia_util"
    MES = "mes"
    ANO = "ano"
    DATA_FIXA = "data_fixa"


class Nature(StrEnum):
    """What lapsing does: the right is lost, the act is late, an act becomes possible, something expires, it recurs."""

    PEREMPTORY = "peremptory"
    ADMINISTRATIVE = "administrative"
    MINIMUM = "minimum"
    VALIDITY = "validity"
    CYCLE = "cycle"


class Counting(StrEnum):
    """`processual`: an act inside a procedure; `material`: a term, a cycle, a minimum publicity, a keeping period."""

    PROCESSUAL = "processual"
    MATERIAL = "material"


class Binds(StrEnum):
    """Whom the deadline binds: a private party (particular) or the administration."""

    PARTICULAR = "particular"
    ADMINISTRACAO = "administracao"


class MonthRule(StrEnum):
    """Where the due month lacks the day: its last day, or the first day of the next month (Civil Code art. 132 § 3)."""

    ULTIMO_DIA = "ultimo_dia"
    DIA_SEGUINTE = "dia_seguinte"


class Policy(StrEnum):
    """How a body reads the bare "dias" of the decree, and whether the recess suspends. The default is `prudente`."""

    DECRETO_LITERAL = "decreto_literal"
    LEI_7692 = "lei_7692"
    PRUDENTE = "prudente"


class DayStatus(StrEnum):
    """What one day of a proof does to the count."""

    CONTA = "conta"
    NAO_CONTA = "nao_conta"
    SUSPENSO = "suspenso"


class CountStatus(StrEnum):
    """`aberto`: runs to its due date; `suspenso`: has none, only what remains; `vencido`: the due date is over."""

    ABERTO = "aberto"
    SUSPENSO = "suspenso"
    VENCIDO = "vencido"


class ClockError(Exception):
    """A refusal of the clock: a stable `code` and a `message` in Portuguese that can be shown to whoever asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class LedgerError(ClockError):
    """The ledger of a deadline says, or is asked to say, something impossible or forbidden.

    Codes: `suspension_ends_before_it_begins`, `suspension_before_anchor`, `suspensions_overlap`, `already_suspended`,
    `not_suspended`, `lapsed`, `extension_times`, `extension_cap`, `extension_unit`, `horizon`.
    """


class Value(BaseModel):
    """A frozen value that refuses fields it does not know and is written with its public (JSON) names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


def _date_text(value: object) -> object:
    if isinstance(value, str):
        if len(value) == 10 and value[4] == value[7] == "-":
            with suppress(ValueError):
                return dt.date.fromisoformat(value)
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
        except ValueError:
            raise ValueError("Data inválida: use AAAA-MM-DD.") from None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise ValueError("Data inválida: use AAAA-MM-DD.")


def _date_range(value: dt.date) -> dt.date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"A data deve estar entre {FIRST_YEAR} e {LAST_YEAR}.")
    return value


LegalDate = Annotated[dt.date, BeforeValidator(_date_text), AfterValidator(_date_range)]
"""A date in America/Cuiaba between 1900 and 2200; as text, only `AAAA-MM-DD`."""

_CAPS = {Unit.MES: 1200, Unit.ANO: 100}
_NOUNS = {Unit.MES: "meses", Unit.ANO: "anos"}


class Budget(Value):
    """How long a deadline is: `amount` of `unit`, or, when the unit is `data_fixa`, the date `until`.

    Zero only ever comes out of a count, as what remains; what goes into one is bounded by `check_amount`.
    """

    amount: StrictInt = 0
    unit: Unit
    until: LegalDate | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.unit is Unit.DATA_FIXA:
            if self.until is None or self.amount:
                raise ValueError("Prazo de data fixa pede a data, sem quantidade.")
            return self
        if self.until is not None:
            raise ValueError("Só o prazo de data fixa leva data.")
        if self.amount < 0:
            raise ValueError("A quantidade não pode ser negativa.")
        return self


def check_amount(budget: Budget) -> Budget:
    """`budget`, where it may be counted: 1 to 36 500 days, 1 200 months or 100 years. Raises ValueError."""
    cap = _CAPS.get(budget.unit, 36_500)
    if budget.until is None and not 1 <= budget.amount <= cap:
        raise ValueError(f"A quantidade deve ir de 1 a {cap} {_NOUNS.get(budget.unit, 'dias')}.")
    return budget


def dias(n: int) -> Budget:
    """`n` days as the norm writes them, without saying which: the policy decides."""
    return Budget(amount=n, unit=Unit.DIA)


def dias_corridos(n: int) -> Budget:
    """`n` days that the text itself calls continuous."""
    return Budget(amount=n, unit=Unit.DIA_CORRIDO)


def dias_uteis(n: int) -> Budget:
    """`n` days that the text itself calls working days."""
    return Budget(amount=n, unit=Unit.DIA_UTIL)


def meses(n: int) -> Budget:
    """`n` months, date to date."""
    return Budget(amount=n, unit=Unit.MES)


def anos(n: int) -> Budget:
    """`n` years, date to date."""
    return Budget(amount=n, unit=Unit.ANO)


def data_fixa(until: dt.date) -> Budget:
    """A date that the act itself fixes; only the roll of its last day is left to the clock."""
    return Budget(unit=Unit.DATA_FIXA, until=until)


class Suspension(Value):
    """A stretch in which the deadline does not run.

    The day of the suspending act (`from`) still counts; the days after it do not, nor does the day of the resuming act
    (`to`, null while the suspension is open). `act` and `provision` say on what ground.
    """

    from_: LegalDate = Field(alias="from")
    to: LegalDate | None = None
    act: str = Field(default="", max_length=2000)
    provision: str | None = Field(default=None, max_length=200)


class Extension(Value):
    """More budget, counted from the due date before its roll. `decided_on` is the day of the extending act."""

    amount: StrictInt
    unit: Unit = Unit.DIA
    decided_on: LegalDate | None = None
    act: str = Field(default="", max_length=2000)
    provision: str | None = Field(default=None, max_length=200)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.unit is Unit.DATA_FIXA:
            raise ValueError("A prorrogação acrescenta dias, meses ou anos.")
        check_amount(self.budget)
        return self

    @property
    def budget(self) -> Budget:
        """What the extension adds."""
        return Budget(amount=self.amount, unit=self.unit)


class Extendable(Value):
    """How far a deadline may be extended: how many `times`, and the most (`cap`) that all extensions add together."""

    times: StrictInt | None = None
    cap: Budget | None = None


class Term(Value):
    """Everything a deadline carries in order to be counted.

    `anchor` is day zero. `recess` null leaves the recess to the policy; yes or no only where an act says so. `cycle_k`
    counts the k-th due date of a cycle. `extendable` null sets no limit to extensions. `calendar` names the calendar,
    which the counting functions receive apart.

    Raises LedgerError when the suspensions overlap, begin before the anchor or end before they begin. A suspension of
    the whole body that already runs when the deadline is opened is entered with the anchor as its `from`.
    """

    budget: Annotated[Budget, AfterValidator(check_amount)]
    anchor: LegalDate
    nature: Nature = Nature.PEREMPTORY
    counting: Counting = Counting.PROCESSUAL
    binds: Binds = Binds.PARTICULAR
    policy: Policy = Policy.PRUDENTE
    month_rule: MonthRule = MonthRule.ULTIMO_DIA
    recess: StrictBool | None = None
    cycle_k: StrictInt = 1
    calendar: str = Field(default="mt-cuiaba", max_length=80)
    suspensions: tuple[Suspension, ...] = Field(default=(), max_length=MAX_ENTRIES)
    extensions: tuple[Extension, ...] = Field(default=(), max_length=MAX_ENTRIES)
    extendable: Extendable | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_cycle(self.nature, self.budget, self.cycle_k)
        check_suspensions(self.anchor, self.suspensions)
        return self


def check_cycle(nature: Nature, budget: Budget, cycle_k: int) -> None:
    """Raise ValueError unless `cycle_k` is 1 or, for a cycle whose budget is not a fixed date, up to 1200."""
    if not 1 <= cycle_k <= 1200:
        raise ValueError("O número do ciclo vai de 1 a 1200.")
    if cycle_k > 1 and (nature is not Nature.CYCLE or budget.unit is Unit.DATA_FIXA):
        raise ValueError("Só um prazo cíclico, e não de data fixa, tem número de ciclo.")


def check_suspensions(anchor: dt.date, suspensions: tuple[Suspension, ...]) -> None:
    """Raise LedgerError when a suspension begins before `anchor`, ends before it begins or overlaps another."""
    before: Suspension | None = None
    for item in sorted(suspensions, key=lambda s: (s.from_, s.to or dt.date.max)):
        if item.to is not None and item.to < item.from_:
            raise LedgerError("suspension_ends_before_it_begins", "A suspensão termina antes de começar.")
        if item.from_ < anchor:
            raise LedgerError("suspension_before_anchor", "A suspensão começa antes do dia zero do prazo.")
        if before is not None and (before.to is None or item.from_ < before.to):
            raise LedgerError("suspensions_overlap", "Há suspensões que se sobrepõem.")
        before = item
