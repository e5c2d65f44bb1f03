"""The acts of art. 49, §§ 2º, 4º and 5º: examination, clarification, opinion, answer, certificate."""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.execucao.alterando import AtosDoExame
from workflows.execucao.atos_da_alteracao import no_seu_dia
from workflows.execucao.formularios_alteracao import Apostila, Esclarecimento
from workflows.execucao.formularios_reajuste import PAR_4, PAR_5, ApostilaDoReajuste, ExameDoReajuste
from workflows.execucao.regras_reajuste import obices_do_reajuste, obices_dos_aumentos, reajuste_de
from workflows.kernel import Deadline, Decision, Forbidden, HumanTask, Notice, Outcome, exige, veda, veda_cada
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, PROCURADORIA, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada

CONTA_NO_LIMITE = Param("reajuste_conta_no_limite_30")
OUVE_A_PROCURADORIA = Param("pge_no_reajuste")

PRAZO_DA_MANIFESTACAO = Deadline(
    id="variacao-inflacionaria.prazo-da-manifestacao", title="resposta ao pedido de reajuste", budget=dias(30),
    provision=DEC_167.art(49, par=2), duties=("R-049-30D",), nature=Nature.ADMINISTRATIVE, binds=Binds.ADMINISTRACAO,
    counting=Counting.PROCESSUAL, suspendable=DEC_167.art(49, par=2), reminders=(10, 3), escalations=(1, 10),
    escalates_to=GESTAO, on_lapse="a resposta continua devida, o silêncio não aprova, e a chefia é avisada",
)  # fmt: skip

CABE = Outcome("cabe", "O reajuste cabe")
NAO_CABE = Outcome("nao-cabe", "O reajuste não cabe")
PEDE_ESCLARECIMENTO = Outcome("pede-esclarecimento", "Pedir esclarecimento", "O prazo da resposta fica suspenso.")


def _sem_obice(caso: Any, exame: ExameDoReajuste) -> None:
    impedem = obices_do_reajuste(
        exame, caso.started_on, caso.situacao, conta_no_limite=caso.conta_no_limite, sabido=caso.input.sabido
    )
    for dispositivo, obice in impedem:
        veda(dispositivo, obice)


def _exame(caso: Any, outcome: str, exame: ExameDoReajuste) -> None:
    if outcome == PEDE_ESCLARECIMENTO:
        falta = "Diga o que a organização precisa esclarecer."
        exige(bool(exame.esclarecer), DEC_167.art(49, par=2), falta, "esclarecer")
    if outcome == CABE:
        _sem_obice(caso, exame)


EXAMINAR = HumanTask(
    id="variacao-inflacionaria.exame", title="Examinar o pedido de reajuste", provision=PAR_4, role=AREA_TECNICA,
    duties=("INF-01", "INF-02", "INF-03", "R-049-12M", "R-049-INDEX"), form=ExameDoReajuste, check=_exame,
    outcomes=(CABE, NAO_CABE, PEDE_ESCLARECIMENTO), within=PRAZO_DA_MANIFESTACAO, action="Concluir",
    instructions="Anexe a memória de cálculo. Os rendimentos da aplicação se usam antes de novo aporte.",
    then="o Secretário decide",
)  # fmt: skip

PRAZO_DO_ESCLARECIMENTO = Deadline(
    id="variacao-inflacionaria.prazo-do-esclarecimento", title="esclarecimento do pedido de reajuste",
    provision=DEC_167.art(49, par=2), parameter=Param("prazo_esclarecimento_alteracao_dias"), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, reminders=(2,), on_lapse="o pedido é examinado com o que há",
)  # fmt: skip

ESCLARECER = HumanTask(
    id="variacao-inflacionaria.esclarecimento", title="Esclarecer o pedido de reajuste", role=OSC, form=Esclarecimento,
    provision=DEC_167.art(49, par=2), outcomes=(Outcome("esclarecido", "Esclarecido"),), action="Enviar",
    within=PRAZO_DO_ESCLARECIMENTO, instructions="Enquanto você não responde, o prazo da SINFRA fica suspenso.",
    then="a área técnica examina o pedido de novo",
)  # fmt: skip
DO_EXAME = AtosDoExame(EXAMINAR, PEDE_ESCLARECIMENTO, ESCLARECER, PRAZO_DO_ESCLARECIMENTO, PRAZO_DA_MANIFESTACAO)

