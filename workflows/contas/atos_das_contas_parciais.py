"""The acts of arts. 78 to 81: the partial accounts presented, and what follows while they are not."""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.contas.formularios_contas_parciais import Advertencia, Apresentacao, NotificacaoEntregue
from workflows.contas.regras_contas_parciais import ja_devidas
from workflows.execucao.agentes_da_parceria import pela_chefia
from workflows.kernel import Deadline, Decision, Event, Gate, HumanTask, Notice, Outcome, Requirement, exige
from workflows.kernel.roles import GESTAO, GESTOR_DA_PARCERIA, INTEGRACAO, OSC, SECRETARIO
from workflows.norms import DEC_167, Param, Provision
from workflows.parcerias.formularios import Fundamentada

ART_80 = DEC_167.art(80)
OMISSAO = DEC_167.art(80, par="unico")

# -- Art. 80, caput: ao fim de cada período -----------------------------------------------------------------------
PRAZO_POR_ATO = Param("prazo_envio_pc_parcial_dias")
SEM_ATO_EM_DIAS = 1
"""The decree says "ao fim de cada 90 dias" and no more: without an act they are due on the first day after them."""

PRAZO = Deadline(
    id="contas-parciais.prazo", title="apresentação das contas parciais", provision=ART_80,
    duties=("PCP-02", "R-080-90D", "R-080-YEAR", "R-081"), parameter=PRAZO_POR_ATO, nature=Nature.ADMINISTRATIVE,
    counting=Counting.MATERIAL, binds=Binds.PARTICULAR, reminders=(15, 5, 1),
    on_lapse="as contas continuam devidas e o Gestor notifica a organização (art. 80, parágrafo único)",
)  # fmt: skip


def _documento(nome: str, titulo: str, dispositivo: Provision) -> Requirement:
    return Requirement(id=f"contas-parciais.{nome}", title=titulo, provision=dispositivo, document=True)


FOTOS = _documento("fotos", "o Relatório Fotográfico e Georreferenciamento", DEC_167.art(80, inciso="III"))
CONTRAPARTIDA = _documento(
    "contrapartida", "o Comprovante de Execução Física da Contrapartida", DEC_167.art(80, inciso="IV")
)
DOCUMENTOS = Gate(
    id="contas-parciais.documentos", title="os documentos das contas parciais", provision=ART_80,
    duties=("R-080-DOCS",),
    requirements=(
        _documento("cumprimento", "o Relatório de Cumprimento Parcial do Objeto", DEC_167.art(80, inciso="I")),
        _documento("execucao", "o Comprovante de Execução Física", DEC_167.art(80, inciso="II")),
        FOTOS,
        CONTRAPARTIDA,
        _documento("extrato", "o Extrato Consolidado da Conta Corrente", DEC_167.art(80, inciso="V")),
    ),
)  # fmt: skip


def _ao_fim_do_periodo(caso: Any, _outcome: str, _form: Apresentacao) -> None:
    fim = caso.input.fim
    exige(ja_devidas(caso.today, fim), ART_80, f"O período vai até {fim:%d/%m/%Y}; apresente as contas ao fim dele.")


APRESENTAR = HumanTask(
    id="contas-parciais.apresentacao", title="Apresentar a prestação de contas parcial", provision=ART_80,
    duties=("PCP-02", "R-080-DOCS"), role=OSC, form=Apresentacao, outcomes=(Outcome("apresentada", "Apresentada"),),
    within=PRAZO, gate=DOCUMENTOS, check=_ao_fim_do_periodo, action="Apresentar as contas",
    instructions="Anexe cada documento no lugar que o pede. Na rede, a celebrante presta contas também pelas "
    "executantes (art. 79). Mesmo em atraso as contas podem e devem ser apresentadas.",
    then="o Gestor analisa as contas, com foco no alcance das metas",
)  # fmt: skip

# -- Art. 80, parágrafo único: omissão ----------------------------------------------------------------------------


def entregue(caso: Any, form: NotificacaoEntregue, dispositivo: Provision) -> None:
    """Refuse, by `dispositivo`, a notice whose delivery has not happened or was before the case began."""
    ainda = "A data da entrega ainda não chegou; registre-a quando a organização tiver recebido."
    exige(form.entregue_em <= caso.today, dispositivo, ainda, "entregue_em")
    antes = "A entrega não pode ser de antes do que a notificação trata."
    exige(form.entregue_em >= caso.notificavel_desde, dispositivo, antes, "entregue_em")


def _da_omissao(caso: Any, _outcome: str, form: NotificacaoEntregue) -> None:
    entregue(caso, form, OMISSAO)


NOTIFICAR_OMISSAO = HumanTask(
    id="contas-parciais.notificacao-da-omissao", title="Notificar a organização da omissão", provision=OMISSAO,
    duties=("PCP-03",), role=GESTOR_DA_PARCERIA, form=NotificacaoEntregue, outcomes=(Outcome("entregue", "Entregue"),),
    check=_da_omissao, action="Registrar a entrega",
    instructions="Dê quinze dias e diga o que se segue: advertência e suspensão das parcelas seguintes.",
    then="correm quinze dias, contados da entrega",
)  # fmt: skip
NOTIFICAR_OMISSAO_PELA_CHEFIA = pela_chefia(NOTIFICAR_OMISSAO)

PRAZO_DA_NOTIFICACAO = Deadline(
    id="contas-parciais.prazo-da-notificacao", title="apresentação das contas depois da notificação",
    provision=OMISSAO, duties=("PCP-04", "R-080-15D"), budget=dias(15), nature=Nature.ADMINISTRATIVE,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, reminders=(5, 1),
    on_lapse="aplica-se advertência e as parcelas seguintes ficam suspensas até a apresentação",
)  # fmt: skip

ADVERTIR = Decision(
    id="contas-parciais.advertencia", title="Aplicar a advertência pela omissão",
    provision=DEC_167.art(80, par="unico", inciso="I"), duties=("PCP-05",), role=SECRETARIO,
    authority=Param("autoridade_advertencia"), form=Advertencia, outcomes=(Outcome("aplicada", "Aplicada"),),
    action="Assinar a advertência",
    instructions="O prazo da notificação terminou sem as contas. As parcelas seguintes já estão suspensas.",
    then="as contas continuam devidas, e a suspensão dura até que sejam apresentadas",
)  # fmt: skip

AVISO_DE_NOTIFICACAO = Notice(
    id="contas-parciais.aviso-de-notificacao", title="Apresente as contas parciais em quinze dias", provision=OMISSAO,
    body="A organização foi notificada em {dia:%d/%m/%Y} de que não apresentou as contas parciais nº {numero}. O prazo "
    "e o que se segue estão no processo.",
)  # fmt: skip
AVISO_DE_SUSPENSAO = Notice(
    id="contas-parciais.aviso-de-suspensao", title="As parcelas seguintes foram suspensas", duties=("PCP-05",),
    provision=DEC_167.art(80, par="unico", inciso="II"),
    body="As contas parciais nº {numero} não foram apresentadas no prazo da notificação. A liberação das parcelas "
    "seguintes fica suspensa até que o sejam.",
)  # fmt: skip

TERMINO = Event(
    id="contas-parciais.termino", title="término da parceria sem as contas parciais", provision=DEC_167.art(83),
    who=(GESTAO, INTEGRACAO), form=Fundamentada,
    instructions="A parceria terminou: o período entra na prestação de contas final. A suspensão não se levanta.",
)  # fmt: skip
