"""The acts of arts. 98 and 99, once no appeal is left: what is registered, and how the debt is made good."""

from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.contas.apuracao_do_debito import atos_do_debito
from workflows.contas.formularios_debito import MemoriaDoDebito
from workflows.contas.formularios_julgamento import Defesa, Devolucao, NotificacaoComPrazo, NotificacaoDoDebito
from workflows.kernel import Deadline, Decision, HumanTask, Notice, Outcome, exige
from workflows.kernel.roles import AREA_TECNICA, OSC, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.dinheiro import centavos, em_reais
from workflows.parcerias.formularios import Fundamentada

# -- Art. 98, I: ressalvas --------------------------------------------------------------------------------------------
AVISO_DE_RESSALVAS = Notice(
    id="julgamento.aviso-de-ressalvas", title="Ressalvas registradas", provision=DEC_167.art(98, inciso="I"),
    duties=("POS-01", "R-098-I"),
    body="As causas das ressalvas nas contas do instrumento {numero} foram registradas, sem recurso pendente.",
)  # fmt: skip


# -- Art. 99: defesa prévia, registro e impedimento --------------------------------------------------------------------
def _entregue(caso: Any, _outcome: str, notificacao: NotificacaoComPrazo) -> None:
    futuro = "O dia da entrega ainda não chegou."
    exige(notificacao.entregue_em <= caso.today, DEC_167.art(98, inciso="II"), futuro, "entregue_em")


CHAMAR_A_DEFESA = HumanTask(
    id="julgamento.notificacao-para-defesa", title="Notificar a organização para a defesa prévia", role=AREA_TECNICA,
    provision=DEC_167.art(99), duties=("IMP-01",), form=NotificacaoComPrazo, check=_entregue,
    outcomes=(Outcome("notificada", "Notificada"),), action="Registrar a notificação",
    then="a organização se defende antes que a rejeição seja registrada",
)  # fmt: skip

DIAS_DA_DEFESA = Param("prazo_defesa_previa_dias")
PRAZO_DA_DEFESA = Deadline(
    id="julgamento.prazo-da-defesa", title="defesa antes do registro da rejeição", provision=DEC_167.art(99),
    duties=("IMP-01",), parameter=DIAS_DA_DEFESA, nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, reminders=(2,), on_lapse="decide-se sem a defesa",
)  # fmt: skip

DEFENDER = HumanTask(
    id="julgamento.defesa", title="Defender-se do registro da rejeição", provision=DEC_167.art(99),
    duties=("IMP-01",), role=OSC, form=Defesa, outcomes=(Outcome("apresentada", "Defesa apresentada"),),
    within=PRAZO_DA_DEFESA, action="Apresentar", then="o Secretário decide sobre o registro",
)  # fmt: skip

REGISTRAR = Outcome("registrar", "Registrar a rejeição", "Impede celebrar enquanto durarem os motivos (art. 99).")
NAO_REGISTRAR = Outcome("nao-registrar", "Não registrar", "Só se os motivos já não perduram (art. 98, § 1º).")

DECIDIR_REGISTRO = Decision(
    id="julgamento.registro-da-rejeicao", title="Decidir sobre o registro da rejeição das contas", role=SECRETARIO,
    provision=DEC_167.art(98, par=1), duties=("POS-02", "IMP-02", "IMP-03", "R-098-REG"), form=Fundamentada,
    outcomes=(REGISTRAR, NAO_REGISTRAR), action="Assinar a decisão",
    instructions="O motivo da rejeição fica no registro enquanto durar.",
    then="registrada, a organização fica impedida de celebrar com o Estado",
)  # fmt: skip

AVISO_DE_IMPEDIMENTO = Notice(
    id="julgamento.aviso-de-impedimento", title="A rejeição das contas foi registrada", provision=DEC_167.art(99),
    duties=("IMP-03",),
    body="A rejeição das contas do instrumento {numero} foi registrada e impede celebrar, enquanto durarem os motivos.",
)  # fmt: skip

# -- Arts. 98, II, e 101: débito e notificação -------------------------------------------------------------------------
APURADO = Outcome("apurado", "Débito apurado")
SEM_DEBITO = Outcome("sem-debito", "Não há débito", "A rejeição não deixou o que ressarcir.")

HA = Outcome("ha-debito", "Há débito")

HA_DEBITO = HumanTask(
    id="julgamento.principal-do-debito", title="Dizer se a rejeição deixou débito", role=AREA_TECNICA,
    provision=DEC_167.art(98, inciso="II"), duties=("DEB-01",), form=Fundamentada, outcomes=(HA, SEM_DEBITO),
    action="Concluir", then="havendo débito, ele é apurado e a organização, notificada",
)  # fmt: skip

