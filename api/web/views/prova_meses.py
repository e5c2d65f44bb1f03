"""The proof of a count month by month, each month a table of its own with what was counted in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from api.web.formatters import MONTHS, capital, listed, plural
from api.web.views.prova import Cell
from workflows.clock import DayStatus

WORDS = {
    DayStatus.CONTA: ("conta", "contam"),
    DayStatus.NAO_CONTA: ("não conta", "não contam"),
    DayStatus.SUSPENSO: ("suspenso", "suspensos"),
}


@dataclass(frozen=True)
class Month:
    """A month of the proof. `weeks` begin on Mondays; None stands for a day of another month. `tally` says in words
    how its days were taken; `gap` that whole months before it are not listed."""

    title: str
    weeks: tuple[tuple[Cell | None, ...], ...]
    tally: str
    gap: bool = False


def months(cells: Iterable[Cell]) -> tuple[Month, ...]:
    """The months that have a day of `cells`, oldest first; those between them without any are left out."""
    known = {cell.day: cell for cell in cells}
    firsts = sorted({day.replace(day=1) for day in known})
    return tuple(
        _month(first, known, gap=position > 0 and _next(firsts[position - 1]) != first)
        for position, first in enumerate(firsts)
    )


def _month(first: date, known: dict[date, Cell], gap: bool) -> Month:
    last = _next(first) - timedelta(days=1)
    days = [first + timedelta(days=days) for days in range(last.day)]
    cells: list[Cell | None] = [None] * first.weekday()
    cells += [replace(known.get(day, Cell(day, "")), label=str(day.day)) for day in days]
    cells += [None] * (-len(cells) % 7)
    weeks = tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))
    title = f"{capital(MONTHS[first.month - 1])} de {first.year}"
    return Month(title, weeks, _tally(known[day] for day in days if day in known), gap)


def _next(first: date) -> date:
    """The first day of the month after that of `first`."""
    return (first + timedelta(days=31)).replace(day=1)


def _tally(cells: Iterable[Cell]) -> str:
    """`12 dias contam, 9 não contam e 2 suspensos`; day zero does not count."""
    counts = Counter(cell.status for cell in cells)
    said = [plural(counts[status], *words) for status, words in WORDS.items() if counts[status]]
    return f"{listed(said)}."
