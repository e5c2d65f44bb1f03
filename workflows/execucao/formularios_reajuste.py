"""The forms of art. 49, §§ 4º and 5º: the adjustment for inflation that is asked for, and what is found of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.execucao.formularios_alteracao import Apostila
from workflows.execucao.mudancas import AumentoDeParcela, ParcelaPrevista
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, Motivo, campo, opcional

PAR_4, PAR_5 = DEC_167.art(49, par=4), DEC_167.art(49, par=5)


class Indice(StrEnum):
    """The two indices of the decree."""

    FGV = "fgv-obras-rodoviarias"
    IPCA = "ipca"


class DoInstrumento(Form):
    """What a partnership knows of itself: when its plan was approved, and its calendar of disbursement."""

    plano_aprovado_em: date = campo("Dia da aprovação do plano de trabalho", provision=PAR_4.id)
    parcelas: tuple[ParcelaPrevista, ...] = Field(
        title="Cronograma de desembolso", json_schema_extra={"provision": DEC_167.art(38).id}
    )


class PedidoDeReajuste(DaParceria):
    """Why the organisation asks for it."""

    motivo: Motivo = campo("Motivo", "A solicitação é fundamentada.", widget="textarea", provision=PAR_4.id)
    sabido: DoInstrumento | None = opcional(
        "O que a parceria sabe do instrumento", "Em branco, quem examina o confere.", provision=PAR_4.id
    )


class ApostilaDoReajuste(Apostila):
    """The certificate of a new value, and by how much the instalments to come grow for it."""

    aumentos: tuple[AumentoDeParcela, ...] = Field(
        min_length=1, max_length=240, title="Quanto cresce cada parcela por vir",
        description="Somam o aporte. Uma parcela nova leva o número que vem depois da última, e a sua data.",
        json_schema_extra={"provision": DEC_167.art(36, inciso="III").id},
    )  # fmt: skip


class ExameDoReajuste(Fundamentada):
    """Whether it is due, by which index, on what, and what the yields already cover."""

    previsto: bool = campo("O instrumento prevê o reajuste", provision=PAR_4.id)
    plano_aprovado_em: date = campo("Dia da aprovação do plano de trabalho", provision=PAR_4.id)
    obra_rodoviaria: bool = campo("É obra rodoviária", provision=PAR_4.id)
    indice: Indice = campo("Índice", widget="radio", provision=PAR_4.id, opcoes={
        "fgv-obras-rodoviarias": "Reajustamento de obras rodoviárias, da FGV", "ipca": "IPCA, do IBGE",
    })  # fmt: skip
    base: Dinheiro = campo("Valor que se reajusta", "O que ainda não foi executado.", mask="money", provision=PAR_4.id)
    variacao: Annotated[Decimal, Field(gt=0, le=1000, decimal_places=4)] = campo(
        "Variação do índice, em por cento", "Até quatro casas, com a memória de cálculo anexa.", provision=PAR_4.id
    )
    rendimentos: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)] = campo(
        "Rendimentos que se podem usar", mask="money", provision=PAR_5.id
    )
    esclarecer: Annotated[str, Field(max_length=4000)] | None = opcional(
        "O que a organização precisa esclarecer", widget="textarea", provision=DEC_167.art(49, par=2).id
    )
    prazo_em_dias: Annotated[int, Field(ge=1, le=365)] | None = opcional(
        "Dias para esclarecer", "Em branco, vale o prazo geral, se houver.", provision=DEC_167.art(49, par=2).id
    )