DEBITO = atos_do_debito("julgamento", "Apurar o débito", "a organização é notificada a ressarcir")
CALCULAR, SUPRIR, MEMORIA = DEBITO

APURAR = HumanTask(
    id="julgamento.debito", title="Apurar o débito", provision=DEC_167.art(101), role=AREA_TECNICA,
    form=MemoriaDoDebito, outcomes=(APURADO,), action="Concluir a apuração",
    instructions="Junte a memória de cálculo como “tramita debt compute” a dá, com as séries que usou.",
    then="a organização é notificada a ressarcir",
)  # fmt: skip
"""Of cases that came here before the debt was computed by the case itself."""


def _o_apurado(caso: Any, outcome: str, notificacao: NotificacaoDoDebito) -> None:
    _entregue(caso, outcome, notificacao)
    apurado = caso.debito.total
    diferente = f"A memória de cálculo dá {em_reais(centavos(apurado))}; a notificação diz o mesmo."
    exige(notificacao.debito == apurado, DEC_167.art(98, inciso="II", alinea="a"), diferente, "debito")


NOTIFICAR_DEBITO = HumanTask(
    id="julgamento.notificacao-do-debito", title="Notificar a organização a ressarcir o débito", role=AREA_TECNICA,
    provision=DEC_167.art(98, inciso="II"), duties=("POS-03",), form=NotificacaoDoDebito, check=_o_apurado,
    outcomes=(Outcome("notificada", "Notificada"),), action="Registrar a notificação",
    then="a organização devolve os recursos ou propõe ações compensatórias",
)  # fmt: skip

PRAZO_DO_RESSARCIMENTO = Deadline(
    id="julgamento.prazo-do-ressarcimento", title="devolução dos recursos ou plano de ações compensatórias",
    provision=DEC_167.art(98, inciso="II"), duties=("POS-04",), parameter=Param("prazo_devolucao_pos_recurso_dias"),
    nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, reminders=(5, 1),
    on_lapse="a organização fica em débito e a tomada de contas especial prossegue",
)  # fmt: skip

DEVOLVIDO = Outcome("devolvido", "Recursos devolvidos")
ACOES = Outcome("acoes", "Propor ações compensatórias", "O Secretário decide se as autoriza.")


def _ressarce(caso: Any, outcome: str, devolucao: Devolucao) -> None:
    if outcome == ACOES:
        fechado = "As ações compensatórias já não são possíveis aqui; resta devolver os recursos."
        exige(caso.admite_acoes, DEC_167.art(98, par=2), fechado)
        return
    alinea = DEC_167.art(98, inciso="II", alinea="a")
    apurado = caso.debito.total
    menos = f"O débito é de {em_reais(centavos(apurado))}; devolva-o por inteiro."
    exige(devolucao.valor is not None and devolucao.valor >= apurado, alinea, menos, "valor")
    dia = devolucao.devolvido_em
    exige(
        dia is not None and dia <= caso.today,
        alinea,
        "Diga o dia em que devolveu; não pode ser futuro.",
        "devolvido_em",
    )


RESSARCIR = HumanTask(
    id="julgamento.ressarcimento", title="Devolver os recursos ou propor ações compensatórias", role=OSC,
    provision=DEC_167.art(98, inciso="II"), duties=("POS-04",), form=Devolucao, outcomes=(DEVOLVIDO, ACOES),
    within=PRAZO_DO_RESSARCIMENTO, check=_ressarce, action="Enviar", instructions="Anexe o comprovante da devolução.",
    then="a devolução é conferida; as ações, decididas pelo Secretário",
)  # fmt: skip

CONFERE = Outcome("confere", "A devolução confere", "O débito está ressarcido.")
NAO_CONFERE = Outcome("nao-confere", "Não confere", "A organização continua em débito.")

CONFERIR = HumanTask(
    id="julgamento.conferencia", title="Conferir a devolução dos recursos", role=AREA_TECNICA, form=Fundamentada,
    provision=DEC_167.art(98, inciso="II", alinea="a"), duties=("POS-04",), outcomes=(CONFERE, NAO_CONFERE),
    action="Concluir a conferência", then="conferida, o débito está ressarcido",
)  # fmt: skip

AVISO_DE_DEBITO = Notice(
    id="julgamento.aviso-de-debito", title="Débito não ressarcido", to=SECRETARIO,
    provision=DEC_167.art(98, inciso="II"), duties=("POS-04",),
    body="O débito do instrumento {numero} não foi ressarcido. A tomada de contas especial prossegue.",
)  # fmt: skip
