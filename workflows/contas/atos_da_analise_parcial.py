"""The acts of arts. 84, caput and § 1º, 86 and 87: the partial accounts examined, explained, put right."""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.contas.atos_das_contas_parciais import entregue
from workflows.contas.formularios_contas_parciais import (
    AnaliseFinanceira,
    AnaliseSimplificada,
    AvaliacaoDaResposta,
    NotificacaoEntregue,
    Opcao,
)
from workflows.execucao.agentes_da_parceria import pela_chefia
from workflows.kernel import Deadline, Gate, HumanTask, Outcome, Requirement, exige, veda
from workflows.kernel.roles import (
    CHEFIA_DE_CONTAS,
    EQUIPE_DE_CONTAS,
    GESTAO,
    GESTOR_DA_PARCERIA,
    OSC,
)
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada

PAR_1 = DEC_167.art(84, par=1)

# -- Art. 84, caput: procedimento simplificado --------------------------------------------------------------------
PRAZO_DA_ANALISE = Deadline(
    id="contas-parciais.prazo-da-analise", title="análise das contas parciais", provision=DEC_167.art(84),
    parameter=Param("prazo_analise_pc_parcial_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="a análise continua devida e a chefia é avisada", escalations=(1, 10),
    escalates_to=GESTAO,
)  # fmt: skip
REGULAR = Outcome("regular", "Metas alcançadas ou justificadas", "Segue para o parecer técnico parcial conclusivo.")
IRREGULAR = Outcome(
    "irregular", "Meta descumprida sem justificativa, ou indício de irregularidade",
    "É o Parecer Técnico Preliminar: a organização é notificada e tem trinta dias.",
)  # fmt: skip


def _analisada(_caso: Any, outcome: str, form: AnaliseSimplificada) -> None:
    regular = form.cumprimento.favoravel and not form.indicio
    exige(regular is (outcome == REGULAR), DEC_167.art(84), "O resultado não combina com o que você achou; confira.")


ANALISAR = HumanTask(
    id="contas-parciais.analise", title="Analisar as contas parciais", provision=DEC_167.art(84),
    duties=("ACP-01", "ACP-02", "R-085"), role=GESTOR_DA_PARCERIA, form=AnaliseSimplificada, check=_analisada,
    outcomes=(REGULAR, IRREGULAR), deadline=PRAZO_DA_ANALISE, action="Assinar a análise",
    instructions="Procedimento simplificado, com foco no alcance das metas. O relatório técnico da comissão está "
    "homologado.",
    then="segue o parecer conclusivo ou, com irregularidade, a notificação da organização",
)  # fmt: skip
ANALISAR_PELA_CHEFIA = pela_chefia(ANALISAR)


# -- Art. 84, § 1º, art. 85, II, e art. 86: uma notificação, trinta dias, duas saídas -----------------------------
def _notificada(caso: Any, _outcome: str, form: NotificacaoEntregue) -> None:
    entregue(caso, form, PAR_1)


NOTIFICAR = HumanTask(
    id="contas-parciais.notificacao", title="Notificar a organização da irregularidade", provision=PAR_1,
    duties=("ACP-02",), role=GESTOR_DA_PARCERIA, form=NotificacaoEntregue, check=_notificada,
    outcomes=(Outcome("entregue", "Entregue"),), action="Registrar a entrega",
    instructions="Envie o parecer preliminar. A organização explica ou sana, ou apresenta o relatório financeiro.",
    then="correm trinta dias, contados da entrega",
)  # fmt: skip
NOTIFICAR_PELA_CHEFIA = pela_chefia(NOTIFICAR)

PRAZO_DA_RESPOSTA = Deadline(
    id="contas-parciais.prazo-da-resposta", title="resposta à notificação da irregularidade", provision=PAR_1,
    duties=("ACP-03", "R-084-30D"), budget=dias(30), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, reminders=(10, 3),
    on_lapse="o Gestor segue com o que há no processo e pode recomendar providências (art. 84, § 2º)",
)  # fmt: skip
EXPLICADA = Outcome("explicada", "Demonstro, ou sanei", "A irregularidade não existe, foi sanada, ou há como sanar.")
COM_RELATORIO = Outcome("com-relatorio", "Apresento o relatório financeiro", "Com os documentos do art. 86.")

RESPONDER = HumanTask(
    id="contas-parciais.resposta", title="Responder à notificação", provision=PAR_1, duties=("ACP-03",), role=OSC,
    form=Opcao, outcomes=(EXPLICADA, COM_RELATORIO), within=PRAZO_DA_RESPOSTA, action="Responder",
    instructions="Escolha: demonstrar que não há irregularidade ou que foi sanada, ou apresentar o Relatório de "
    "Execução Financeira Parcial.",
    then="o Gestor avalia a resposta, ou a equipe de contas analisa o relatório",
)  # fmt: skip


def _item(inciso: str, nome: str, titulo: str) -> Requirement:
    return Requirement(
        id=f"contas-parciais.{nome}", title=titulo, provision=DEC_167.art(86, inciso=inciso), document=True
    )


BENS = _item("IV", "bens", "a relação dos bens")
SALDO_DEVOLVIDO = _item("VI", "saldo-devolvido", "o comprovante da devolução do saldo")
RATEIO = _item("VII", "rateio", "a memória de cálculo do rateio")
RELATORIO = Gate(
    id="contas-parciais.relatorio-financeiro", title="o Relatório de Execução Financeira Parcial",
    provision=DEC_167.art(86), duties=("R-086",),
    requirements=(
        _item("I", "receitas-e-despesas", "a relação das receitas e despesas"),
        _item("II", "cotacoes", "as cotações ou os documentos do regulamento de compras"),
        _item("III", "notas", "as cópias das notas e dos comprovantes fiscais"),
        BENS,
        _item("V", "extrato-bancario", "o extrato da conta bancária específica"),
        SALDO_DEVOLVIDO,
        RATEIO,
    ),
)  # fmt: skip
ENTREGAR_RELATORIO = HumanTask(
    id="contas-parciais.entrega-do-relatorio", title="Entregar o Relatório de Execução Financeira Parcial", role=OSC,
    provision=DEC_167.art(86), duties=("ACP-03", "R-086"), outcomes=(Outcome("entregue", "Entregue"),), gate=RELATORIO,
    within=PRAZO_DA_RESPOSTA, action="Entregar", instructions="Anexe cada item no lugar que o pede.",
    then="a equipe de prestação de contas analisa o relatório",
)  # fmt: skip

# -- Art. 84, § 1º, I: a resposta avaliada, e o prazo para sanar --------------------------------------------------
ACEITA = Outcome("aceita", "Acolher a resposta", "Segue para o parecer técnico parcial conclusivo.")
COM_PRAZO = Outcome("com-prazo", "Fixar prazo para sanar", "O prazo é compatível com a complexidade da situação.")
NAO_ACEITA = Outcome("nao-aceita", "Não acolher", "O Gestor pode recomendar providências ao Secretário.")


def _avaliada(caso: Any, outcome: str, form: AvaliacaoDaResposta) -> None:
    if outcome != COM_PRAZO:
        return
    inciso = DEC_167.art(84, par=1, inciso="I")
    if form.prazo_em_dias is None or form.entregue_em is None:
        falta = "prazo_em_dias" if form.prazo_em_dias is None else "entregue_em"
        veda(inciso, "Diga em quantos dias se deve sanar, e quando a organização recebeu a notificação.", falta)
    exige(form.entregue_em <= caso.today, inciso, "A data da entrega ainda não chegou.", "entregue_em")


AVALIAR = HumanTask(
    id="contas-parciais.avaliacao-da-resposta", title="Avaliar a resposta da organização",
    provision=DEC_167.art(84, par=1, inciso="I"), duties=("ACP-03",), role=GESTOR_DA_PARCERIA,
    form=AvaliacaoDaResposta, outcomes=(ACEITA, COM_PRAZO, NAO_ACEITA), check=_avaliada, action="Assinar a avaliação",
    then="segue o parecer conclusivo, o prazo para sanar ou a recomendação de providências",
)  # fmt: skip
AVALIAR_PELA_CHEFIA = pela_chefia(AVALIAR)

PRAZO_PARA_SANAR = Deadline(
    id="contas-parciais.prazo-para-sanar", title="saneamento da irregularidade",
    provision=DEC_167.art(84, par=1, inciso="I"), parameter=Param("prazo_saneamento_opcao_I_dias"),
    nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, reminders=(5, 1),
    on_lapse="o Gestor avalia a resposta sem o saneamento",
)  # fmt: skip
SANAR = HumanTask(
    id="contas-parciais.saneamento", title="Comprovar que sanou a irregularidade", role=OSC, form=Fundamentada,
    provision=DEC_167.art(84, par=1, inciso="I"), outcomes=(Outcome("comprovado", "Comprovado"),),
    within=PRAZO_PARA_SANAR, action="Comprovar", then="o Gestor avalia de novo",
)  # fmt: skip

# -- Art. 87: a equipe relata, o superior opina -------------------------------------------------------------------
PRAZO_FINANCEIRO = Deadline(
    id="contas-parciais.prazo-da-analise-financeira", title="análise financeira", provision=DEC_167.art(87),
    parameter=Param("prazo_analise_financeira_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="a análise continua devida e a chefia é avisada", escalations=(1, 10),
    escalates_to=CHEFIA_DE_CONTAS,
)  # fmt: skip


def _conferida(_caso: Any, _outcome: str, form: AnaliseFinanceira) -> None:
    dito = form.despesas_conformes or bool(form.divergencias)
    exige(dito, DEC_167.art(87), "Diga que despesas divergem do plano de trabalho.", "divergencias")


RELATAR = HumanTask(
    id="contas-parciais.analise-financeira", title="Emitir o Relatório de Análise Financeira Parcial",
    provision=DEC_167.art(87), duties=("ACP-07", "ACP-08"), role=EQUIPE_DE_CONTAS, form=AnaliseFinanceira,
    outcomes=(Outcome("emitido", "Emitido"),), deadline=PRAZO_FINANCEIRO, check=_conferida,
    action="Assinar o relatório",
    instructions="Confira as despesas da relação de pagamentos com as previstas no plano, e com o que foi executado.",
    then="o superior imediato da equipe emite o parecer financeiro",
)  # fmt: skip
FAVORAVEL = Outcome("favoravel", "Favorável à aprovação", "A decisão é sempre do Secretário.")
DESFAVORAVEL = Outcome("desfavoravel", "Contrário à aprovação", "A decisão é sempre do Secretário.")
OPINAR_SOBRE_AS_FINANCAS = HumanTask(
    id="contas-parciais.parecer-financeiro", title="Emitir o Parecer Financeiro Parcial Conclusivo",
    provision=DEC_167.art(87, par="unico"), duties=("ACP-09", "R-087-CHAIN"), role=CHEFIA_DE_CONTAS, form=Fundamentada,
    outcomes=(FAVORAVEL, DESFAVORAVEL), excludes=(RELATAR,), action="Assinar o parecer",
    then="o Gestor conclui, e o Secretário julga",
)  # fmt: skip
