"""Arts. 69, § 2º, 72 and 82: the monthly statement of a toll, which closes to the cent and stays on its road. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.norms import DEC_167, Provision


@dataclass(frozen=True)
class Movimento:
    """What a month says of itself, in cents; `por_rodovia` is what was applied on each road."""

    anterior: int
    arrecadado: int
    rendimentos: int
    por_rodovia: tuple[tuple[str, int], ...]
    saldo: int

    @property
    def aplicado(self) -> int:
        """All that was applied, wherever."""
        return sum(valor for _, valor in self.por_rodovia)

    @property
    def diferenca(self) -> int:
        """What the statement does not explain: zero when it closes."""
        return self.anterior + self.arrecadado + self.rendimentos - self.aplicado - self.saldo


Vicio = tuple[Provision, str]


def vicios(movimento: Movimento, rodovia: str, tarifa: int, teto: int | None) -> Iterator[Vicio]:
    """What is irregular in a month on `rodovia`: money applied elsewhere, a tariff above the ceiling (in cents)."""
    for outra, _ in movimento.por_rodovia:
        if outra != rodovia:
            yield DEC_167.art(69, par=2), f"aplicação em {outra}, e não na rodovia que gerou a arrecadação"
    if teto is not None and tarifa > teto:
        yield DEC_167.art(72), "tarifa acima do teto"


def ultimo_dia(mes: date) -> date:
    """The last day of the month in which `mes` is."""
    return mes.replace(day=monthrange(mes.year, mes.month)[1])


def vencimento(mes: date, dia: int) -> date:
    """Day `dia` of the month after `mes`; its last day, where it is shorter."""
    seguinte = ultimo_dia(mes) + timedelta(days=1)
    return seguinte.replace(day=min(dia, monthrange(seguinte.year, seguinte.month)[1]))


def mes_escrito(mes: date) -> str:
    """The month in which `mes` is, as `2026-03`."""
    return f"{mes:%Y-%m}"
