"""The acts of an appeal against the decision on partial accounts, where an act of the body admits one (art. 85)."""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.contas.atos_das_contas_parciais import entregue
from workflows.contas.formularios_contas_parciais import NotificacaoEntregue
from workflows.contas.formularios_julgamento import RazoesDoRecurso
from workflows.contas.recurso_das_contas_parciais import RecursoDasContasParciais
from workflows.contas.regras_contas import PRAZO_DO_RECURSO_EM_DIAS
from workflows.execucao.agentes_da_parceria import pela_chefia
from workflows.kernel import Deadline, Event, HumanTask, Notice, Outcome
from workflows.kernel.appeal import AppealRule
from workflows.kernel.roles import GESTOR_DA_PARCERIA, OSC
from workflows.norms import DEC_167, Param

ADMITE_RECURSO = Param("recurso_contas_parciais")
ART_97 = DEC_167.art(97)


def _da_decisao(caso: Any, _outcome: str, form: NotificacaoEntregue) -> None:
    entregue(caso, form, ART_97)


NOTIFICAR_DECISAO = HumanTask(
    id="contas-parciais.notificacao-da-decisao", title="Notificar a organização da decisão", provision=ART_97,
    role=GESTOR_DA_PARCERIA, form=NotificacaoEntregue, outcomes=(Outcome("entregue", "Entregue"),), check=_da_decisao,
    action="Registrar a entrega", instructions="Diga que cabe recurso em quinze dias, ao Secretário.",
    then="correm os quinze dias para recorrer, contados da entrega",
)  # fmt: skip
NOTIFICAR_DECISAO_PELA_CHEFIA = pela_chefia(NOTIFICAR_DECISAO)

AVISO_DO_RECURSO = Notice(
    id="contas-parciais.aviso-do-recurso", title="Cabe recurso da decisão sobre as contas parciais", provision=ART_97,
    body="Contas parciais nº {numero}: um ato normativo admite recurso da decisão, em quinze dias da notificação. "
    "Enquanto ele não é decidido, as parcelas seguintes ficam impedidas.",
)  # fmt: skip

JANELA = Deadline(
    id="contas-parciais.janela-de-recurso", title="recurso da decisão sobre contas parciais", provision=ART_97,
    budget=dias(PRAZO_DO_RECURSO_EM_DIAS), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, reminders=(5, 1), on_lapse="a decisão se torna definitiva",
)  # fmt: skip

RECORRER = Event(
    id="contas-parciais.recorrer", title="recurso da decisão sobre contas parciais", provision=ART_97, who=(OSC,),
    form=RazoesDoRecurso, many=True, awaited=True, parties_only=True,
    instructions="Admitido por ato normativo (art. 85, parágrafo único), pelo caminho do art. 97: o recurso vai ao "
    "Secretário, que decidiu, e que o decide em trinta dias. As parcelas seguintes continuam impedidas até lá.",
)  # fmt: skip

RECURSO = AppealRule(window=JANELA, event=RECORRER, procedure=RecursoDasContasParciais)