OUVIR_A_PROCURADORIA = HumanTask(
    id="variacao-inflacionaria.parecer-juridico", title="Manifestar-se sobre o reajuste", provision=DEC_167.art(50),
    role=PROCURADORIA, form=Fundamentada, within=PRAZO_DA_MANIFESTACAO, action="Concluir", then="o Secretário decide",
    outcomes=(Outcome("favoravel", "Favorável"), Outcome("desfavoravel", "Desfavorável")),
)  # fmt: skip

USAR_RENDIMENTOS = Outcome("usar-rendimentos", "Usar só os rendimentos", "Eles cobrem a variação; não há novo aporte.")
AUTORIZAR = Outcome("autorizar", "Autorizar o novo valor", "Os rendimentos se usam antes; o aporte é o que falta.")
NEGAR = Outcome("negar", "Negar", "O valor continua o mesmo.")
REEXAMINAR = Outcome("reexaminar", "Devolver para novo exame")


def _decisao(caso: Any, outcome: str, _form: Fundamentada) -> None:
    if outcome not in (AUTORIZAR, USAR_RENDIMENTOS):
        return
    exige(caso.cabe, PAR_4, "O exame concluiu que o reajuste não cabe: negue ou devolva para novo exame.")
    falta = reajuste_de(caso.exame).aporte
    cobrem = "Os rendimentos cobrem toda a variação: usam-se eles, sem novo aporte."
    exige(outcome != AUTORIZAR or falta > 0, PAR_5, cobrem)
    exige(outcome != USAR_RENDIMENTOS or falta == 0, PAR_5, "Os rendimentos não cobrem toda a variação.")


DECIDIR = Decision(
    id="variacao-inflacionaria.decisao", title="Decidir sobre o reajuste", provision=PAR_4, role=SECRETARIO,
    duties=("INF-04", "R-049-YIELDS"), form=Fundamentada, check=_decisao, within=PRAZO_DA_MANIFESTACAO,
    outcomes=(AUTORIZAR, USAR_RENDIMENTOS, NEGAR, REEXAMINAR), action="Assinar a decisão",
    then="autorizado o novo valor, emite-se a certidão de apostilamento",
)  # fmt: skip

AVISO_DA_DECISAO = Notice(
    id="variacao-inflacionaria.aviso-da-decisao", title="A SINFRA respondeu ao pedido de reajuste", provision=PAR_4,
    body="O reajuste do {numero} foi decidido: {decisao}. A decisão e seus motivos estão no processo.",
)  # fmt: skip


def _apostila(caso: Any, _outcome: str, apostila: Apostila) -> None:
    no_seu_dia(apostila.emitida_em, caso, PAR_4, "emitida_em", desde=caso.decidida_em)


APOSTILAR = HumanTask(
    id="variacao-inflacionaria.apostila", title="Apostilar o novo valor global", provision=PAR_4, role=SECRETARIO,
    duties=("INF-05",), form=Apostila, outcomes=(Outcome("emitida", "Emitida"),), check=_apostila, action="Registrar",
    then="a parceria segue com o novo valor",
)  # fmt: skip


def _no_cronograma(caso: Any, outcome: str, apostila: ApostilaDoReajuste) -> None:
    _apostila(caso, outcome, apostila)
    aporte, parcelas = reajuste_de(caso.exame).aporte, caso.input.sabido.parcelas
    achados = obices_dos_aumentos(apostila.aumentos, aporte, parcelas, caso.today, caso.ultimo_dia)
    veda_cada([Forbidden(dispositivo, obice, "aumentos") for dispositivo, obice in achados])


APOSTILAR_NO_CRONOGRAMA = HumanTask(
    id="variacao-inflacionaria.apostila-no-cronograma", title="Apostilar o novo valor global e as parcelas por vir",
    provision=PAR_4, role=SECRETARIO, duties=("INF-05",), form=ApostilaDoReajuste, check=_no_cronograma,
    outcomes=(Outcome("emitida", "Emitida"),), action="Registrar",
    instructions="Diga quanto cresce cada parcela que ainda não começou: juntas, somam o aporte.",
    then="a parceria segue com o novo valor e o novo cronograma",
)  # fmt: skip
