"""Art. 78, I: of which stretches of a partnership's term the commission makes its technical report. Pure.

The decree says "periodicamente" and no more. Where an act says each month, quarter or half-year, they are those of the
term, from its first day (art. 36, VI), as the term itself is counted (Civil Code, art. 132, § 3º) and as the periods of
the accounts are, which the report is for (art. 53, III); not those of the civil year. A month in whose end no such act
was in force is left to the report that the accounts ask for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from workflows.clock import MonthRule, add_months
from workflows.execucao.regras_ciclos import UM_DIA

MESES_DE = {"mensal": 1, "trimestral": 3, "semestral": 6}
"""How many months of the term a report is of; by any other value none is made before an opinion asks for it."""

Passos = Sequence[tuple[date, str]]
"""What is in force, in order, each with the first day on which it is."""


@dataclass(frozen=True)
class Relatado:
    """A stretch of the term that one report is of, both days included."""

    inicio: date
    fim: date


@dataclass(frozen=True)
class _Mes:
    fim: date
    cada: int | None
    fecha: Relatado | None


def periodo_seguinte(inicio: date, depois: date, passos: Passos, desde: date) -> Relatado | None:
    """The first stretch that ends after `depois` of a term that begins on `inicio`; None while no more are to be.

    `desde`: what ended before that day is told elsewhere. `passos` is never empty.
    """
    return next((um.fecha for um in _meses(inicio, passos, desde) if um.fecha and um.fecha.fim > depois), None)


def periodos_da_vigencia(inicio: date, fim: date, passos: Passos, desde: date) -> tuple[Relatado, ...]:
    """All the stretches of a term, both days included; the last of them is cut short where the term ends before it."""
    achados: list[Relatado] = []
    coberto = inicio - UM_DIA
    for mes in _meses(inicio, passos, desde):
        if mes.fim > fim:
            break
        if mes.fecha is not None:
            achados.append(mes.fecha)
        if mes.fecha is not None or mes.cada is None:
            coberto = mes.fim
    if coberto < fim and fim >= desde and _cada(passos, fim) is not None:
        achados.append(Relatado(coberto + UM_DIA, fim))
    return tuple(achados)


def _meses(inicio: date, passos: Passos, desde: date) -> Iterator[_Mes]:
    """The months of a term without end, until nothing more is to be reported."""
    coberto = inicio - UM_DIA
    for numero in count(1):
        ultimo = add_months(inicio, numero, MonthRule.DIA_SEGUINTE)
        cada = _cada(passos, ultimo) if ultimo >= desde else None
        fecha = Relatado(coberto + UM_DIA, ultimo) if cada is not None and numero % cada == 0 else None
        if fecha is not None or cada is None:
            coberto = ultimo
        yield _Mes(ultimo, cada, fecha)
        if cada is None and ultimo >= max(desde, passos[-1][0]):
            return


def _cada(passos: Passos, dia: date) -> int | None:
    em_vigor = [valor for desde, valor in passos if desde <= dia]
    return MESES_DE.get(em_vigor[-1]) if em_vigor else None
