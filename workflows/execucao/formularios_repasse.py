"""The forms of arts. 36, § 4º, and 38 to 41: an instalment, the account it goes to, and its release."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.execucao.mudancas import ParcelaPrevista
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, Texto, campo, opcional


class PedidoDeRepasse(DaParceria):
    """Which instalment of which partnership, and what decides which doors it has to pass.

    `anterior_liberada_em` is the day on which the one before was credited; empty for the first.
    """

    parcela: ParcelaPrevista = campo("Parcela", provision=DEC_167.art(38).id)
    anterior_liberada_em: date | None = opcional(
        "Quando saiu a parcela anterior", "Em branco, se esta é a primeira.", provision=DEC_167.art(38, par=3).id
    )
    espera_projeto: bool = Field(
        default=False, title="O termo prende as parcelas da obra ao projeto executivo",
        json_schema_extra={"provision": DEC_167.art(33, par=3).id},
    )  # fmt: skip
    contas_por_trechos: bool = Field(
        default=False, title="O termo atrela as contas parciais à entrega de trechos",
        json_schema_extra={"provision": DEC_167.art(81).id},
    )  # fmt: skip


class Aplicacao(StrEnum):
    """Where money that is not being used is invested (art. 39, sole paragraph)."""

    POUPANCA = "poupanca"
    FUNDO_DE_CURTO_PRAZO = "fundo-de-curto-prazo"
    MERCADO_ABERTO = "mercado-aberto"


class ContaEspecifica(Form):
    """The account of the partnership, as the organisation tells of it."""

    banco: Texto = campo("Instituição financeira")
    agencia: Texto = campo("Agência", restrito=True)
    conta: Texto = campo("Conta", restrito=True)
    especifica: bool = campo("A conta é só desta parceria", provision=DEC_167.art(39).id)
    banco_publico: bool = campo("A instituição financeira é pública", provision=DEC_167.art(39).id)
    isenta_de_tarifas: bool = campo("A conta é isenta de tarifas", provision=DEC_167.art(39).id)
    aplicacao: Aplicacao = campo(
        "Aplicação automática do que não está em uso", widget="radio", provision=DEC_167.art(39, par="unico").id,
        opcoes={
            "poupanca": "Caderneta de poupança", "fundo-de-curto-prazo": "Fundo de curto prazo",
            "mercado-aberto": "Mercado aberto com lastro em títulos da dívida pública",
        },
    )  # fmt: skip
    registro_contabil: bool = campo(
        "Os recursos são contabilizados à parte, como vinculados ao plano de trabalho", provision=DEC_167.art(41).id
    )


class ProjetoExecutivo(Form):
    """The approval of the executive project (art. 33, § 3º)."""

    aprovado_em: date = campo("Data da aprovação do projeto executivo")
    ato: Texto = campo("Ato de aprovação", "Número e data.")


class AutorizacaoDoRepasse(Fundamentada):
    """The order to release, and when the expense it pays for is foreseen."""

    despesa_prevista_em: date = campo(
        "Data prevista da despesa", "A liberação é anterior a ela.", provision=DEC_167.art(38, par=1).id
    )


class ComprovanteDoCredito(Form):
    """The evidence of the bank that the money is in the account of the partnership."""

    creditado_em: date = campo("Data do crédito na conta específica", provision=DEC_167.art(39).id)
    valor: Dinheiro = campo("Valor creditado", mask="money")
    ordem_bancaria: Texto = campo("Ordem bancária", "Número e data.")


class Finalidade(StrEnum):
    """What balances and yields may be used for (art. 38, § 5º)."""

    ADEQUACAO = "adequacao"
    AMPLIACAO = "ampliacao"
    INFLACAO = "inflacao"


FINALIDADES = {
    "adequacao": "Adequar o objeto", "ampliacao": "Ampliar o objeto", "inflacao": "Fazer frente à inflação",
}  # fmt: skip


class PropostaDeUso(Form):
    """What the organisation proposes to do with balances and yields."""

    finalidade: Finalidade = campo("Para quê", widget="radio", provision=DEC_167.art(38, par=5).id, opcoes=FINALIDADES)
    valor: Dinheiro = campo("Valor", mask="money")
    justificativa: Annotated[str, Field(min_length=10, max_length=20_000)] = campo(
        "Interesse público e o que se fará", widget="textarea"
    )
