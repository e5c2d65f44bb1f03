"""The ledger of a partnership's money, in cents, which always closes (Decreto 167/2019, arts. 36, IX, 38 to 41).

Each line takes its cents from one place and puts them into another, so the places together always come to zero. A
retention moves no money: it says which cents may not leave, and since when. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from workflows.kernel.state import Value
from workflows.norms import Provision

Centavos = Annotated[int, Field(strict=True, gt=0)]


class Lugar(StrEnum):
    """Where money of a partnership may be; `FORA` is all the world outside of it."""

    FORA = "fora"
    A_LIBERAR = "a-liberar"
    CONTA = "conta"
    GASTO = "gasto"
    DEVOLVIDO = "devolvido"


class Natureza(StrEnum):
    """What a line is about."""

    PACTUADO = "pactuado"
    REDUZIDO = "reduzido"
    REPASSE = "repasse"
    RENDIMENTO = "rendimento"
    DESPESA = "despesa"
    ESTORNO = "estorno"
    DEVOLUCAO = "devolucao"
    RETENCAO = "retencao"
    FIM_DA_RETENCAO = "fim-da-retencao"


CAMINHOS: dict[Natureza, tuple[Lugar, Lugar]] = {
    Natureza.PACTUADO: (Lugar.FORA, Lugar.A_LIBERAR),
    Natureza.REDUZIDO: (Lugar.A_LIBERAR, Lugar.FORA),
    Natureza.REPASSE: (Lugar.A_LIBERAR, Lugar.CONTA),
    Natureza.RENDIMENTO: (Lugar.FORA, Lugar.CONTA),
    Natureza.DESPESA: (Lugar.CONTA, Lugar.GASTO),
    Natureza.ESTORNO: (Lugar.GASTO, Lugar.CONTA),
    Natureza.DEVOLUCAO: (Lugar.CONTA, Lugar.DEVOLVIDO),
}
"""From where to where the cents of a line go; a line of any other kind moves nothing."""


class Linha(Value):
    """One line: the legal date of what happened, what it is, how many cents, in words without personal data, and the id
    of the provision it rests on."""

    dia: date
    natureza: Natureza
    centavos: Centavos
    historico: Annotated[str, Field(min_length=1, max_length=300)]
    dispositivo: str

    def em(self, lugar: Lugar) -> int:
        """What the line changes in `lugar`, in cents."""
        de, para = CAMINHOS.get(self.natureza, (None, None))
        return self.centavos * ((para is lugar) - (de is lugar))


def linha(dia: date, natureza: Natureza, centavos: int, historico: str, dispositivo: Provision) -> Linha:
    """A line that rests on `dispositivo`. Raises `ValidationError` unless `centavos` is a whole number above zero."""
    return Linha(dia=dia, natureza=natureza, centavos=centavos, historico=historico, dispositivo=dispositivo.id)


class Razao(Value):
    """The lines by day; those of one day stand in the order in which they came."""

    linhas: tuple[Linha, ...] = ()

    def with_line(self, *novas: Linha) -> Razao:
        """The ledger with these lines too; this one stays as it is."""
        return Razao(linhas=tuple(sorted((*self.linhas, *novas), key=lambda uma: uma.dia)))

    def balance(self, lugar: Lugar = Lugar.CONTA, on: date | None = None) -> int:
        """The cents in `lugar` at the end of the legal date `on`; of the whole ledger without it.

        Below zero for `FORA`, from where money came, and for a place that more was taken from than it had.
        """
        return sum(uma.em(lugar) for uma in self.linhas if on is None or uma.dia <= on)

    def total(self, natureza: Natureza, on: date | None = None) -> int:
        """The cents of all lines of one kind until the end of `on`, or of all."""
        return sum(uma.centavos for uma in self.linhas if uma.natureza is natureza and (on is None or uma.dia <= on))

    def retained(self, on: date | None = None) -> int:
        """The cents that a retention holds back at the end of `on`, or after all lines."""
        return self.total(Natureza.RETENCAO, on) - self.total(Natureza.FIM_DA_RETENCAO, on)

    def overdrawn(self) -> date | None:
        """The first day at whose end more was taken from a place of the partnership than it had; None when on none."""
        dias = sorted({uma.dia for uma in self.linhas})
        lugares = [lugar for lugar in Lugar if lugar is not Lugar.FORA]
        return next((dia for dia in dias if any(self.balance(lugar, dia) < 0 for lugar in lugares)), None)

    @property
    def closes(self) -> bool:
        """Whether all places together come to zero, as they must."""
        return sum(self.balance(lugar) for lugar in Lugar) == 0

    def as_json(self) -> list[dict[str, Any]]:
        """The lines as plain data, which `from_json` reads back."""
        return [uma.model_dump(mode="json") for uma in self.linhas]

    @classmethod
    def from_json(cls, linhas: Iterable[Any]) -> Razao:
        """The ledger of lines written as plain data. Raises `ValidationError` when one is none."""
        return cls().with_line(*(Linha.model_validate(uma) for uma in linhas))
