"""The acts of arts. 83 and 88 to 92: the final accounts are presented, or their omission notified, and analysed."""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.clock.model import Extendable
from workflows.contas.atos_da_conciliacao import coerente
from workflows.contas.formularios_contas import (
    AnaliseFinanceira,
    ContasApresentadas,
    DecisaoDaProrrogacao,
    NotificacaoDeOmissao,
    ParecerPreliminar,
    PedidoDeProrrogacao,
    RelatorioFinanceiro,
    TermoDeAceitacao,
)
from workflows.contas.regras_contas import (
    PRAZO_DA_ANALISE_EM_DIAS,
    PRAZO_DA_OMISSA_EM_DIAS,
    PRAZO_FINAL_EM_DIAS,
    PRORROGACAO_MAXIMA_EM_DIAS,
    resta_prorrogar,
)
from workflows.execucao.agentes_da_parceria import pela_chefia
from workflows.kernel import Deadline, Decision, Event, Gate, HumanTask, Notice, Outcome, Requirement, exige
from workflows.kernel.roles import AREA_TECNICA, GESTAO, GESTOR_DA_PARCERIA, MEMBRO_DA_CMA, OSC, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada


def _documento(nome: str, titulo: str, artigo: int, inciso: str) -> Requirement:
    dispositivo = DEC_167.art(artigo, inciso=inciso)
    return Requirement(id=f"contas-finais.{nome}", title=titulo, provision=dispositivo, document=True)


# -- Art. 83: seis documentos em noventa dias --------------------------------------------------------------------------
RELATORIO = _documento("relatorio-de-cumprimento", "o Relatório de Cumprimento Final do Objeto", 83, "I")
EXECUCAO_FISICA = _documento("execucao-fisica", "o comprovante de execução física", 83, "II")
FOTOGRAFIAS = _documento("fotografias", "o relatório fotográfico e o georreferenciamento", 83, "III")
CONTRAPARTIDA = _documento("contrapartida", "o comprovante de execução física da contrapartida", 83, "IV")
EXTRATO = _documento("extrato", "o extrato consolidado da conta corrente", 83, "V")
SALDO = _documento("saldo", "o comprovante de devolução do saldo e dos rendimentos", 83, "VI")

DOCUMENTOS = Gate(
    id="contas-finais.documentos", title="os documentos das contas finais", provision=DEC_167.art(83),
    duties=("R-083-DOCS",), requirements=(RELATORIO, EXECUCAO_FISICA, FOTOGRAFIAS, CONTRAPARTIDA, EXTRATO, SALDO),
)  # fmt: skip

PRAZO = Deadline(
    id="contas-finais.prazo", title="prestação de contas final", provision=DEC_167.art(83),
    duties=("PCF-01", "R-083-90D"), budget=dias(PRAZO_FINAL_EM_DIAS), nature=Nature.ADMINISTRATIVE,
    counting=Counting.MATERIAL, binds=Binds.PARTICULAR, reminders=(30, 10, 2), escalations=(1,), escalates_to=GESTAO,
    extension_limit=Extendable(cap=dias(PRORROGACAO_MAXIMA_EM_DIAS)),
    on_lapse="as contas continuam devidas e o Gestor notifica a organização a prestá-las em quinze dias",
)  # fmt: skip

APRESENTAR = HumanTask(
    id="contas-finais.apresentacao", title="Apresentar a prestação de contas final", provision=DEC_167.art(83),
    duties=("PCF-01", "PCF-05"), role=OSC, form=ContasApresentadas, outcomes=(Outcome("apresentadas", "Apresentadas"),),
    within=PRAZO, gate=DOCUMENTOS, action="Apresentar",
    instructions="Anexe cada documento no seu inciso. Sem saldo a devolver, anexe a declaração disso.",
    then="o Gestor analisa as contas em até 150 dias",
)  # fmt: skip

# -- Art. 83, § 1º: até trinta dias mais, a pedido justificado ---------------------------------------------------------
PEDIR_PRORROGACAO = Event(
    id="contas-finais.pedido-de-prorrogacao", title="pedido de mais prazo para as contas finais", who=(OSC,),
    provision=DEC_167.art(83, par=1), form=PedidoDeProrrogacao, many=True, awaited=True, parties_only=True,
    instructions="Peça antes do fim do prazo, com a justificativa. Sem decisão até lá, o prazo fica como está.",
)  # fmt: skip

