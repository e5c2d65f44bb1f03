"""The forms of arts. 83 to 92: the final accounts, what is asked and found of them, and both opinions."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from workflows.execucao.formularios_registro import DepoisDosRegistros
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Motivo, TextoLongo, campo

DiasDePrazo = Annotated[int, Field(ge=1, le=365)]


class PedidoDeContasFinais(DepoisDosRegistros):
    """Of which partnership, ended or about to end; what decides which documents its final accounts have."""

    so_projetos: bool = Field(
        default=False, title="A parceria é só para elaborar projetos",
        json_schema_extra={"provision": DEC_167.art(83, inciso="III").id},
    )  # fmt: skip
    tem_obra: bool = Field(
        default=True, title="Houve obra, que se vistoria e aceita", json_schema_extra={"provision": DEC_167.art(89).id}
    )


class ContasApresentadas(Form):
    """What the organisation says as it presents its final accounts; the six documents are attached."""

    metas: TextoLongo = campo(
        "O que foi cumprido de cada meta, e por que não, se não foi", widget="textarea",
        provision=DEC_167.art(83, inciso="I").id,
    )  # fmt: skip


class PedidoDeProrrogacao(Form):
    """A reasoned request for more time (art. 83, § 1º)."""

    dias: Annotated[int, Field(ge=1, le=30)] = campo("Quantos dias", "No máximo trinta.")
    justificativa: Motivo = campo("Justificativa", widget="textarea", provision=DEC_167.art(83, par=1).id)


class DecisaoDaProrrogacao(Fundamentada):
    """The answer to it."""

    dias: Annotated[int, Field(ge=0, le=30)] = campo("Dias concedidos", "Zero, se não prorroga.")


class NotificacaoDeOmissao(Fundamentada):
    """The Gestor's notice to whoever did not present accounts; fifteen days run from its delivery."""

    entregue_em: date = campo(
        "Entregue à organização em", "Os quinze dias correm deste dia.", provision=DEC_167.art(83, par=2).id
    )


class ParecerPreliminar(Fundamentada):
    """The preliminary opinion, which notifies the organisation; the notice says in how many days to answer."""

    entregue_em: date = campo("Entregue à organização em", provision=DEC_167.art(91).id)
    prazo_em_dias: DiasDePrazo = campo(
        "Prazo para o relatório, em dias", "O decreto não dá número; a notificação o fixa.",
        provision=DEC_167.art(91).id,
    )  # fmt: skip
    tem_bens: bool = campo("Houve bens adquiridos ou produzidos", provision=DEC_167.art(91, inciso="IV").id)
    tem_saldo: bool = campo("Houve saldo a devolver", provision=DEC_167.art(91, inciso="VI").id)
    tem_rateio: bool = campo("Algum item foi pago em proporção", provision=DEC_167.art(91, inciso="VII").id)


class RelatorioFinanceiro(Form):
    """The organisation's own account of the money; its documents are attached."""

    resumo: TextoLongo = campo("Receitas, rendimentos e despesas, em resumo", widget="textarea")


class AnaliseFinanceira(Fundamentada):
    """What the team found (art. 92): conformity with the plan, and whether each payment is a debit of the account."""

    despesas_conformes: bool = campo(
        "As despesas são as do plano de trabalho", provision=DEC_167.art(92, inciso="I").id
    )
    conciliada: bool = campo(
        "Cada pagamento corresponde a um débito na conta, e cada débito a um pagamento",
        provision=DEC_167.art(92, inciso="II").id,
    )  # fmt: skip


class TermoDeAceitacao(Fundamentada):
    """What the inspection on site came to (art. 89)."""

    vistoria_em: date = campo("Data da vistoria", provision=DEC_167.art(89).id)
