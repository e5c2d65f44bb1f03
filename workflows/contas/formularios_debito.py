"""Art. 101: what is owed, line by line, as the memória de cálculo that was computed outside says it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Texto, campo

Valor = Annotated[Decimal, Field(max_digits=16, decimal_places=2)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Situacao(StrEnum):
    """From when interest runs: the three cases of art. 101."""

    DOLO = "dolo"
    NOTIFICADA = "notificada-na-execucao"
    SEM_NOTIFICACAO = "sem-notificacao"

    @property
    def dispositivo(self) -> Provision:
        """The provision that gives the case."""
        if self is Situacao.DOLO:
            return DEC_167.art(101, inciso="I")
        return DEC_167.art(101, inciso="II", alinea="a" if self is Situacao.NOTIFICADA else "b")


SITUACOES = {
    Situacao.DOLO: "Dolo comprovado: juros desde cada liberação, sem subtrair a inércia (art. 101, I)",
    Situacao.NOTIFICADA: "Notificada na execução: desde o fim do prazo da notificação (art. 101, II, a)",
    Situacao.SEM_NOTIFICACAO: "Sem notificação: desde o fim da execução, menos a inércia (art. 101, II, b)",
}


class Linha(Form):
    """One line of the memória; its value may be negative, where an index fell."""

    texto: Texto = campo("O que a linha diz")
    valor: Valor = campo("Valor", mask="money")


class SerieUsada(Form):
    """An index or rate as it was used: by name, where it came from, and the SHA-256 of its file."""

    id: Texto = campo("Série")
    fonte: Texto = campo("Fonte")
    sha256: Sha256 = campo("SHA-256 do arquivo")


class MemoriaDoDebito(Form):
    """The whole computation. The total is the sum of its lines, to the cent."""

    politica: Texto = campo("Política de atualização", "A versão que o órgão adotou.", provision=DEC_167.art(101).id)
    situacao: Situacao = campo(
        "Início dos juros", widget="radio", opcoes={str(uma): dita for uma, dita in SITUACOES.items()},
        provision=DEC_167.art(101).id,
    )  # fmt: skip
    atualizado_ate: date = campo("Atualizado até")
    series: tuple[SerieUsada, ...] = campo("Índices e taxas usados")
    linhas: Annotated[tuple[Linha, ...], Field(min_length=1)] = campo("Linhas da memória de cálculo")
    total: Dinheiro = campo("Total do débito", mask="money")

    @model_validator(mode="after")
    def _a_soma_das_linhas(self) -> MemoriaDoDebito:
        if sum((linha.valor for linha in self.linhas), Decimal(0)) != self.total:
            raise PydanticCustomError("soma", "O total não é a soma das linhas")
        return self