PRORROGAR = Outcome("prorrogar", "Prorrogar", "O prazo ganha os dias concedidos.")
NEGAR = Outcome("negar", "Não prorrogar", "O prazo fica como está.")


def _cabe(caso: Any, outcome: str, decisao: DecisaoDaProrrogacao) -> None:
    resta = resta_prorrogar(caso.concedidos)
    limite = f"Só restam {resta} dos trinta dias de prorrogação."
    exige(decisao.dias <= resta, DEC_167.art(83, par=1), limite, "dias")
    diga = "Diga quantos dias concede; zero, só se não prorroga."
    exige((outcome == PRORROGAR) is (decisao.dias > 0), DEC_167.art(83, par=1), diga, "dias")


DECIDIR_PRORROGACAO = Decision(
    id="contas-finais.prorrogacao", title="Decidir sobre mais prazo para as contas finais", role=SECRETARIO,
    provision=DEC_167.art(83, par=1), duties=("PCF-02", "R-083-EXT"), form=DecisaoDaProrrogacao,
    authority=Param("autoridade_prorroga_pc_final"), outcomes=(PRORROGAR, NEGAR), check=_cabe,
    action="Assinar a decisão", then="o prazo passa a ser o que a decisão disser",
)  # fmt: skip


# -- Art. 83, § 2º: omissão --------------------------------------------------------------------------------------------
def _ja_omissa(caso: Any, _outcome: str, notificacao: NotificacaoDeOmissao) -> None:
    cedo = f"O prazo das contas terminou em {caso.vence:%d/%m/%Y}; só depois há omissão a notificar."
    exige(notificacao.entregue_em > caso.vence, DEC_167.art(83, par=2), cedo, "entregue_em")
    futuro = "O dia da entrega ainda não chegou."
    exige(notificacao.entregue_em <= caso.today, DEC_167.art(83, par=2), futuro, "entregue_em")


NOTIFICAR_OMISSAO = HumanTask(
    id="contas-finais.notificacao-de-omissao", title="Notificar a organização que não prestou contas finais",
    provision=DEC_167.art(83, par=2), duties=("PCF-03",), role=GESTOR_DA_PARCERIA, form=NotificacaoDeOmissao,
    outcomes=(Outcome("notificada", "Notificada"),), check=_ja_omissa, action="Registrar a notificação",
    instructions="Registre quando a organização tiver recebido a notificação.",
    then="a organização tem quinze dias para apresentar as contas",
)  # fmt: skip
NOTIFICAR_OMISSAO_PELA_CHEFIA = pela_chefia(NOTIFICAR_OMISSAO)

AVISO_DE_OMISSAO = Notice(
    id="contas-finais.aviso-de-omissao", title="Apresente as contas finais em quinze dias",
    provision=DEC_167.art(83, par=2), duties=("PCF-03",),
    body="O prazo das contas finais do instrumento {numero} terminou em {dia:%d/%m/%Y}. Apresente-as em quinze dias.",
)  # fmt: skip

PRAZO_DA_OMISSA = Deadline(
    id="contas-finais.prazo-da-omissa", title="prestação de contas final, depois da notificação",
    provision=DEC_167.art(83, par=2), duties=("PCF-04", "R-083-15D"), budget=dias(PRAZO_DA_OMISSA_EM_DIAS),
    nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR,
    on_lapse="as contas são julgadas como omitidas, o que as rejeita (art. 95, parágrafo único, I)",
)  # fmt: skip

# -- Art. 88: cento e cinquenta dias -----------------------------------------------------------------------------------
PRAZO_DA_ANALISE = Deadline(
    id="contas-finais.prazo-da-analise", title="análise da prestação de contas final", provision=DEC_167.art(88),
    duties=("ACF-01", "R-088-150D", "R-088-LAPSE"), budget=dias(PRAZO_DA_ANALISE_EM_DIAS),
    nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL, binds=Binds.ADMINISTRACAO, reminders=(30, 10),
    escalations=(1, 30), escalates_to=GESTAO, extendable=DEC_167.art(88, par=1),
    on_lapse="a análise continua devida, nada se aprova e a organização pode celebrar outras parcerias",
)  # fmt: skip

