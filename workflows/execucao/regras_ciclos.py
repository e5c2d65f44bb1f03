"""Arts. 80 and 81: the periods of a partnership's partial accounts. Pure.

An interval ends every so many days from the first, wherever a year ends in between: nothing drifts. An act may have
them count from the day of the first release instead (`DaLiberacao`); the first period begins with the term all the
same. The end of each financial year also ends a period (art. 80), and what is left of the interval is the next one:
nothing is told twice, and no day is left out. An interval that began before another length held keeps its own. What
comes after the last of them belongs to the final accounts (art. 83).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

UM_DIA = timedelta(days=1)
FIM_DO_EXERCICIO = "12-31"
DA_LIBERACAO = "primeira_liberacao"
"""By any other value intervals count from the first day of the term, which is that of the extract (art. 36, § 2º)."""


class Motivo(StrEnum):
    """Why a period ends when it does."""

    INTERVALO = "intervalo"
    EXERCICIO = "exercicio"
    AMBOS = "ambos"
    ENTREGA = "entrega"


@dataclass(frozen=True)
class Ciclo:
    """One period of accounts: its number, from 1, its first and its last day, and why it ends then."""

    numero: int
    inicio: date
    fim: date
    motivo: Motivo

    @property
    def encerra_exercicio(self) -> bool:
        """Whether the financial year ends with it (art. 80)."""
        return self.motivo in (Motivo.EXERCICIO, Motivo.AMBOS)

    @property
    def abre(self) -> date:
        """The day on which its accounts begin to be due: the first one after it."""
        return self.fim + UM_DIA


@dataclass(frozen=True)
class DaLiberacao:
    """Intervals that count from the first release: its day, and since when it is known; None while there is none.

    One that ended before it was known ends no period: nobody could have accounted for it in time.
    """

    dia: date | None = None
    sabida_em: date | None = None

    def as_json(self) -> dict[str, str | None]:
        """As plain data."""
        return {
            "dia": self.dia.isoformat() if self.dia else None,
            "sabida_em": self.sabida_em.isoformat() if self.sabida_em else None,
        }

    @classmethod
    def from_json(cls, dito: Mapping[str, str | None]) -> "DaLiberacao":
        """From plain data."""
        dia, sabida_em = dito.get("dia"), dito.get("sabida_em")
        return cls(date.fromisoformat(dia) if dia else None, date.fromisoformat(sabida_em) if sabida_em else None)


def ciclos(
    inicio: date,
    fim: date,
    cada: int | Sequence[tuple[date, int]] | None,
    fim_do_exercicio: str = FIM_DO_EXERCICIO,
    entregas: Collection[date] = (),
    contagem: DaLiberacao | None = None,
) -> tuple[Ciclo, ...]:
    """The periods from `inicio` to `fim` (both included), an interval of `cada` days, a year that ends on `MM-DD`.

    `cada` may be the lengths over time, in order, each with the first day on which an interval begins that has it; or
    None, where accounts follow what is delivered (art. 81) and `entregas` are the days that ended their periods. A
    longer term adds periods and changes none, nor does a release that comes to be known (`contagem`; without it
    intervals count from `inicio`) change those that ended before. Raises `ValueError` unless each length is at least
    one day.
    """
    intervalos = set() if cada is None else _fins_dos_intervalos(inicio, fim, cada, contagem)
    exercicios = set(_exercicios(inicio, fim, fim_do_exercicio))
    entregues = {dia for dia in entregas if inicio <= dia <= fim}
    achados: list[Ciclo] = []
    primeiro = inicio
    for numero, ultimo in enumerate(sorted(intervalos | exercicios | entregues), start=1):
        por_que = motivo(ultimo in intervalos, ultimo in exercicios, ultimo in entregues)
        achados.append(Ciclo(numero, primeiro, ultimo, por_que))
        primeiro = ultimo + UM_DIA
    return tuple(achados)


def motivo(intervalo: bool, exercicio: bool, entrega: bool = False) -> Motivo:
    """Why a period ends that an interval, the financial year or a delivery ends, or several of them."""
    if exercicio:
        return Motivo.AMBOS if intervalo or entrega else Motivo.EXERCICIO
    return Motivo.ENTREGA if entrega else Motivo.INTERVALO


def _fins_dos_intervalos(
    inicio: date, fim: date, cada: int | Sequence[tuple[date, int]], contagem: DaLiberacao | None
) -> set[date]:
    if contagem is None:
        return set(_intervalos(inicio, fim, _passos(inicio, cada)))
    passos = _passos(inicio, cada)
    if contagem.dia is None:
        return set()
    desde = max(inicio, contagem.sabida_em or contagem.dia)
    return {ultimo for ultimo in _intervalos(contagem.dia, fim, passos) if ultimo >= desde}


def _passos(inicio: date, cada: int | Sequence[tuple[date, int]]) -> Sequence[tuple[date, int]]:
    passos = [(inicio, cada)] if isinstance(cada, int) else list(cada)
    if not passos or any(dias < 1 for _, dias in passos):
        raise ValueError("an interval has at least one day")
    return passos


def _intervalos(inicio: date, fim: date, passos: Sequence[tuple[date, int]]) -> Iterator[date]:
    primeiro = inicio
    while True:
        cada = next((dias for desde, dias in reversed(passos) if desde <= primeiro), passos[0][1])
        if (fim - primeiro).days < cada - 1:
            return
        ultimo = primeiro + timedelta(days=cada - 1)
        yield ultimo
        primeiro = ultimo + UM_DIA


def _exercicios(inicio: date, fim: date, mes_e_dia: str) -> list[date]:
    viradas = (virada(ano, mes_e_dia) for ano in range(inicio.year, fim.year + 1))
    return [dia for dia in viradas if inicio <= dia <= fim]


def virada(ano: int, mes_e_dia: str = FIM_DO_EXERCICIO) -> date:
    """The last day of the financial year `ano`; 29 February is the 28th of a year that has none."""
    mes, dia = (int(parte) for parte in mes_e_dia.split("-"))
    try:
        return date(ano, mes, dia)
    except ValueError:
        return date(ano, mes, dia - 1)
