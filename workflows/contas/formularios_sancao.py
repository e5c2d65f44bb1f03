"""The forms of a sanction: the facts, the notice, the defence, the decision, and the record of liability."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from workflows.contas.regras_sancao import ELEMENTOS, ESFERAS, SANCOES, Elemento, Esfera, Sancao
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional


class OrigemDaSancao(StrEnum):
    """What calls for it."""

    RECOMENDACAO = "recomendacao-do-gestor"
    EXECUCAO = "execucao-em-desacordo"


ORIGENS = {
    OrigemDaSancao.RECOMENDACAO: "Recomendação do Gestor, acolhida pelo Secretário (art. 84, § 2º, II)",
    OrigemDaSancao.EXECUCAO: "Execução em desacordo com o plano de trabalho e o decreto (art. 110)",
}


class PedidoDeSancao(DaParceria):
    """Of which partnership, by which facts; `defesa_ouvida_em`, where the defence was heard before the case began."""

    origem: OrigemDaSancao = campo(
        "O que a motiva", widget="radio", opcoes={str(uma): dita for uma, dita in ORIGENS.items()},
        provision=DEC_167.art(110).id,
    )  # fmt: skip
    fatos: TextoLongo = campo("Os fatos", "O que a organização fez ou deixou de fazer, e quando.", widget="textarea")
    defesa_ouvida_em: date | None = opcional(
        "Defesa já encerrada em", "Só se a organização já foi ouvida sobre estes fatos.",
        provision=DEC_167.art(84, par=2).id,
    )  # fmt: skip


class DefesaDaSancao(Form):
    """The organisation's defence."""

    razoes: TextoLongo = campo("Razões da defesa", widget="textarea", provision=DEC_167.art(84, par=2).id)


class DecisaoDaSancao(Fundamentada):
    """What the authority finds by art. 110, and the sanction, if any."""

    elemento: Elemento = campo(
        "Como a organização agiu", widget="radio", opcoes={str(um): dito for um, dito in ELEMENTOS.items()},
        provision=DEC_167.art(110).id,
    )  # fmt: skip
    contra_o_plano: bool = campo("Em desacordo com o plano de trabalho", provision=DEC_167.art(110).id)
    contra_o_decreto: bool = campo("Em desacordo com as normas do decreto", provision=DEC_167.art(110).id)
    dano_a_terceiros: bool = campo("Houve dano a terceiros", provision=DEC_167.art(110).id)
    esferas: tuple[Esfera, ...] = Field(
        default=(), title="Esferas em que responde",
        json_schema_extra={
            "opcoes": {str(uma): dita for uma, dita in ESFERAS.items()}, "provision": DEC_167.art(110).id,
        },
    )  # fmt: skip
    sancao: Sancao | None = opcional(
        "Sanção", "Só se a decisão aplica uma.", opcoes={str(uma): dita for uma, dita in SANCOES.items()},
        provision=DEC_167.art(84, par=2, inciso="II").id,
    )  # fmt: skip
    lei: Texto | None = opcional("Lei que dá a sanção", "Só para a que não é advertência.")
    ate: date | None = opcional("Último dia da sanção", "Só da que tem prazo.")
    ressalvas_consideradas: bool = Field(
        default=False, title="O registro de ressalvas da organização foi considerado",
        json_schema_extra={"provision": DEC_167.art(96, par="unico").id},
    )  # fmt: skip


class RegistroDaResponsabilidade(Fundamentada):
    """The record of the liability, and who outside the body was told where the organisation answers there."""

    comunicado_a: Texto | None = opcional(
        "Comunicado a", "Procuradoria, Ministério Público ou outro, com o número do ofício.",
        provision=DEC_167.art(110).id,
    )  # fmt: skip