CUMPRIDO = Outcome("cumprido", "Cumprido, ou em parte com justificativa", "Segue a aceitação e o parecer conclusivo.")
NAO_COMPROVADO = Outcome("nao-comprovado", "Não comprovado, ou há indício de irregularidade", "Vem o preliminar.")

ANALISAR = HumanTask(
    id="contas-finais.analise", title="Analisar o Relatório de Cumprimento Final", role=GESTOR_DA_PARCERIA,
    provision=DEC_167.art(88, inciso="I"), duties=("ACF-02",), form=Fundamentada, within=PRAZO_DA_ANALISE,
    outcomes=(CUMPRIDO, NAO_COMPROVADO), action="Concluir a análise",
    instructions="Verifique o alcance das metas, com os relatórios de monitoramento.",
    then="comprovado o objeto, a comissão junta o termo de aceitação; senão, a organização é notificada",
)  # fmt: skip
ANALISAR_PELA_CHEFIA = pela_chefia(ANALISAR)

# -- Art. 89: aceitação definitiva -------------------------------------------------------------------------------------
ACEITACAO = Requirement(
    id="contas-finais.aceitacao", title="o Termo de Aceitação Definitiva da obra", provision=DEC_167.art(89),
    duties=("R-089",),
)  # fmt: skip
JUNTADO = Outcome("juntado", "Termo juntado")
NAO_ACEITA = Outcome("nao-aceita", "A obra não foi aceita", "O parecer não pode ser favorável.")

JUNTAR_TERMO = HumanTask(
    id="contas-finais.termo-de-aceitacao", title="Juntar o Termo de Aceitação Definitiva da obra", role=MEMBRO_DA_CMA,
    provision=DEC_167.art(89), duties=("ACF-03",), form=TermoDeAceitacao, outcomes=(JUNTADO, NAO_ACEITA),
    within=PRAZO_DA_ANALISE, action="Juntar", instructions="Anexe a cópia do termo, expedido após a vistoria no local.",
    then="o Gestor emite o parecer",
)  # fmt: skip
JUNTAR_TERMO_PELA_CHEFIA = pela_chefia(JUNTAR_TERMO)

# -- Arts. 90, II, e 91: parecer preliminar e relatório financeiro -----------------------------------------------------
PRELIMINAR = HumanTask(
    id="contas-finais.parecer-preliminar", title="Emitir o Parecer Técnico Preliminar e notificar a organização",
    provision=DEC_167.art(90, inciso="II"), duties=("ACF-05", "R-090"), role=GESTOR_DA_PARCERIA,
    form=ParecerPreliminar, outcomes=(Outcome("notificada", "Organização notificada"),), within=PRAZO_DA_ANALISE,
    action="Assinar o parecer", then="a organização apresenta o Relatório de Execução Financeira",
)  # fmt: skip
PRELIMINAR_PELA_CHEFIA = pela_chefia(PRELIMINAR)

AVISO_DE_IRREGULARIDADE = Notice(
    id="contas-finais.aviso-de-irregularidade", title="Apresente o Relatório de Execução Financeira",
    provision=DEC_167.art(91), duties=("ACF-05",),
    body="O objeto do instrumento {numero} não está comprovado, ou há indício de irregularidade. Veja a tarefa.",
)  # fmt: skip

RECEITAS_E_DESPESAS = _documento("receitas-e-despesas", "a relação das receitas e despesas", 91, "I")
COTACOES = _documento("cotacoes", "as cotações ou a documentação de compras", 91, "II")
NOTAS = _documento("notas", "as notas e os comprovantes fiscais", 91, "III")
BENS = _documento("bens", "a relação dos bens", 91, "IV")
EXTRATO_DA_CONTA = _documento("extrato-da-conta", "o extrato da conta específica", 91, "V")
DEVOLUCAO = _documento("devolucao", "o comprovante da devolução do saldo", 91, "VI")
RATEIO = _documento("rateio", "a memória de cálculo do rateio", 91, "VII")

DOCUMENTOS_FINANCEIROS = Gate(
    id="contas-finais.documentos-financeiros", title="os documentos do Relatório de Execução Financeira",
    provision=DEC_167.art(91), requirements=(RECEITAS_E_DESPESAS, COTACOES, NOTAS, BENS, EXTRATO_DA_CONTA, DEVOLUCAO,
                                             RATEIO),
)  # fmt: skip

