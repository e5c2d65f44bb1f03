"""The form of arts. 36, 37 and 81: the draft of the instrument, clause by clause, with what the decree bounds."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.kernel import Form
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, Texto, campo, opcional
from workflows.parcerias.posicao import AJUDA_DA_POSICAO, Posicao

Quantidade = Annotated[int, Field(ge=1, le=3650)]


class Clausula(StrEnum):
    """The eighteen essential clauses (art. 36), by their inciso."""

    OBJETO = "I"
    COMPROMISSOS = "II"
    REPASSE = "III"
    DESPESA = "IV"
    CONTRAPARTIDA = "V"
    VIGENCIA = "VI"
    CONTAS = "VII"
    MONITORAMENTO = "VIII"
    SALDOS = "IX"
    BENS = "X"
    ASSUNCAO = "XI"
    CONTA_BANCARIA = "XII"
    ACESSO = "XIII"
    RESCISAO = "XIV"
    GERENCIAMENTO = "XV"
    ENCARGOS = "XVI"
    PROPRIEDADE_INTELECTUAL = "XVII"
    FORO = "XVIII"

    @property
    def dispositivo(self) -> Provision:
        """The inciso that asks for it."""
        return DEC_167.art(36, inciso=self.value)


CLAUSULAS = {
    "I": "I - objeto", "II": "II - compromissos das partes", "III": "III - valor do repasse e desembolso",
    "IV": "IV - classificação da despesa, empenho e créditos futuros", "V": "V - contrapartida, ou que não há",
    "VI": "VI - vigência", "VII": "VII - prestação de contas", "VIII": "VIII - monitoramento e avaliação",
    "IX": "IX - devolução de saldos", "X": "X - titularidade dos bens", "XI": "XI - assunção do objeto pela SINFRA",
    "XII": "XII - conta bancária específica", "XIII": "XIII - livre acesso", "XIV": "XIV - rescisão",
    "XV": "XV - gerenciamento pela organização", "XVI": "XVI - encargos só da organização",
    "XVII": "XVII - propriedade intelectual", "XVIII": "XVIII - foro e tentativa administrativa",
}  # fmt: skip


class Titularidade(StrEnum):
    """Who owns what remains (art. 37)."""

    SINFRA = "sinfra"
    ORGANIZACAO = "organizacao"


class Contrapartida(Form):
    """Goods or services given by the organisation, measured (arts. 5, IX and X, and 36, § 3º)."""

    descricao: Texto = campo("Bens ou serviços")
    unidade: Texto = campo("Unidade de medida")
    quantidade: Annotated[int, Field(ge=1)] = campo("Quantidade")
    percentual: Annotated[int, Field(ge=1, le=100)] = campo("Percentual do valor da parceria")
    valor: Dinheiro = campo("Valor", mask="money")
    em_deposito: bool = Field(default=False, title="Exige depósito em dinheiro")


class TrechoDaObra(Form):
    """A fragment of the object that is delivered by itself (art. 81): its name, and how much of it there is."""

    nome: Texto = campo("Trecho")
    quantidade: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=3)] = campo("Quantidade")
    unidade: Annotated[str, Field(min_length=1, max_length=40)] = campo("Unidade", "Na pavimentação, km.")

    @property
    def extensao(self) -> str:
        """How much of it, as people write it: `12,5 km`."""
        return f"{format(self.quantidade.normalize(), 'f').replace('.', ',')} {self.unidade}"


class MinutaDoInstrumento(Form):
    """The draft: which clauses it has, and what those with numbers say."""

    clausulas: tuple[Clausula, ...] = campo("Cláusulas presentes", opcoes=CLAUSULAS, provision=DEC_167.art(36).id)
    plano_anexo: bool = campo("O plano de trabalho está anexo", provision=DEC_167.art(36, par=1).id)
    valor_do_repasse: Dinheiro = campo(
        "Valor total do repasse", mask="money", provision=Clausula.REPASSE.dispositivo.id
    )
    empenho: Texto = campo("Nota de empenho", "Número.", provision=Clausula.DESPESA.dispositivo.id)
    empenho_em: date = campo("Data da nota de empenho", provision=Clausula.DESPESA.dispositivo.id)
    contrapartida: Contrapartida | None = opcional(
        "Contrapartida, se exigida", provision=Clausula.CONTRAPARTIDA.dispositivo.id
    )
    vigencia_em_meses: Quantidade | None = opcional(
        "Vigência, em meses", "Até 120. Em branco, se a vigência é em dias.", provision=Clausula.VIGENCIA.dispositivo.id
    )
    vigencia_em_dias: Quantidade | None = opcional(
        "Vigência, em dias", "Na dispensa por urgência, até 180.", provision=DEC_167.art(23, inciso="I").id
    )
    admite_prorrogacao: bool = campo("Admite prorrogação excepcional", provision=Clausula.VIGENCIA.dispositivo.id)
    prorrogacao_no_edital: bool = Field(default=False, title="O edital autoriza expressamente a prorrogação")
    devolucao_em_dias: Quantidade = campo(
        "Dias para devolver saldos", "Trinta, improrrogáveis.", provision=Clausula.SALDOS.dispositivo.id
    )
    aviso_de_rescisao_em_dias: Quantidade = campo(
        "Dias de aviso na rescisão por desinteresse", "Ao menos sessenta.", provision=Clausula.RESCISAO.dispositivo.id
    )
    titularidade: Titularidade = campo(
        "Bens remanescentes ficam com", widget="radio", provision=DEC_167.art(37).id,
        opcoes={"sinfra": "A SINFRA", "organizacao": "A organização"},
    )  # fmt: skip
    clausula_do_dano: bool = Field(
        default=False, title="Rejeitadas as contas pelo bem, seu valor atualizado entra no dano",
        json_schema_extra={"provision": DEC_167.art(37, inciso="II", alinea="b").id},
    )  # fmt: skip
    compra_equipamentos: bool = campo("Há compra de equipamentos ou materiais permanentes")
    inalienabilidade: bool = Field(
        default=False, title="Equipamentos e materiais permanentes são inalienáveis",
        json_schema_extra={"provision": DEC_167.art(37, par=2).id},
    )  # fmt: skip
    clausula_suspensiva: bool = Field(
        default=False, title="As parcelas da obra esperam o projeto executivo",
        json_schema_extra={"provision": DEC_167.art(33, par=3).id},
    )  # fmt: skip
    preve_reajuste: bool = Field(
        default=False, title="Prevê reajuste por inflação, a pedido da organização",
        json_schema_extra={"provision": DEC_167.art(49, par=4).id},
    )  # fmt: skip
    contas_parciais_em_dias: Quantidade | None = opcional(
        "Intervalo próprio das contas parciais, em dias", "Em branco, vale o do decreto.",
        provision=DEC_167.art(81).id,
    )  # fmt: skip
    posicao: Posicao | None = opcional(
        "Onde fica o objeto, se tem lugar", AJUDA_DA_POSICAO, provision=Clausula.OBJETO.dispositivo.id
    )
    trechos: Annotated[tuple[TrechoDaObra, ...], Field(max_length=100)] = Field(
        default=(), title="Trechos cuja entrega abre as contas parciais",
        description="Na ordem em que serão entregues, como estão no projeto e no plano. Em branco, as contas seguem o "
        "intervalo.",
        json_schema_extra={"provision": DEC_167.art(81, par="unico").id},
    )  # fmt: skip


class JustificativaDosBens(Fundamentada):
    """Why it serves the public interest that the organisation keeps what remains (art. 37, II, a)."""
