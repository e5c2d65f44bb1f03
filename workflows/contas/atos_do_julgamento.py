"""The acts of arts. 94 to 97: the accounts are judged, the organisation is told, and may appeal."""

from dataclasses import replace
from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.contas.formularios_julgamento import (
    Delegado,
    Julgamento,
    NotificacaoDaDecisao,
    RazoesDoRecurso,
)
from workflows.contas.recurso_das_contas import RecursoDoJulgamento
from workflows.contas.regras_contas import (
    PECAS,
    PRAZO_DO_RECURSO_EM_DIAS,
    obices_do_julgamento,
    pecas_que_faltam,
)
from workflows.kernel import Deadline, Decision, Event, HumanTask, Notice, Outcome, exige, veda
from workflows.kernel.appeal import AppealRule
from workflows.kernel.roles import AREA_TECNICA, AUTORIDADE_DESIGNADA, GESTAO, OSC, SECRETARIO
from workflows.norms import DEC_167, Param

# -- Art. 88: o prazo da apreciação vai até o julgamento ---------------------------------------------------------------
PRAZO_DA_APRECIACAO = Deadline(
    id="julgamento.prazo-da-apreciacao", title="apreciação das contas finais", provision=DEC_167.art(88),
    nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL, binds=Binds.ADMINISTRACAO, escalations=(1, 30),
    escalates_to=GESTAO, extendable=DEC_167.art(88, par=1), reminders=(10, 2),
    on_lapse="o julgamento continua devido, nada se aprova e a organização pode celebrar outras parcerias",
)  # fmt: skip

# -- Arts. 94 e 95: julgamento -----------------------------------------------------------------------------------------
DELEGACAO = Param("delegacao_julgamento")

DELEGAR = HumanTask(
    id="julgamento.delegacao", title="Dizer quem julga as contas por delegação", provision=DEC_167.art(94),
    role=SECRETARIO, form=Delegado, outcomes=(Outcome("delegado", "Julga o indicado"),), action="Assinar a delegação",
    instructions="Só agente público diretamente subordinado ao Secretário.", then="o indicado julga as contas",
)  # fmt: skip

APROVAR = Outcome("aprovar", "Aprovar", "Dá quitação à organização (art. 96).")
RESSALVAR = Outcome("aprovar-com-ressalvas", "Aprovar com ressalvas", "Dá quitação; as causas ficam registradas.")
REJEITAR = Outcome("rejeitar", "Rejeitar", "Pelos fundamentos do art. 95; abre-se tomada de contas especial.")


def _como_a_lei(caso: Any, outcome: str, julgado: Julgamento) -> None:
    omissas = caso.input.omissas
    for falta in pecas_que_faltam(julgado.consideradas, omissas=omissas):
        veda(falta.dispositivo, f"O julgamento também considera: {PECAS[falta]}.", "consideradas")
    obices = obices_do_julgamento(
        julgado.fundamentos, rejeita=outcome == REJEITAR, ressalva=outcome == RESSALVAR,
        causas=bool(julgado.ressalvas), omissas=omissas,
    )  # fmt: skip
    for dispositivo, obice in obices:
        veda(dispositivo, obice)


JULGAR = Decision(
    id="julgamento.decisao", title="Julgar as contas finais", provision=DEC_167.art(94), role=SECRETARIO,
    duties=("JUL-01", "JUL-02", "R-094", "R-095-OUT", "R-095-REJ"), form=Julgamento, within=PRAZO_DA_APRECIACAO,
    outcomes=(APROVAR, RESSALVAR, REJEITAR), check=_como_a_lei, appealable=True, action="Assinar o julgamento",
    instructions="Um dos quatro fundamentos do art. 95, comprovado, rejeita as contas; sem nenhum, não se rejeita.",
    then="aprovadas, há quitação; com ressalvas ou rejeitadas, cabe recurso em quinze dias",
)  # fmt: skip
JULGAR_POR_DELEGACAO = replace(JULGAR, id="julgamento.decisao-por-delegacao", role=AUTORIDADE_DESIGNADA)

AVISO_DE_QUITACAO = Notice(
    id="julgamento.aviso-de-quitacao", title="Contas aprovadas: quitação", provision=DEC_167.art(96),
    duties=("JUL-03", "R-096"), body="As contas finais do instrumento {numero} foram {resultado}. Há quitação.",
)  # fmt: skip


# -- Art. 97: recurso em quinze dias -----------------------------------------------------------------------------------
def _ja_entregue(caso: Any, _outcome: str, notificacao: Any) -> None:
    futuro = "O dia da entrega ainda não chegou."
    exige(notificacao.entregue_em <= caso.today, DEC_167.art(97), futuro, "entregue_em")


NOTIFICAR = HumanTask(
    id="julgamento.notificacao", title="Notificar a organização do julgamento", provision=DEC_167.art(97),
    duties=("JUL-04",), role=AREA_TECNICA, form=NotificacaoDaDecisao, outcomes=(Outcome("notificada", "Notificada"),),
    check=_ja_entregue, action="Registrar a notificação",
    instructions="Registre quando a organização tiver recebido a decisão.",
    then="correm os quinze dias para recorrer",
)  # fmt: skip

AVISO_DO_JULGAMENTO = Notice(
    id="julgamento.aviso-do-julgamento", title="As contas finais foram julgadas", provision=DEC_167.art(95),
    duties=("JUL-04",),
    body="As contas finais do instrumento {numero} foram {resultado}. Cabe recurso em quinze dias da notificação.",
)  # fmt: skip

JANELA = Deadline(
    id="julgamento.janela-de-recurso", title="recurso do julgamento das contas", provision=DEC_167.art(97),
    duties=("RCO-01", "R-097-15D"), budget=dias(PRAZO_DO_RECURSO_EM_DIAS), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, on_lapse="a decisão se torna definitiva",
)  # fmt: skip

RECORRER = Event(
    id="julgamento.recorrer", title="recurso do julgamento das contas", provision=DEC_167.art(97), who=(OSC,),
    form=RazoesDoRecurso, many=True, awaited=True, parties_only=True,
    instructions="O recurso vai a quem julgou, que decide em trinta dias.",
)  # fmt: skip

RECURSO = AppealRule(window=JANELA, event=RECORRER, procedure=RecursoDoJulgamento)

# -- Arts. 95, III, e 100: tomada de contas especial -------------------------------------------------------------------
MOMENTO_DA_TOMADA = Param("momento_instauracao_tce")
IMEDIATO = "imediato"

AVISO_DA_REJEICAO = Notice(
    id="julgamento.aviso-da-rejeicao", title="Contas rejeitadas: tomada de contas especial", to=GESTAO,
    provision=DEC_167.art(95, inciso="III"), duties=("R-095-TCE",),
    body="As contas finais do instrumento {numero} foram rejeitadas. A tomada de contas especial {quando}.",
)  # fmt: skip