PRAZO_DO_RELATORIO = Deadline(
    id="contas-finais.prazo-do-relatorio-financeiro", title="Relatório de Execução Financeira final",
    provision=DEC_167.art(91), duties=("ACF-06",), parameter=Param("prazo_ref_final_dias"), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, reminders=(5, 1),
    on_lapse="não há relatório financeiro a analisar e o Gestor conclui pelo que está nos autos",
)  # fmt: skip

APRESENTAR_RELATORIO = HumanTask(
    id="contas-finais.relatorio-financeiro", title="Apresentar o Relatório de Execução Financeira", role=OSC,
    provision=DEC_167.art(91), duties=("ACF-06",), form=RelatorioFinanceiro, gate=DOCUMENTOS_FINANCEIROS,
    outcomes=(Outcome("apresentado", "Apresentado"),), within=PRAZO_DO_RELATORIO, action="Apresentar",
    instructions="Anexe cada documento no seu inciso.", then="a equipe analisa as despesas e concilia a conta",
)  # fmt: skip

# -- Art. 92: análise financeira ---------------------------------------------------------------------------------------
ANALISAR_FINANCAS = HumanTask(
    id="contas-finais.analise-financeira", title="Emitir o Relatório de Análise Financeira Final", role=AREA_TECNICA,
    provision=DEC_167.art(92), duties=("ACF-07", "ACF-08", "R-092"), form=AnaliseFinanceira, within=PRAZO_DA_ANALISE,
    outcomes=(Outcome("emitido", "Relatório emitido"),), check=coerente, action="Assinar o relatório",
    instructions="Confira as despesas com o plano e os pagamentos com os débitos na conta.",
    then="o superior imediato emite o parecer financeiro",
)  # fmt: skip

APROVAVEL = Outcome("favoravel", "Favorável à aprovação")
REPROVAVEL = Outcome("desfavoravel", "Contrário à aprovação")

PARECER_FINANCEIRO = HumanTask(
    id="contas-finais.parecer-financeiro", title="Emitir o Parecer Financeiro Final Conclusivo", role=GESTAO,
    provision=DEC_167.art(92, par="unico"), duties=("ACF-09",), form=Fundamentada, outcomes=(APROVAVEL, REPROVAVEL),
    within=PRAZO_DA_ANALISE, excludes=(ANALISAR_FINANCAS,), action="Assinar o parecer",
    then="o Gestor emite o parecer técnico conclusivo",
)  # fmt: skip

# -- Art. 90: parecer conclusivo ---------------------------------------------------------------------------------------
DO_PARECER = Gate(
    id="contas-finais.antes-do-parecer", title="o que vem antes do parecer", provision=DEC_167.art(89),
    duties=("R-089",), requirements=(ACEITACAO,),
)  # fmt: skip
FAVORAVEL = Outcome("favoravel", "Favorável à aprovação", "O processo vai de imediato ao Secretário.")
DESFAVORAVEL = Outcome("desfavoravel", "Contrário à aprovação", "O processo vai ao Secretário.")


def _na_ordem(caso: Any, outcome: str, _parecer: Fundamentada) -> None:
    antes = "Antes do parecer contrário, o preliminar notifica a organização a apresentar o relatório financeiro."
    exige(outcome == FAVORAVEL or caso.notificada, DEC_167.art(90, inciso="II"), antes)


CONCLUIR = HumanTask(
    id="contas-finais.parecer-conclusivo", title="Emitir o Parecer Técnico Final Conclusivo", provision=DEC_167.art(90),
    duties=("ACF-04", "R-090"), role=GESTOR_DA_PARCERIA, form=Fundamentada, outcomes=(FAVORAVEL, DESFAVORAVEL),
    gate=DO_PARECER, gated=(FAVORAVEL,), check=_na_ordem, within=PRAZO_DA_ANALISE, action="Assinar o parecer",
    then="o processo segue de imediato ao Secretário, que julga as contas",
)  # fmt: skip
CONCLUIR_PELA_CHEFIA = pela_chefia(CONCLUIR)

AVISO_AO_SECRETARIO = Notice(
    id="contas-finais.aviso-ao-secretario", title="Contas finais prontas para julgar", to=SECRETARIO,
    provision=DEC_167.art(90, inciso="I"), duties=("ACF-04",),
    body="As contas finais do instrumento {numero} seguem para julgamento: {situacao}.",
)  # fmt: skip
