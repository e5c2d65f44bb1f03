"""Art. 92, II: the lines of a statement, what is registered, and what both come to side by side. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.execucao.razao import CAMINHOS, Lugar, Natureza
from workflows.kernel.state import Value


class Lancamento(Value):
    """A line of the statement: cents above zero came into the account, below zero went out. `identificador` is the
    bank's own, unique in the account; '' when it gives none."""

    dia: date
    centavos: int
    historico: str = ""
    documento: str = ""
    identificador: str = ""


class Registrado(Value):
    """What the records say happened in the account: cents above zero, and the number of what proves it, if any."""

    dia: date
    natureza: Natureza
    centavos: Annotated[int, Field(gt=0)]
    historico: str
    documento: str = ""

    @property
    def na_conta(self) -> int:
        """What it does to the account, in cents: below zero for what went out."""
        de, para = CAMINHOS[self.natureza]
        return self.centavos * ((para is Lugar.CONTA) - (de is Lugar.CONTA))


class Por(StrEnum):
    """What made two of them correspond, beside the amount."""

    DOCUMENTO = "documento"
    DATA = "data"


@dataclass(frozen=True)
class Par:
    """A line of the statement and what it is in the records."""

    lancamento: Lancamento
    registrado: Registrado
    por: Por

    @property
    def dias(self) -> int:
        """How many days the bank's date is after the one registered; below zero when before."""
        return (self.lancamento.dia - self.registrado.dia).days


@dataclass(frozen=True)
class Diferenca:
    """Two that stay unmatched and look like the same payment: another amount under one document, or another day."""

    lancamento: Lancamento
    registrado: Registrado

    @property
    def centavos(self) -> int:
        """What the statement has beyond what was registered, in cents, both without their sign."""
        return abs(self.lancamento.centavos) - self.registrado.centavos

    @property
    def dias(self) -> int:
        """How many days the bank's date is after the one registered."""
        return (self.lancamento.dia - self.registrado.dia).days


@dataclass(frozen=True)
class Lado:
    """What one side comes to, in cents, both above zero."""

    debitos: int
    creditos: int

    @property
    def saldo(self) -> int:
        """What it leaves in the account."""
        return self.creditos - self.debitos


@dataclass(frozen=True)
class Conciliacao:
    """Every line of both sides, once: in a pair, or alone."""

    pares: tuple[Par, ...]
    sem_registro: tuple[Lancamento, ...]
    sem_lancamento: tuple[Registrado, ...]
    diferencas: tuple[Diferenca, ...]

    @property
    def extrato(self) -> Lado:
        """The whole statement."""
        return _lado([*(um.lancamento.centavos for um in self.pares), *(um.centavos for um in self.sem_registro)])

    @property
    def registros(self) -> Lado:
        """All that is registered."""
        return _lado([*(um.registrado.na_conta for um in self.pares), *(um.na_conta for um in self.sem_lancamento)])

    @property
    def debitos_sem_despesa(self) -> tuple[Lancamento, ...]:
        """What went out of the account and is nowhere registered."""
        return tuple(um for um in self.sem_registro if um.centavos < 0)

    @property
    def pagamentos_sem_debito(self) -> tuple[Registrado, ...]:
        """What was registered as paid and did not go out of the account."""
        return tuple(um for um in self.sem_lancamento if um.na_conta < 0)

    @property
    def correlata(self) -> bool:
        """Art. 92, II: whether payments and debits correspond, one to one. Credits are no payments."""
        return not (self.debitos_sem_despesa or self.pagamentos_sem_debito)


def _lado(quantias: Iterable[int]) -> Lado:
    todas = list(quantias)
    return Lado(debitos=-sum(uma for uma in todas if uma < 0), creditos=sum(uma for uma in todas if uma > 0))


# -- The statement ---------------------------------------------------------------------------------------------------
def juntar(*envios: Iterable[Lancamento]) -> tuple[Lancamento, ...]:
    """The lines of several statements as one: what an earlier one had already is not taken again.

    A line is known by the bank's identifier. One of the two without it, they are the same when day and amount are, each
    once: two equal fees of one day stay two.
    """
    juntos: list[Lancamento] = []
    for envio in envios:
        juntos += _novos(juntos, sorted(envio, key=na_ordem))
    return tuple(sorted(juntos, key=na_ordem))


def _novos(antes: Sequence[Lancamento], envio: Sequence[Lancamento]) -> list[Lancamento]:
    conhecidos = {um.identificador for um in antes if um.identificador}
    repetidos = {um.identificador for um in envio} & conhecidos
    livres = Counter((um.dia, um.centavos, not um.identificador) for um in antes if um.identificador not in repetidos)
    novos = []
    for um in sorted(envio, key=lambda outro: not outro.identificador):
        if um.identificador in repetidos:
            continue
        lugares = [(um.dia, um.centavos, sem) for sem in ((True,) if um.identificador else (True, False))]
        mesmo = next((lugar for lugar in lugares if livres[lugar]), None)
        if mesmo is None:
            novos.append(um)
        else:
            livres[mesmo] -= 1
    return novos


def na_ordem(um: Lancamento | Registrado) -> tuple[date, int, str, str, str]:
    """What lines are sorted by: the day first. Two that are alike in it are alike in all."""
    if isinstance(um, Lancamento):
        return um.dia, um.centavos, um.documento, um.identificador, um.historico
    return um.dia, um.na_conta, um.documento, str(um.natureza), um.historico


def mesma_conta(dita: str, pedida: str) -> bool:
    """Whether an account as a bank writes it is the one asked for: banks put agency and operation before the number."""
    de, para = (re.sub(r"[^0-9X]", "", uma.upper()).lstrip("0") for uma in (dita, pedida))
    return bool(para) and de.endswith(para)
