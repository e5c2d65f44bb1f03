"""Art. 38, § 3º: of which days of a partnership partial accounts were presented, as the register has it. Pure.

Whoever presents accounts writes it, and the door of the next instalment reads it: both mean the same days.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from workflows.kernel import Outcome
from workflows.kernel.registering import Entry

APRESENTADAS = Outcome("apresentadas", "Contas parciais apresentadas")
OMITIDAS = Outcome("omitidas", "Contas parciais omitidas")

APRESENTADOS = "apresentados"
"""The detail of the register: the stretches of days of which accounts were presented, as pairs of ISO dates."""

PENDENTES = "pendentes"
"""The detail of the register: the numbers of the periods that keep the next instalment from being released."""

Trecho = tuple[date, date]


def apresentados(consta: Entry, inicio: date) -> tuple[Trecho, ...]:
    """The stretches of days, first and last included, of which the register has accounts, in order.

    An entry from before the register said so speaks of the days from `inicio`, the partnership's first, to the one it
    names (`apresentadas_ate`), or else on which it was written.
    """
    ditos: Iterable[Sequence[str]] | None = consta.details.get(APRESENTADOS)
    if ditos is not None:
        return juntos((date.fromisoformat(primeiro), date.fromisoformat(ultimo)) for primeiro, ultimo in ditos)
    dito = consta.details.get("apresentadas_ate")
    ate = date.fromisoformat(dito) if dito else consta.since
    return () if ate is None or ate < inicio else ((inicio, ate),)


def com_o_periodo(trechos: Iterable[Trecho], inicio: date, fim: date) -> tuple[Trecho, ...]:
    """The stretches with one period more."""
    return juntos((*trechos, (inicio, fim)))


def juntos(trechos: Iterable[Trecho]) -> tuple[Trecho, ...]:
    """The stretches in order; those that touch are one."""
    feitos: list[Trecho] = []
    for primeiro, ultimo in sorted(trechos):
        if feitos and primeiro <= feitos[-1][1] + timedelta(days=1):
            feitos[-1] = (feitos[-1][0], max(feitos[-1][1], ultimo))
        else:
            feitos.append((primeiro, ultimo))
    return tuple(feitos)


def abrangem(trechos: Iterable[Trecho], dia: date) -> bool:
    """Whether accounts were presented of a day."""
    return any(primeiro <= dia <= ultimo for primeiro, ultimo in trechos)


def escritos(trechos: Iterable[Trecho]) -> list[list[str]]:
    """The stretches as plain data, for the register."""
    return [[primeiro.isoformat(), ultimo.isoformat()] for primeiro, ultimo in trechos]
