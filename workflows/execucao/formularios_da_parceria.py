"""The forms of a partnership as one long case: what it begins with, its calendar of disbursement, its balances."""

from datetime import date

from pydantic import Field, create_model

from workflows.execucao.formularios_alteracao import PedidoDeAlteracao
from workflows.execucao.formularios_fim import PedidoDeDenuncia, PedidoDeRescisao
from workflows.execucao.formularios_reajuste import PedidoDeReajuste
from workflows.execucao.formularios_repasse import FINALIDADES, Finalidade
from workflows.execucao.mudancas import ParcelaPrevista
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, campo, opcional
from workflows.parcerias.instrumento import InstrumentoEficaz


class ParcelaLiberada(Form):
    """An instalment that was released before the partnership was followed here."""

    dia: date = campo("Data do crédito")
    valor: Dinheiro = campo("Valor", mask="money")


class InstrumentoACumprir(Form):
    """An instrument that has effect, and its calendar of disbursement when it is known.

    For an instrument older than its case: what was released by then, and until when its accounts were presented.
    """

    instrumento: InstrumentoEficaz = campo("Instrumento eficaz", provision=DEC_167.art(36, par=2).id)
    parcelas: tuple[ParcelaPrevista, ...] = Field(
        default=(), title="Cronograma de desembolso", description="Em branco, ele é registrado no processo.",
        json_schema_extra={"provision": DEC_167.art(38).id},
    )  # fmt: skip
    liberadas: tuple[ParcelaLiberada, ...] = Field(default=(), title="Parcelas já liberadas, na ordem")
    contas_ate: date | None = opcional("Contas parciais já apresentadas até", provision=DEC_167.art(80).id)
    trechos_entregues: int = Field(
        default=0, ge=0, le=100, title="Quantos trechos já foram entregues, na ordem",
        json_schema_extra={"provision": DEC_167.art(81, par="unico").id},
    )  # fmt: skip
    so_projetos: bool = Field(
        default=False, title="A parceria é só para elaborar projetos",
        json_schema_extra={"provision": DEC_167.art(80, inciso="III").id},
    )  # fmt: skip
    tem_obra: bool = Field(
        default=True, title="Há obra, que ao fim se vistoria e aceita",
        json_schema_extra={"provision": DEC_167.art(89).id},
    )  # fmt: skip


class Cronograma(Form):
    """The calendar of disbursement, as the plan annexed to the instrument has it."""

    parcelas: tuple[ParcelaPrevista, ...] = Field(
        min_length=1, max_length=240, title="Parcelas", json_schema_extra={"provision": DEC_167.art(38).id}
    )


class DecisaoSobreSaldos(Fundamentada):
    """What is found of a proposal to use balances and yields (art. 38, § 5º)."""

    finalidade: Finalidade = campo("Para quê", widget="radio", opcoes=FINALIDADES)
    interesse_publico: bool = campo("Há interesse público comprovado", provision=DEC_167.art(38, par=5).id)
    regular: bool = campo("A organização está em plena regularidade", provision=DEC_167.art(38, par=5).id)


def _sem(pedido: type[Form], nome: str, *sabidos: str) -> type[Form]:
    campos = {um: (dado.annotation, dado) for um, dado in pedido.model_fields.items() if um not in sabidos}
    return create_model(nome, __base__=Form, __module__=__name__, **campos)  # type: ignore[call-overload, no-any-return]


PedidoDeMudanca = _sem(PedidoDeAlteracao, "PedidoDeMudanca", "parceria")
"""What is to change in this partnership: a request to alter, which need not say in which."""

ComunicacaoDeDenuncia = _sem(PedidoDeDenuncia, "ComunicacaoDeDenuncia", "parceria", "aviso_em_dias")
"""Who leaves this partnership: a denunciation, which need not say of which, nor after which notice."""

Descumprimento = _sem(PedidoDeRescisao, "Descumprimento", "parceria")
"""Which breach of this partnership may end it."""

SolicitacaoDeReajuste = _sem(PedidoDeReajuste, "SolicitacaoDeReajuste", "parceria", "sabido")
"""Why this partnership's value is to be adjusted for inflation: the rest is known of its instrument."""
