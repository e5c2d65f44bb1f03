"""Dates and budgets in Brazilian Portuguese."""

from __future__ import annotations

import datetime as dt

from workflows.clock.model import Budget, Unit

WEEKDAYS = (
    "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo",
)  # fmt: skip
MONTHS = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho",
    "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
)  # fmt: skip

UNIT_NAMES = {
    Unit.DIA: ("dia", "dias"),
    Unit.DIA_CORRIDO: ("dia corrido", "dias corridos"),
    Unit.DIA_UTIL: ("dia útil", "dias úteis"),
    Unit.MES: ("mês", "meses"),
    Unit.ANO: ("ano", "anos"),
}
"""What one, and what several, of a unit are called."""


def describe_budget(budget: Budget) -> str:
    """A budget in words: "15 dias úteis", "1 mês", "até 08/06/2026"."""
    if budget.until is not None:
        return f"até {format_date(budget.until)}"
    one, many = UNIT_NAMES[budget.unit]
    return f"{budget.amount} {one if budget.amount == 1 else many}"


def format_date(day: dt.date) -> str:
    """`day` as 08/06/2026."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_date_words(day: dt.date) -> str:
    """`day` as "segunda-feira, 8 de junho de 2026"; the first of a month is "1º"."""
    number = "1º" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]}, {number} de {MONTHS[day.month - 1]} de {day.year}"
