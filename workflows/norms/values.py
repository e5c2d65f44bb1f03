"""The kinds of value that a parameter takes, how raw data becomes one, and how much of it the law's bounds measure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class ParameterType(StrEnum):
    """Whole number, role, one choice, several, yes or no, day of the year (MM-DD), windows, text."""

    NUMERO = "numero"
    PAPEL = "papel"
    ESCOLHA = "escolha"
    ESCOLHAS = "escolhas"
    SIM_OU_NAO = "sim_ou_nao"
    DIA_DO_ANO = "dia_do_ano"
    JANELAS = "janelas"
    TEXTO = "texto"


class Window(BaseModel):
    """A stretch of legal dates, both ends included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.end < self.start:
            raise ValueError("a janela termina antes de começar")
        return self

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


Scalar = bool | int | str | tuple[Window, ...] | tuple[str, ...] | None

_ROLE = re.compile(r"[a-z]+(_[a-z]+)*")


def coerce(type: ParameterType, value: Any, choices: Sequence[str]) -> Scalar:
    """The value as the type asks. Raises ValueError with a pt-BR message (or pydantic's ValidationError for rows)."""
    match type:
        case ParameterType.NUMERO:
            return _number(value)
        case ParameterType.SIM_OU_NAO:
            return _boolean(value)
        case ParameterType.PAPEL:
            return _text(value, _ROLE, "não é um papel")
        case ParameterType.TEXTO:
            return _text(value, None, "o texto está vazio")
        case ParameterType.DIA_DO_ANO:
            return _day_of_year(value)
        case ParameterType.ESCOLHA:
            return _choice(value, choices)
        case ParameterType.ESCOLHAS:
            return tuple(_choice(each, choices) for each in _sequence(value))
        case ParameterType.JANELAS:
            return tuple(sorted(map(Window.model_validate, _sequence(value)), key=lambda window: window.start))


def measure(value: Scalar) -> tuple[int, int]:
    """What bounds compare, least and greatest: the number itself, or the days that windows open in each civil year.

    Anything else measures nothing and gives (0, 0); bounds are declared only for numbers and windows.
    """
    if isinstance(value, int):
        return int(value), int(value)
    if isinstance(value, tuple):
        years = days_per_year([item for item in value if isinstance(item, Window)])
        return (min(years.values()), max(years.values())) if years else (0, 0)
    return 0, 0


def days_per_year(windows: Sequence[Window]) -> dict[int, int]:
    """How many days are inside some window, in each civil year that a window touches. Overlaps count once."""
    years: defaultdict[int, int] = defaultdict(int)
    covered = date.min
    for window in sorted(windows, key=lambda each: each.start):
        first = max(window.start, covered)
        for year in range(first.year, window.end.year + 1):
            begins, ends = max(first, date(year, 1, 1)), min(window.end, date(year, 12, 31))
            years[year] += max((ends - begins).days + 1, 0)
        covered = max(covered, window.end + timedelta(days=1))
    return dict(years)


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("o valor não é um número inteiro")
    if value < 0:
        raise ValueError("o valor é negativo")
    return value


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("o valor não é sim ou não")
    return value


def _text(value: Any, pattern: re.Pattern[str] | None, message: str) -> str:
    if not isinstance(value, str) or not value.strip() or (pattern is not None and not pattern.fullmatch(value)):
        raise ValueError(message)
    return value


def _day_of_year(value: Any) -> str:
    found = re.fullmatch(r"(\d\d)-(\d\d)", value) if isinstance(value, str) else None
    if found is None or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= monthrange(2023, int(found[1]))[1]:
        raise ValueError("o valor não é um dia que exista todo ano, no formato MM-DD")
    return found[0]


def _choice(value: Any, choices: Sequence[str]) -> str:
    if value not in choices:
        raise ValueError(f"o valor não é um destes: {', '.join(choices)}")
    return str(value)


def _sequence(value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("o valor não é uma lista com ao menos um item")
    return value
