"""Art. 101: the facts that a person states of a debt, and the memória de cálculo that is made of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.contas.politicas_debito import POLITICAS
from workflows.kernel import Form
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Texto, campo, opcional

Valor = Annotated[Decimal, Field(max_digits=16, decimal_places=2)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
ATE_CEM = 100


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


class Parcela(Form):
    """A part of the principal: what it is, how much, and the day from which it is owed (of a release: that day)."""

    texto: Texto = campo("O que é", "Como “Primeira liberação” ou “Despesas glosadas”.")
    valor: Dinheiro = campo("Valor original", mask="money")
    desde: date = campo("Devido desde", "De um repasse, o dia da liberação.")


class Deducao(Form):
    """What was already given back or does not count any more, by which act or provision, and from which day."""

    texto: Texto = campo("O que se deduz", "Como “Devolução parcial” ou “Glosa afastada”.")
    valor: Dinheiro = campo("Valor", mask="money")
    desde: date = campo("Em", "O dia em que o valor voltou ou deixou de ser devido.")
    fundamento: Texto = campo("Fundamento", "O dispositivo, o ato ou o comprovante.")


class Inercia(Form):
    """Days of the administration's inertia, both included: from the day after the last of art. 88 to the judgment."""

    de: date = campo("De")
    ate: date = campo("Até")

    @model_validator(mode="after")
    def _na_ordem(self) -> Inercia:
        if self.ate < self.de:
            raise PydanticCustomError("inercia", "O período termina antes de começar")
        return self


class CasoDeDebito(Form):
    """The facts of one debt: what art. 101 asks to know, and the day to which it is updated."""

    situacao: Situacao = campo(
        "Início dos juros", widget="radio", opcoes={str(uma): dita for uma, dita in SITUACOES.items()},
        provision=DEC_167.art(101).id,
    )  # fmt: skip
    obra_rodoviaria: bool = campo(
        "O débito é de obra rodoviária", "Define o índice: o de obras rodoviárias da FGV; nos demais casos, o IPCA.",
        provision=DEC_167.art(101).id,
    )  # fmt: skip
    politica: Texto = campo(
        "Política de atualização", "Se um ato do órgão adotou uma, é ela.", widget="radio",
        opcoes={uma.id: uma.titulo for uma in POLITICAS.values()}, provision=DEC_167.art(101).id,
    )  # fmt: skip
    parcelas: Annotated[tuple[Parcela, ...], Field(min_length=1, max_length=ATE_CEM)] = campo("Valores originais")
    deducoes: Annotated[tuple[Deducao, ...], Field(max_length=ATE_CEM)] = Field(default=(), title="Deduções")
    prazo_da_notificacao: date | None = opcional(
        "Último dia do prazo da notificação", "Só se a organização foi notificada durante a execução.",
        provision=DEC_167.art(101, inciso="II", alinea="a").id,
    )  # fmt: skip
    fim_da_execucao: date | None = opcional(
        "Último dia da execução", "Só sem notificação.", provision=DEC_167.art(101, inciso="II", alinea="b").id
    )
    inercia: Annotated[tuple[Inercia, ...], Field(max_length=ATE_CEM)] = Field(
        default=(), title="Outros períodos de inércia da SINFRA",
        description="Na análise das contas. O que o próprio processo sabe já está contado.",
        json_schema_extra={"provision": DEC_167.art(101, inciso="II", alinea="b").id},
    )  # fmt: skip
    atualizado_ate: date = campo("Atualizar até")

    @model_validator(mode="after")
    def _coerente(self) -> CasoDeDebito:
        if self.politica not in POLITICAS:
            raise PydanticCustomError("politica", "A política é uma das que o órgão pode adotar")
        falta = {
            Situacao.NOTIFICADA: self.prazo_da_notificacao is None,
            Situacao.SEM_NOTIFICACAO: self.fim_da_execucao is None,
        }.get(self.situacao, False)
        if falta:
            raise PydanticCustomError("inicio", "Falta o dia de que correm os juros")
        dias = (*(uma.desde for uma in self.parcelas), *(uma.desde for uma in self.deducoes))
        if any(dia > self.atualizado_ate for dia in dias):
            raise PydanticCustomError("parcela", "Uma parcela é posterior ao dia da atualização")
        if any(self._excede(uma.desde) for uma in self.deducoes):
            raise PydanticCustomError("deducao", "Deduz-se mais do que já era devido nesse dia")
        return self

    def _excede(self, dia: date) -> bool:
        deduzido = sum((uma.valor for uma in self.deducoes if uma.desde <= dia), Decimal(0))
        return deduzido > sum((uma.valor for uma in self.parcelas if uma.desde <= dia), Decimal(0))

    def inicio_dos_juros(self, desde: date) -> date:
        """Art. 101, I and II: the day after which interest runs on what is owed since a day."""
        if self.situacao is Situacao.DOLO:
            return desde
        fixo = self.prazo_da_notificacao if self.situacao is Situacao.NOTIFICADA else self.fim_da_execucao
        assert fixo is not None
        return max(fixo, desde)

    def subtrai(self, dia: date) -> bool:
        """Art. 101, I and II, b: inertia is subtracted only without intent and without a notice."""
        conta = self.situacao is Situacao.SEM_NOTIFICACAO
        return conta and any(uma.de <= dia <= uma.ate for uma in self.inercia)


class Linha(Form):
    """One line of the memória; its value is negative where something is subtracted."""

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
