"""The forms of the bank reconciliation (art. 92, II): the statement line by line, yields, what the team concludes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from workflows.contas.regras_conciliacao import Conciliacao, Diferenca, Lancamento, Par, Por, Registrado
from workflows.execucao.formularios_monitoramento import Periodo
from workflows.execucao.razao import Natureza
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro, centavos
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional

LINHAS_NO_MAXIMO = 1500
INCISO = DEC_167.art(92, inciso="II")
EXTRATO = DEC_167.art(91, inciso="V")
DO_BANCO = "Como o banco escreve. Não aparece fora do processo."


def _move(valor: Decimal) -> Decimal:
    if not valor:
        raise PydanticCustomError("zero", "Um lançamento tem valor; tire as linhas de saldo")
    return valor


Movimentado = Annotated[Decimal, Field(max_digits=14, decimal_places=2), AfterValidator(_move)]


class PedidoDeConciliacao(Periodo):
    """Which partnership and days; which account, if known; how far a line may be from its payment."""

    conta: Texto | None = opcional(
        "Conta da parceria", "Com o dígito. Linha de outra conta é recusada.", provision=EXTRATO.id, restrito=True
    )
    tolerancia_em_dias: Annotated[int, Field(ge=0, le=10)] = Field(
        default=3, title="Dias entre o pagamento e o lançamento, no máximo",
        description="É da conferência, e não prazo da norma.", json_schema_extra={"provision": INCISO.id},
    )  # fmt: skip


class LinhaDoExtrato(Form):
    """One line of the statement. `valor` is below zero for what went out of the account."""

    data: date = campo("Data", provision=EXTRATO.id)
    historico: Texto | None = opcional("Histórico", DO_BANCO, restrito=True)
    documento: Texto | None = opcional("Documento", "O número que o banco dá.", restrito=True)
    identificador: Texto | None = opcional("Identificador", "O FITID, no OFX.", restrito=True)
    valor: Movimentado = campo("Valor", "Débito com sinal de menos.", mask="money", provision=INCISO.id)
    conta: Texto | None = opcional("Conta", restrito=True)

    @property
    def lancamento(self) -> Lancamento:
        """The line as the rules take it."""
        return Lancamento(
            dia=self.data, centavos=centavos(self.valor), historico=self.historico or "",
            documento=self.documento or "", identificador=self.identificador or "",
        )  # fmt: skip


class Rendimento(Form):
    """What the money of the account earned on one day."""

    data: date = campo("Data")
    valor: Dinheiro = campo("Valor", mask="money")

    @property
    def registrado(self) -> Registrado:
        """The yield as the rules take it."""
        return Registrado(
            dia=self.data, natureza=Natureza.RENDIMENTO, centavos=centavos(self.valor), historico="Rendimento declarado"
        )


class EnvioDoExtrato(Form):
    """The statement of the account, and the yields that whoever sends it declares."""

    linhas: Annotated[tuple[LinhaDoExtrato, ...], Field(max_length=LINHAS_NO_MAXIMO)] = Field(
        default=(), title="Extrato da conta",
        json_schema_extra={"provision": EXTRATO.id, "planilha": "enviado", "extrato": True},
    )  # fmt: skip
    rendimentos: Annotated[tuple[Rendimento, ...], Field(max_length=LINHAS_NO_MAXIMO)] = Field(
        default=(), title="Rendimentos da aplicação",
        json_schema_extra={"provision": DEC_167.art(91, inciso="I").id, "planilha": "enviado"},
    )  # fmt: skip


class ConferenciaDaConciliacao(Fundamentada):
    """What the team concludes of it."""

    explicacao: TextoLongo | None = opcional(
        "O que explica cada diferença", "Obrigatória para concluir pela correlação quando há diferenças.",
        widget="textarea", provision=INCISO.id,
    )  # fmt: skip


# -- The report ------------------------------------------------------------------------------------------------------
NATUREZAS = {
    Natureza.DESPESA: "Pagamento", Natureza.REPASSE: "Parcela", Natureza.RENDIMENTO: "Rendimento",
    Natureza.DEVOLUCAO: "Devolução",
}  # fmt: skip
POR = {Por.DOCUMENTO: "valor e documento", Por.DATA: "valor e data"}


class Correspondencia(Form):
    """A payment and its debit, or a credit and what it is."""

    registrado_em: date = campo("Registrado em")
    no_banco_em: date = campo("No banco em")
    o_que: Texto = campo("O que é")
    valor: Dinheiro = campo("Valor", mask="money")
    comprovante: Texto | None = opcional("Comprovante")
    por: Texto = campo("Pelo que se corresponde")


class SoNoBanco(Form):
    """A line of the statement without anything registered."""

    no_banco_em: date = campo("No banco em")
    movimento: Texto = campo("Movimento")
    valor: Dinheiro = campo("Valor", mask="money")
    historico: Texto | None = opcional("Histórico", restrito=True)


class SoNoRegistro(Form):
    """Something registered that the statement does not show."""

    registrado_em: date = campo("Registrado em")
    o_que: Texto = campo("O que é")
    valor: Dinheiro = campo("Valor", mask="money")
    comprovante: Texto | None = opcional("Comprovante")


class DiferencaVista(Form):
    """Two of those that look like one payment."""

    registrado_em: date = campo("Registrado em")
    no_banco_em: date = campo("No banco em")
    registrado: Dinheiro = campo("Valor registrado", mask="money")
    no_banco: Dinheiro = campo("Valor no banco", mask="money")


class RelatorioDeConciliacao(Form):
    """All that was laid side by side, what was concluded of it and why."""

    inicio: date = campo("Primeiro dia")
    fim: date = campo("Último dia")
    tolerancia: int = campo("Dias entre o pagamento e o lançamento, no máximo")
    debitos: Decimal = campo("Débitos no extrato", mask="money")
    creditos: Decimal = campo("Créditos no extrato", mask="money")
    saidas: Decimal = campo("Saídas registradas", mask="money")
    entradas: Decimal = campo("Entradas registradas", mask="money")
    conclusao: Texto = campo("Conclusão")
    motivo: TextoLongo = campo("Motivo", widget="textarea")
    explicacao: TextoLongo | None = opcional("O que explica as diferenças", widget="textarea")
    correspondencias: tuple[Correspondencia, ...] = Field(default=(), title="Correspondem")
    so_no_banco: tuple[SoNoBanco, ...] = Field(default=(), title="No extrato, sem registro")
    so_no_registro: tuple[SoNoRegistro, ...] = Field(default=(), title="No registro, sem lançamento no extrato")
    diferencas: tuple[DiferencaVista, ...] = Field(default=(), title="Diferenças a explicar")


def como_relatorio(feita: Conciliacao) -> dict[str, Any]:
    """What of the report follows from the reconciliation alone, as `issue` takes it."""
    return {
        "debitos": reais(feita.extrato.debitos), "creditos": reais(feita.extrato.creditos),
        "saidas": reais(feita.registros.debitos), "entradas": reais(feita.registros.creditos),
        "correspondencias": _ditas(map(_correspondencia, feita.pares)),
        "so_no_banco": _ditas(map(_so_no_banco, feita.sem_registro)),
        "so_no_registro": _ditas(map(_so_no_registro, feita.sem_lancamento)),
        "diferencas": _ditas(map(_diferenca, feita.diferencas)),
    }  # fmt: skip


def reais(quantia: int) -> Decimal:
    """Cents as an amount of a form."""
    return Decimal(quantia).scaleb(-2)


def _ditas(linhas: Iterable[Form]) -> list[dict[str, Any]]:
    return [uma.model_dump(mode="json", exclude_none=True) for uma in linhas]


def _correspondencia(par: Par) -> Form:
    um = par.registrado
    return Correspondencia(
        registrado_em=um.dia, no_banco_em=par.lancamento.dia, o_que=o_que(um), valor=reais(um.centavos),
        comprovante=um.documento or None, por=POR[par.por],
    )  # fmt: skip


def _so_no_banco(um: Lancamento) -> Form:
    movimento = "débito" if um.centavos < 0 else "crédito"
    return SoNoBanco(
        no_banco_em=um.dia, movimento=movimento, valor=reais(abs(um.centavos)), historico=um.historico or None
    )


def _so_no_registro(um: Registrado) -> Form:
    return SoNoRegistro(
        registrado_em=um.dia, o_que=o_que(um), valor=reais(um.centavos), comprovante=um.documento or None
    )


def _diferenca(uma: Diferenca) -> Form:
    return DiferencaVista(
        registrado_em=uma.registrado.dia, no_banco_em=uma.lancamento.dia, registrado=reais(uma.registrado.centavos),
        no_banco=reais(abs(uma.lancamento.centavos)),
    )  # fmt: skip


def o_que(um: Registrado) -> str:
    """What a registered line is, in words: "Pagamento: energia da base"."""
    return f"{NATUREZAS[um.natureza]}: {um.historico}"
