"""The forms of arts. 80 and 84 to 87: what is presented, notified, answered, examined and decided."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from workflows.contas.regras_contas_parciais import CUMPRIMENTOS, PROVIDENCIAS, Cumprimento, Providencia
from workflows.execucao.formularios_monitoramento import Periodo
from workflows.execucao.formularios_trechos import TrechoEntregue
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional

Dias = Annotated[int, Field(ge=1, le=365)]
Providencias = Annotated[tuple[Providencia, ...], Field(max_length=4)]


def _sim(titulo: str, ajuda: str, dispositivo: str, padrao: bool) -> Any:
    return Field(default=padrao, title=titulo, description=ajuda, json_schema_extra={"provision": dispositivo})


def _marcaveis(titulo: str, ajuda: str) -> Any:
    dicas: dict[str, Any] = {"opcoes": PROVIDENCIAS, "provision": DEC_167.art(84, par=2).id}
    return Field(default=(), title=titulo, description=ajuda, json_schema_extra=dicas)


class PeriodoDeContas(Periodo):
    """Which accounts: their number in the partnership, their period, and what the partnership is of.

    The case begins during the period, or on the day after it.
    """

    numero: Annotated[int, Field(ge=1, le=1000)] = campo("Número das contas parciais")
    encerra_exercicio: bool = _sim(
        "O período encerra o exercício", "As contas do fim do exercício e as do período são então as mesmas.",
        DEC_167.art(80).id, padrao=False,
    )  # fmt: skip
    so_projetos: bool = _sim(
        "A parceria é só para elaborar projetos", "Sem relatório fotográfico.",
        DEC_167.art(80, inciso="III").id, padrao=False,
    )  # fmt: skip
    tem_contrapartida: bool = _sim(
        "Há contrapartida no plano de trabalho", "Sem ela não há o que comprovar.",
        DEC_167.art(80, inciso="IV").id, padrao=True,
    )  # fmt: skip
    trechos: Annotated[tuple[TrechoEntregue, ...], Field(max_length=100)] = Field(
        default=(), title="Trechos entregues no período", description="Só se o termo atrela as contas à entrega deles.",
        json_schema_extra={"provision": DEC_167.art(81).id},
    )  # fmt: skip


class Apresentacao(Form):
    """What goes with the five documents of art. 80."""

    resumo: TextoLongo = campo(
        "Ações desenvolvidas e metas alcançadas", "O que o Relatório de Cumprimento Parcial mostra, em resumo.",
        widget="textarea", provision=DEC_167.art(78, inciso="II").id,
    )  # fmt: skip
    inclui_executantes: bool = Field(
        default=False, title="Inclui o que as executantes da rede realizaram",
        json_schema_extra={"provision": DEC_167.art(79).id},
    )  # fmt: skip


class NotificacaoEntregue(Fundamentada):
    """A notice, and the day on which it reached the organisation: its term runs from that day."""

    entregue_em: date = campo("Entregue em", "O dia em que a organização recebeu. O prazo conta dele.")
    como: Texto = campo("Como foi entregue", "Com o comprovante: aviso de recebimento, recibo, mensagem.")


class NotificacaoParaDefesa(NotificacaoEntregue):
    """The same, with the days to defend oneself where no act of the body fixes them."""

    prazo_em_dias: Dias | None = opcional("Prazo da defesa, em dias", "Só se nenhum ato do órgão o fixa.")


class Advertencia(Fundamentada):
    """The warning, and what the organisation said to the notice, if anything."""

    alegacao: TextoLongo | None = opcional("O que a organização alegou", widget="textarea")


class AnaliseSimplificada(Fundamentada):
    """The simplified analysis, which looks at the goals."""

    cumprimento: Cumprimento = campo(
        "Objeto e metas do período", widget="radio", opcoes=CUMPRIMENTOS, provision=DEC_167.art(85).id
    )
    indicio: bool = campo("Há indício de irregularidade", provision=DEC_167.art(84, par=1).id)


class Opcao(Fundamentada):
    """What the organisation chose, and which documents of the financial report there are in its case."""

    ha_bens: bool = Field(
        default=False, title="Houve bens adquiridos, produzidos, construídos ou transformados",
        json_schema_extra={"provision": DEC_167.art(86, inciso="IV").id},
    )  # fmt: skip
    ha_saldo_devolvido: bool = Field(
        default=False, title="Houve devolução de saldo remanescente",
        json_schema_extra={"provision": DEC_167.art(86, inciso="VI").id},
    )  # fmt: skip
    ha_rateio: bool = Field(
        default=False, title="Algum item foi pago só em parte com a parceria",
        json_schema_extra={"provision": DEC_167.art(86, inciso="VII").id},
    )  # fmt: skip


class AvaliacaoDaResposta(Fundamentada):
    """What the Gestor makes of the answer, with the term to put right where one is fixed."""

    prazo_em_dias: Dias | None = opcional(
        "Prazo para sanar, em dias", "Compatível com a complexidade.", provision=DEC_167.art(84, par=1, inciso="I").id
    )
    entregue_em: date | None = opcional("Notificação entregue em", "Se há prazo: ele conta deste dia.")


class AnaliseFinanceira(Fundamentada):
    """Whether what was paid is what the work plan foresees."""

    despesas_conformes: bool = campo("As despesas estão conformes ao plano de trabalho", provision=DEC_167.art(87).id)
    divergencias: TextoLongo | None = opcional("Despesas que divergem", widget="textarea")


class Recomendacao(Fundamentada):
    """The measures that the Gestor recommends to the Secretário."""

    providencias: Providencias = _marcaveis("Providências", "Nenhuma, se nada recomenda.")


class ParecerConclusivo(Fundamentada):
    """The Gestor's conclusive opinion, which rests on the technical report."""

    cumprimento: Cumprimento = campo(
        "Conclusão sobre o objeto", widget="radio", opcoes=CUMPRIMENTOS, provision=DEC_167.art(85).id
    )


class Decisao(Fundamentada):
    """The Secretário's decision, with the measures ordered."""

    providencias: Providencias = _marcaveis("Providências", "Só as recomendadas, sobre as quais houve defesa.")


class RecursoDasContasParciais(Form):
    """An appeal against the decision on partial accounts: what was decided, who appeals, when it came, and why."""

    decisao: Texto = campo("Decisão recorrida")
    recorrente: Texto = campo("Quem recorre")
    recebido_em: date = campo("Recebido em")
    razoes: TextoLongo = campo("Razões do recurso", widget="textarea", provision=DEC_167.art(97).id)
