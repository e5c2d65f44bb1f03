"""The forms of arts. 94 to 99: what is judged, the decision, the appeal, and what is asked once it is final."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.contas.regras_contas import FUNDAMENTOS, PECAS, Fundamento, Peca
from workflows.execucao.formularios_registro import DepoisDosRegistros
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional

DiasDePrazo = Annotated[int, Field(ge=1, le=365)]


class PedidoDeJulgamento(DepoisDosRegistros):
    """The accounts to be judged, as the case of the final accounts reports them.

    `apreciar_ate` is the last day of art. 88, extensions included. Omitted accounts have no day and no opinion.
    """

    omissas: bool = campo("As contas não foram apresentadas", provision=DEC_167.art(95, par="unico", inciso="I").id)
    apresentadas_em: date | None = opcional("Apresentadas em", provision=DEC_167.art(88).id)
    apreciar_ate: date | None = opcional("Último dia da apreciação", provision=DEC_167.art(88).id)
    parecer_favoravel: bool | None = opcional("O parecer conclusivo é favorável", provision=DEC_167.art(94).id)

    @model_validator(mode="after")
    def _apresentadas_ou_omissas(self) -> PedidoDeJulgamento:
        if self.omissas is not (self.apresentadas_em is None) or self.omissas is not (self.parecer_favoravel is None):
            raise PydanticCustomError(
                "omissas", "Contas apresentadas têm o dia da apresentação e parecer; as omissas, não"
            )
        return self


class Julgamento(Fundamentada):
    """The decision on the accounts, with what it considered and, of a rejection, why (arts. 94 and 95)."""

    consideradas: tuple[Peca, ...] = campo(
        "Peças consideradas", "As três, salvo o parecer quando as contas foram omitidas.",
        opcoes={str(uma): titulo for uma, titulo in PECAS.items()}, provision=DEC_167.art(94).id,
    )  # fmt: skip
    fundamentos: tuple[Fundamento, ...] = Field(
        default=(), title="Fundamentos da rejeição, se comprovados",
        json_schema_extra={
            "opcoes": {str(um): titulo for um, titulo in FUNDAMENTOS.items()},
            "provision": DEC_167.art(95, par="unico").id,
        },
    )  # fmt: skip
    ressalvas: Annotated[str, Field(max_length=20_000)] | None = opcional(
        "Causas das ressalvas", widget="textarea", provision=DEC_167.art(98, inciso="I").id
    )
    devolucao_integral: bool = Field(
        default=False, title="A decisão é pela devolução integral dos recursos",
        json_schema_extra={"provision": DEC_167.art(98, par=2, inciso="I").id},
    )  # fmt: skip
    dolo_ou_fraude: bool = Field(
        default=False, title="O parecer ou a decisão aponta dolo ou fraude",
        json_schema_extra={"provision": DEC_167.art(98, par=2, inciso="II").id},
    )  # fmt: skip


class Delegado(Fundamentada):
    """Which agent, directly below the Secretary, judges by delegation (art. 94)."""

    pessoa: Texto = campo("Usuário no Tramita", pessoa=True, provision=DEC_167.art(94).id)


class NotificacaoDaDecisao(Form):
    """When the organisation was told of the decision; the fifteen days of the appeal run from it."""

    entregue_em: date = campo("Entregue à organização em", provision=DEC_167.art(97).id)


class RecursoDasContas(Form):
    """An appeal against the judgment: what was decided, who appeals, when it came, why, and who decided."""

    decisao: Texto = campo("Decisão recorrida")
    recorrente: Texto = campo("Quem recorre")
    recebido_em: date = campo("Recebido em")
    razoes: TextoLongo = campo("Razões do recurso", widget="textarea")
    julgador: str = Field(default="", title="Quem julgou por delegação, se foi o caso")


class RazoesDoRecurso(Form):
    """Why the organisation appeals."""

    razoes: TextoLongo = campo("Razões do recurso", widget="textarea", provision=DEC_167.art(97).id)


class NotificacaoComPrazo(Fundamentada):
    """A notice that fixes in how many days to answer it, counted from its delivery."""

    entregue_em: date = campo("Entregue à organização em")
    prazo_em_dias: DiasDePrazo = campo("Prazo, em dias", "O decreto não dá número; a notificação o fixa.")


class NotificacaoDoDebito(NotificacaoComPrazo):
    """The notice of art. 98, II, with what is owed as its memória de cálculo says."""

    debito: Dinheiro = campo(
        "Débito apurado", "O total da memória de cálculo, que vai anexa.", mask="money",
        provision=DEC_167.art(98, inciso="II", alinea="a").id,
    )  # fmt: skip


class Defesa(Form):
    """The organisation's defence before the rejection is registered (art. 99)."""

    razoes: TextoLongo = campo("Razões da defesa", widget="textarea", provision=DEC_167.art(99).id)


class Devolucao(Form):
    """What the organisation says it returned, with the proof attached; nothing, if it proposes actions."""

    valor: Dinheiro | None = opcional(
        "Valor devolvido", mask="money", provision=DEC_167.art(98, inciso="II", alinea="a").id
    )
    devolvido_em: date | None = opcional("Devolvido em", provision=DEC_167.art(98, inciso="II", alinea="a").id)
