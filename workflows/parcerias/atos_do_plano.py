"""The acts of art. 33: the organisation presents and adjusts the plan, the technical area decides on it."""

from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import Deadline, Decision, HumanTask, Notice, Outcome, Publication, exige
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC, PUBLICACAO
from workflows.kernel.words import NoForm
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import EvidenciaDePublicacao
from workflows.parcerias.formularios_plano import AnaliseDoPlano, PlanoDaOrganizacao
from workflows.parcerias.recurso import QuemDecidiu
from workflows.parcerias.recurso_de_celebracao import recurso_de
from workflows.parcerias.regras_plano import divergencias

# -- Art. 33, caput: convocação e apresentação --------------------------------------------------------------------
AVISO_DE_CONVOCACAO = Notice(
    id="plano-da-parceria.aviso-de-convocacao", title="Apresente o plano de trabalho da parceria",
    provision=DEC_167.art(33), duties=("PLT-01",),
    body="A SINFRA convoca a organização a apresentar o plano de trabalho de: {objeto}. O formulário está no processo.",
)  # fmt: skip

AGUARDAR_CADASTRO = HumanTask(
    id="plano-da-parceria.cadastro-pendente", title="Concluir o cadastramento da organização", role=OSC,
    provision=DEC_167.art(9, par=3), duties=("PLT-02",), form=NoForm, action="Pedir nova conferência",
    outcomes=(Outcome("conferir", "Pedir nova conferência"),),
    instructions="Só quem tem o cadastro validado registra plano de trabalho. Conclua quando o cadastro for aprovado.",
    then="o cadastro é consultado de novo",
)  # fmt: skip

PRAZO_DE_APRESENTACAO = Deadline(
    id="plano-da-parceria.prazo-de-apresentacao", title="apresentação do plano de trabalho", provision=DEC_167.art(33),
    parameter=Param("prazo_apresentacao_plano_dias"), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, on_lapse="a organização perde a vez e pode ser convocada a próxima (art. 32, § 2º)",
    reminders=(5, 1),
)  # fmt: skip


def _especificado(caso: Any, _outcome: str, plano: PlanoDaOrganizacao) -> None:
    dito = bool(plano.especificacao) or not caso.input.exige_especificacao
    exige(dito, DEC_167.art(33, par=2), "Este objeto exige a especificação completa no plano.", "especificacao")


APRESENTACAO = HumanTask(
    id="plano-da-parceria.apresentacao", title="Apresentar o plano de trabalho", provision=DEC_167.art(33), role=OSC,
    duties=("PLT-02", "R-033-ELEMENTS"), form=PlanoDaOrganizacao, outcomes=(Outcome("apresentado", "Apresentado"),),
    deadline=PRAZO_DE_APRESENTACAO, check=_especificado, action="Apresentar o plano",
    instructions="Os onze elementos do art. 33 são obrigatórios. Os valores e as metas seguem a proposta.",
    then="a área técnica analisa o plano",
)  # fmt: skip

# -- Art. 33, §§ 1º e 3º: análise e ajustes -----------------------------------------------------------------------
PRAZO_DE_ANALISE = Deadline(
    id="plano-da-parceria.prazo-de-analise", title="análise do plano de trabalho", provision=DEC_167.art(33, par=1),
    parameter=Param("prazo_analise_plano_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="a análise fica em atraso, continua devida e a chefia é avisada",
    reminders=(3,), escalations=(1, 5), escalates_to=GESTAO,
)  # fmt: skip

APROVAR = Outcome("aprovar", "Aprovar o plano", "O plano vira anexo do termo (art. 36, § 1º).")
AJUSTAR = Outcome("ajustar", "Pedir ajustes", "A organização ajusta o plano, como condição para aprová-lo.")
REPROVAR = Outcome("reprovar", "Reprovar o plano", "A decisão vai ao sítio e cabe recurso (art. 31, II, a).")


def _coerente(caso: Any, outcome: str, analise: AnaliseDoPlano) -> None:
    par_1 = DEC_167.art(33, par=1)
    if outcome == AJUSTAR:
        exige(analise.razao_do_ajuste is not None, par_1, "Diga a que o plano deve ser adequado.", "razao_do_ajuste")
    if outcome != APROVAR:
        return
    exige(not caso.ajuste_pendente, par_1, "O ajuste pedido não foi feito, e ele é condição para aprovar o plano.")
    achadas = divergencias(caso.plano, caso.input.proposta, valor_ajustado=caso.valor_ajustado)
    if achadas:
        exige(False, achadas[0].dispositivo, f"O plano ainda diverge: {'; '.join(one.texto for one in achadas)}.")
    presa = analise.clausula_suspensiva or not caso.input.exige_projeto_executivo
    sem = "O edital exige o projeto executivo: as parcelas da obra precisam da cláusula suspensiva."
    exige(presa, DEC_167.art(33, par=3), sem, "clausula_suspensiva")


ANALISE = Decision(
    id="plano-da-parceria.analise", title="Analisar o plano de trabalho", provision=DEC_167.art(33, par=1),
    duties=("PLT-03", "PLT-05", "R-033-COMPAT", "R-033-SUSP"), role=AREA_TECNICA, form=AnaliseDoPlano,
    outcomes=(APROVAR, AJUSTAR, REPROVAR), deadline=PRAZO_DE_ANALISE, check=_coerente, appealable=True,
    action="Assinar a decisão",
    instructions="Compare valores, metas e calendário com a proposta. As divergências que o sistema vê estão acima.",
    then="aprovado, o plano segue para a celebração; reprovado, a decisão vai ao sítio",
)  # fmt: skip

PRAZO_DE_AJUSTE = Deadline(
    id="plano-da-parceria.prazo-de-ajuste", title="ajuste do plano de trabalho", provision=DEC_167.art(33, par=1),
    parameter=Param("prazo_ajuste_plano_dias"), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, on_lapse="o plano volta à análise sem o ajuste e não pode ser aprovado",
    reminders=(2,),
)  # fmt: skip

AJUSTE = HumanTask(
    id="plano-da-parceria.ajuste", title="Ajustar o plano de trabalho", provision=DEC_167.art(33, par=1), role=OSC,
    duties=("PLT-04",), form=PlanoDaOrganizacao, outcomes=(Outcome("ajustado", "Ajustado"),), check=_especificado,
    deadline=PRAZO_DE_AJUSTE, action="Apresentar o plano ajustado",
    instructions="Mande o plano inteiro, já com os ajustes pedidos.", then="a área técnica analisa o plano de novo",
)  # fmt: skip

# -- Art. 31, II, a, e § 4º: a reprovação no sítio e o recurso -----------------------------------------------------
REPROVACAO_NO_SITIO = Publication(
    id="plano-da-parceria.reprovacao-no-sitio", title="Disponibilizar a reprovação no sítio oficial",
    provision=DEC_167.art(31, par=4), duties=("PLT-06",), role=PUBLICACAO, what="reprovacao-do-plano",
    form=EvidenciaDePublicacao, outcomes=(Outcome("publicada", "Publicada"),), action="Registrar a publicação",
    instructions="Os cinco dias do recurso contam do dia em que a decisão ficou disponível.",
    then="a organização tem cinco dias para recorrer",
)  # fmt: skip

RECURSO_DA_REPROVACAO = recurso_de(
    "plano-da-parceria", DEC_167.art(31, inciso="II", alinea="a"), "da reprovação do plano", ("PLT-07",),
    QuemDecidiu.UNIDADE,
)  # fmt: skip
JANELA_DE_RECURSO, RECORRER = RECURSO_DA_REPROVACAO.window, RECURSO_DA_REPROVACAO.event
