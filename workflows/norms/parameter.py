"""What the norms leave open, or let the body change: numbers and choices, dated, set by a recorded act within bounds.

A default is the law's own (`default_is_law`) or a suggestion of ours. Where the law gives no number the default is
None, and nothing runs until an act, an edital or a notice sets one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from workflows.norms.errors import ParameterError, UnknownParameter
from workflows.norms.loading import read_yaml
from workflows.norms.model import Provision
from workflows.norms.values import ParameterType, Scalar, coerce, measure

PERIODS = ("dia", "mes")


class SetBy(StrEnum):
    """Who fixes a value that has no default, or changes one that has."""

    ATO = "ato"
    EDITAL = "edital"
    INSTRUMENTO = "instrumento"
    NOTIFICACAO = "notificacao"


class Bound(BaseModel):
    """A limit that a provision puts on a number, or on the days that windows keep open in each civil year.

    `since` is the first day of the limit when it is younger than the provision.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    amount: int
    provision: Provision
    since: date | None = None

    def binds(self, on: date | None) -> bool:
        """Whether the limit holds on that day; None asks about today's law, which has every limit."""
        return on is None or self.since is None or self.since <= on


class Parameter(BaseModel):
    """A number or choice that a provision leaves open.

    `unit` is that of a number: "dia" (the counting policy decides which days), "mes", "dia_do_mes", "pessoa",
    "parceria", "por_cento", "centavo" or "metro". A period in "dia" or "mes" is at least 1. `choices` are the values
    allowed to the types that choose. `provision` is what a refusal cites when no bound is to blame.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    provision: Provision
    type: ParameterType
    description: str
    unit: str | None = None
    default: Scalar = None
    default_is_law: bool = False
    set_by: SetBy = SetBy.ATO
    minimum: Bound | None = None
    maximum: Bound | None = None
    choices: tuple[str, ...] = ()

    def accept(self, value: Any, on: date | None = None) -> Scalar:
        """The value as this parameter's type, from Python or JSON, checked against the bounds that hold `on` that day.

        None is always accepted: it gives the matter back to the default. Raises ParameterError, naming the provision,
        for another type, an unknown choice or a value out of bounds.
        """
        if value is None:
            return None
        try:
            typed = coerce(self.type, value, self.choices)
        except ValueError as wrong:
            raise ParameterError(self.key, self.provision, _message(wrong)) from wrong
        low, high = measure(typed)
        if self.unit in PERIODS and low < 1:
            raise ParameterError(self.key, self.provision, "um prazo tem ao menos 1")
        if (floor := self.minimum) and floor.binds(on) and low < floor.amount:
            raise ParameterError(self.key, floor.provision, f"o mínimo é {floor.amount} e o valor dá {low}")
        if (ceiling := self.maximum) and ceiling.binds(on) and high > ceiling.amount:
            raise ParameterError(self.key, ceiling.provision, f"o máximo é {ceiling.amount} e o valor dá {high}")
        return typed


class ParameterValue(BaseModel):
    """A value set by an act, in force from `since` until another one takes its place; None restores the default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    value: Any
    since: date
    act: str


class DatedValue(Protocol):
    """What `resolve` reads of an override; ParameterValue is one."""

    @property
    def key(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def since(self) -> date: ...
    @property
    def act(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Resolution:
    """The value in force and where it comes from: `act` and `since` of the override, both None for the default."""

    parameter: Parameter
    value: Scalar
    since: date | None = None
    act: str | None = None


def resolution(key: str, overrides: Sequence[DatedValue], on: date) -> Resolution:
    """The value in force on that legal date, with its origin.

    The override with the latest `since` not after `on` wins; of two with the same day, the one that stands later in
    `overrides`. Raises UnknownParameter for the key and ParameterError for a value that the law does not allow.
    """
    parameter = Param(key)
    latest: DatedValue | None = None
    for override in overrides:
        if override.key == key and override.since <= on and (latest is None or override.since >= latest.since):
            latest = override
    if latest is None:
        return Resolution(parameter, parameter.default)
    value = parameter.accept(latest.value, on)
    return Resolution(parameter, parameter.default if value is None else value, latest.since, latest.act)


def resolve(key: str, overrides: Sequence[DatedValue], on: date) -> Scalar:
    """The value in force on that legal date; see `resolution`."""
    return resolution(key, overrides, on).value


def Param(key: str) -> Parameter:
    """The declared parameter of that key, as a procedure file writes it. Raises UnknownParameter."""
    try:
        return _PARAMETERS[key]
    except KeyError:
        raise UnknownParameter(f"parâmetro desconhecido: {key!r}") from None


def parameters() -> tuple[Parameter, ...]:
    """Every parameter declared, in alphabetical order of the keys."""
    return tuple(_PARAMETERS[key] for key in sorted(_PARAMETERS))


def _message(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"valor inválido em {'.'.join(map(str, first['loc']))}"
    return str(error)


def _load() -> dict[str, Parameter]:
    loaded = {}
    for key, raw in read_yaml("parametros.yaml").items():
        parameter = Parameter.model_validate({"key": key, **raw})
        default = parameter.accept(parameter.default)
        loaded[key] = parameter.model_copy(update={"default": default})
    return loaded


_PARAMETERS = _load()
