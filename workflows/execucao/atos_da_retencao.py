"""The acts of art. 40: the decision to retain, its notice, the appeal, and the end of it."""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.execucao.formularios_retencao import NotificacaoDaRetencao, RecursoDaOrganizacao
from workflows.execucao.recurso_da_retencao import QUEM_DECIDE, RecursoDaRetencao
from workflows.kernel import Deadline, Decision, Event, HumanTask, Notice, Outcome, exige
from workflows.kernel.appeal import AppealRule
from workflows.kernel.roles import AREA_TECNICA, OSC, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada

ARTIGO = DEC_167.art(40)

# -- Caput e incisos: a decisão ------------------------------------------------------------------------------------
RETER = Outcome("reter", "Reter as parcelas", "Nenhuma parcela sai até a causa cessar.")
NAO_RETER = Outcome("nao-reter", "Não reter", "A causa não se confirmou; as parcelas seguem o cronograma.")

DECIDIR = Decision(
    id="retencao-de-parcela.decisao", title="Decidir sobre a retenção das parcelas", provision=ARTIGO,
    duties=("RET-02", "R-040"), role=SECRETARIO, authority=QUEM_DECIDE, form=Fundamentada, outcomes=(RETER, NAO_RETER),
    appealable=True, action="Assinar a decisão", instructions="Basta uma das três causas do artigo.",
    then="retidas as parcelas, a organização é notificada e pode recorrer em dez dias",
)  # fmt: skip


def _depois_da_decisao(caso: Any, _outcome: str, notificacao: NotificacaoDaRetencao) -> None:
    dia = notificacao.notificada_em
    antes = f"A retenção foi decidida em {caso.decidida_em:%d/%m/%Y}; a notificação não pode ser anterior."
    exige(dia >= caso.decidida_em, DEC_167.art(40, par=1), antes, "notificada_em")
    exige(dia <= caso.today, DEC_167.art(40, par=1), "A data da notificação ainda não chegou.", "notificada_em")


NOTIFICAR = HumanTask(
    id="retencao-de-parcela.notificacao", title="Notificar a organização da retenção", duties=("RET-02",),
    provision=DEC_167.art(40, par=1), role=AREA_TECNICA, form=NotificacaoDaRetencao, check=_depois_da_decisao,
    outcomes=(Outcome("notificada", "Notificada"),), action="Registrar a notificação",
    then="correm os dez dias do recurso",
)  # fmt: skip

# -- § 1º: o recurso -----------------------------------------------------------------------------------------------
JANELA = Deadline(
    id="retencao-de-parcela.janela-de-recurso", title="recurso contra a retenção", provision=DEC_167.art(40, par=1),
    duties=("RET-03", "R-040-10D"), budget=dias(10), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, on_lapse="a retenção fica como está até a causa cessar", reminders=(3,),
)  # fmt: skip
RECORRER = Event(
    id="retencao-de-parcela.recorrer", title="recurso contra a retenção", provision=DEC_167.art(40, par=1),
    duties=("RET-03",), who=(OSC,), parties_only=True, form=RecursoDaOrganizacao, many=True, awaited=True,
    instructions="O recurso vai a quem decidiu, que reconsidera ou o faz subir em cinco dias (art. 40, § 1º).",
)  # fmt: skip


def recurso_de(chave: str, retencao: str) -> AppealRule:
    """The appeal against one retention, by the id of its case, of the instalments of one partnership."""
    more = {"chave": chave, "retencao": retencao}
    return AppealRule(window=JANELA, event=RECORRER, procedure=RecursoDaRetencao, more=more)


# -- Inciso III e art. 38, § 4º: a causa cessa -----------------------------------------------------------------------
CESSAR = Decision(
    id="retencao-de-parcela.saneamento", title="Cessar a retenção, saneada a causa", duties=("RET-07",),
    provision=DEC_167.art(40, inciso="III"), role=SECRETARIO, authority=QUEM_DECIDE, form=Fundamentada,
    outcomes=(Outcome("saneada", "Causa saneada"),), action="Assinar a decisão",
    instructions="Conclua quando a organização tiver sanado o que deu causa à retenção; enquanto não, ela continua.",
    then="as parcelas voltam a seguir o cronograma",
)  # fmt: skip

AVISO_DE_RETENCAO = Notice(
    id="retencao-de-parcela.aviso-de-retencao", title="As parcelas da parceria foram retidas", provision=ARTIGO,
    body="As parcelas do {numero} ficam retidas: {causa}. Cabe recurso em dez dias da notificação.",
)  # fmt: skip
AVISO_DO_FIM = Notice(
    id="retencao-de-parcela.aviso-do-fim", title="As parcelas não estão mais retidas", provision=ARTIGO,
    body="A retenção das parcelas do {numero} acabou: {como}.",
)  # fmt: skip
