"""The acts before the signature: arts. 34, I to VII, 35, 36, 37 and 59, VI, and the appeal of art. 31, II, b."""

from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import Deadline, Decision, HumanTask, Outcome, Publication, exige, veda
from workflows.kernel.roles import (
    AREA_TECNICA,
    GESTAO,
    GESTOR_DA_PARCERIA,
    ORCAMENTO,
    OSC,
    PROCURADORIA,
    PUBLICACAO,
    SECRETARIO,
)
from workflows.kernel.words import NoForm
from workflows.norms import DEC_167, Param
from workflows.parcerias.dinheiro import centavos, em_reais
from workflows.parcerias.formularios import EvidenciaDePublicacao, Fundamentada
from workflows.parcerias.formularios_celebracao import (
    AvaliacaoDeContas,
    Dotacao,
    FasesDoChamamento,
    Parecer,
    ParecerTecnico,
    Plataforma,
    Regularizacao,
)
from workflows.parcerias.formularios_minuta import JustificativaDosBens, MinutaDoInstrumento
from workflows.parcerias.providencias import DO_ARTIGO_35
from workflows.parcerias.recurso import QuemDecidiu
from workflows.parcerias.recurso_de_celebracao import recurso_de
from workflows.parcerias.regras_clausulas import pendencias


# -- Art. 34, I: chamamento ------------------------------------------------------------------------------------------
def _concluido(caso: Any, _outcome: str, fases: FasesDoChamamento) -> None:
    if faltam := fases.faltantes():
        lista = ", ".join(uma.short for uma in faltam)
        veda(faltam[0], f"O chamamento não está concluído; faltam as fases: {lista}.")
    demonstrada = bool(fases.nota_tecnica) or caso.input.sistema is None
    nota = "Com tarifa dos usuários, o chamamento traz a nota técnica de inviabilidade da concessão."
    exige(demonstrada, DEC_167.art(34, inciso="I", alinea="b"), nota, "nota_tecnica")


CONFERIR_CHAMAMENTO = HumanTask(
    id="celebracao.chamamento", title="Conferir as fases do chamamento público", provision=DEC_167.art(34, inciso="I"),
    duties=("CEL-01",), role=AREA_TECNICA, form=FasesDoChamamento, outcomes=(Outcome("concluido", "Concluído"),),
    check=_concluido, action="Registrar a conferência", then="as demais providências seguem",
)  # fmt: skip

# -- Arts. 10 e 11: habilitação --------------------------------------------------------------------------------------
REGULARIZAR = HumanTask(
    id="celebracao.regularizacao", title="Regularizar a habilitação da organização", provision=DEC_167.art(10),
    duties=("CEL-02",), role=OSC, form=Regularizacao, outcomes=(Outcome("regularizada", "Regularizada"),),
    action="Pedir nova conferência",
    instructions="Falta a habilitação plena em vigor ou a capacidade técnica. Conclua quando o cadastro as registrar.",
    then="o cadastro é consultado de novo",
)  # fmt: skip

# -- Art. 34, II: dotação, sem autorização do CONDES (parágrafo único) ------------------------------------------------
INDICAR_DOTACAO = HumanTask(
    id="celebracao.dotacao-indicada", title="Indicar a dotação orçamentária", provision=DEC_167.art(34, inciso="II"),
    duties=("CEL-03", "R-034-CONDES"), role=ORCAMENTO, form=Dotacao, outcomes=(Outcome("indicada", "Indicada"),),
    action="Indicar", instructions="Estas despesas não passam pela autorização do CONDES (art. 34, parágrafo único).",
)  # fmt: skip

# -- Art. 34, III: plano aprovado --------------------------------------------------------------------------------------
AGUARDAR_PLANO = HumanTask(
    id="celebracao.plano-pendente", title="Providenciar a aprovação do plano de trabalho", role=AREA_TECNICA,
    provision=DEC_167.art(34, inciso="III"), duties=("CEL-04",), form=NoForm, action="Conferir de novo",
    outcomes=(Outcome("conferir", "Conferir de novo"),),
    instructions="Não há plano aprovado desta organização. Conclua quando o plano da parceria for aprovado.",
    then="procura-se de novo o plano aprovado",
)  # fmt: skip

# -- Art. 35: documentos da organização --------------------------------------------------------------------------------
ENTREGAR_DOCUMENTOS = HumanTask(
    id="celebracao.documentos", title="Entregar os documentos para a celebração", provision=DEC_167.art(35),
    duties=("CEL-05", "R-035"), role=OSC, form=NoForm, outcomes=(Outcome("entregues", "Entregues"),),
    gate=DO_ARTIGO_35, action="Concluir a entrega",
    instructions="Anexe cada documento pedido, dizendo por qual dispositivo, e conclua.",
)  # fmt: skip

# -- Art. 34, IV: parecer técnico -----------------------------------------------------------------------------------
FAVORAVEL = Outcome("favoravel", "Favorável", "A celebração segue.")
DESFAVORAVEL = Outcome("inviavel", "Inviável", "O Secretário declara a inviabilidade, e cabe recurso (art. 31, II, b).")


def _parecer_coerente(caso: Any, outcome: str, parecer: ParecerTecnico) -> None:
    coerente = (outcome == FAVORAVEL) is parecer.favoravel
    exige(coerente, DEC_167.art(34, inciso="IV"), "É favorável o parecer em que os oito pontos o são, e só ele.")
    valor, teto = int(caso.plano.details["valor"]), centavos(caso.input.valor_de_referencia)
    acima = f"O plano vale {em_reais(valor)} e o teto é {em_reais(teto)}."
    cabe = valor <= teto or parecer.valores is Parecer.DESFAVORAVEL
    exige(cabe, DEC_167.art(34, inciso="IV", alinea="h"), acima, "valores")


OPINAR = HumanTask(
    id="celebracao.parecer", title="Emitir o parecer técnico", provision=DEC_167.art(34, inciso="IV"),
    role=AREA_TECNICA, duties=("CEL-06", "R-034-PT"), form=ParecerTecnico, check=_parecer_coerente,
    outcomes=(FAVORAVEL, DESFAVORAVEL), action="Assinar o parecer",
    then="favorável, designam-se o Gestor e a comissão de monitoramento",
)  # fmt: skip

# -- Art. 59, VI, e art. 99: contas rejeitadas -----------------------------------------------------------------------
EFEITO_DE_CONTAS = Param("efeito_contas_rejeitadas_outras_esferas")
BLOQUEIA = "bloqueia_ate_decisao"
NADA_CONSTA = Outcome("nada-consta", "Nada consta")
OUTRA_ESFERA = Outcome("outra-esfera", "Contas rejeitadas em outra esfera")
NO_SIGPAR = Outcome("impedida-no-sigpar", "Rejeição registrada no SIGPAR", "Impede celebrar (art. 99).")


def _consultou(_caso: Any, _outcome: str, avaliacao: AvaliacaoDeContas) -> None:
    ambas = {Plataforma.SIGCON, Plataforma.SIGPAR} <= set(avaliacao.consultadas)
    exige(ambas, DEC_167.art(59, inciso="VI"), "Consulte ao menos o SIGCON e o SIGPAR.", "consultadas")


AVALIAR_CONTAS = HumanTask(
    id="celebracao.contas-rejeitadas", title="Avaliar se há contas rejeitadas", provision=DEC_167.art(59, inciso="VI"),
    duties=("CEL-09", "R-059-VI", "R-099"), role=GESTOR_DA_PARCERIA, form=AvaliacaoDeContas, check=_consultou,
    outcomes=(NADA_CONSTA, OUTRA_ESFERA, NO_SIGPAR), action="Assinar a avaliação",
    instructions="O que consta nas plataformas vale mais que a declaração da organização.",
    then="sem impedimento, redige-se o instrumento",
)  # fmt: skip

PROSSEGUIR = Outcome("prosseguir", "Prosseguir", "A celebração segue, por decisão fundamentada.")
NAO_PROSSEGUIR = Outcome("nao-prosseguir", "Não prosseguir", "Declara-se a inviabilidade da celebração.")

DECIDIR_SOBRE_CONTAS = Decision(
    id="celebracao.decisao-sobre-contas", title="Decidir sobre contas rejeitadas em outra esfera", role=SECRETARIO,
    provision=DEC_167.art(59, inciso="VI"), duties=("CEL-09",), form=Fundamentada,
    outcomes=(PROSSEGUIR, NAO_PROSSEGUIR), action="Assinar a decisão", then="segue-se ou declara-se a inviabilidade",
)  # fmt: skip


# -- Arts. 36 e 37: minuta e bens ----------------------------------------------------------------------------------
def _conforme(caso: Any, _outcome: str, minuta: MinutaDoInstrumento) -> None:
    if achadas := pendencias(minuta, caso.contexto):
        lista = "; ".join(f"{uma.texto} ({uma.dispositivo.short})" for uma in achadas)
        veda(achadas[0].dispositivo, f"A minuta não está conforme: {lista}.")


REDIGIR = HumanTask(
    id="celebracao.redacao", title="Redigir o instrumento e conferir as cláusulas", provision=DEC_167.art(36),
    duties=(
        "CEL-10", "CLA-01", "CLA-02", "CLA-03", "CLA-04", "CLA-05", "CLA-06", "R-036-CLAUSES", "R-005-CONTRA",
        "R-036-120M", "R-036-PRORR", "R-036-30D", "R-036-60D", "R-037-INAL", "R-049-INFL-CLAUSE",
    ),
    role=AREA_TECNICA, form=MinutaDoInstrumento, outcomes=(Outcome("conforme", "Minuta conforme"),), check=_conforme,
    action="Concluir a minuta", instructions="Anexe a minuta à tarefa. O que falta ou passa do limite é dito.",
    then="a minuta vai ao parecer jurídico",
)  # fmt: skip

JUSTIFICADA = Outcome("justificada", "Os bens ficam com a organização")
NAO_JUSTIFICADA = Outcome("nao-justificada", "Não se justifica", "A minuta volta, com os bens para a SINFRA.")

JUSTIFICAR_BENS = Decision(
    id="celebracao.destinacao-dos-bens", title="Justificar que os bens fiquem com a organização", role=SECRETARIO,
    provision=DEC_167.art(37, inciso="II", alinea="a"), duties=("CLA-05", "R-037-OSC"), form=JustificativaDosBens,
    outcomes=(JUSTIFICADA, NAO_JUSTIFICADA), action="Assinar a justificativa", then="a minuta vai ao parecer jurídico",
)  # fmt: skip

# -- Art. 34, VII: parecer jurídico ------------------------------------------------------------------------------------
PRAZO_DO_PARECER_JURIDICO = Deadline(
    id="celebracao.prazo-do-parecer-juridico", title="parecer jurídico da parceria",
    provision=DEC_167.art(34, inciso="VII"), parameter=Param("prazo_parecer_juridico_dias"),
    nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL, binds=Binds.ADMINISTRACAO,
    on_lapse="o parecer continua devido e a chefia é avisada", reminders=(2,), escalations=(1, 5), escalates_to=GESTAO,
)  # fmt: skip

OPINAR_SOBRE_O_DIREITO = HumanTask(
    id="celebracao.parecer-juridico-emitido", title="Emitir o parecer jurídico",
    provision=DEC_167.art(34, inciso="VII"), duties=("CEL-11",), role=PROCURADORIA,
    authority=Param("orgao_parecer_juridico"), form=Fundamentada, outcomes=(FAVORAVEL, DESFAVORAVEL),
    deadline=PRAZO_DO_PARECER_JURIDICO, excludes=(OPINAR,), action="Assinar o parecer",
    instructions="A juridicidade da parceria e as dúvidas que lhe tenham sido levadas.",
    then="favorável, as partes são convocadas a assinar",
)  # fmt: skip

# -- Art. 31, II, b, e § 4º: a inviabilidade, no sítio, e o recurso ----------------------------------------------------
DECLARAR_INVIAVEL = Decision(
    id="celebracao.inviabilidade-declarada", title="Declarar a inviabilidade da celebração", role=SECRETARIO,
    provision=DEC_167.art(31, inciso="II", alinea="b"), duties=("CEL-12",), form=Fundamentada, appealable=True,
    outcomes=(Outcome("declarada", "Inviabilidade declarada"),), action="Assinar a decisão",
    instructions="Fundamente no parecer ou na avaliação que a motivou.", then="a decisão vai ao sítio e cabe recurso",
)  # fmt: skip

INVIABILIDADE_NO_SITIO = Publication(
    id="celebracao.inviabilidade-no-sitio", title="Disponibilizar a inviabilidade no sítio oficial", role=PUBLICACAO,
    provision=DEC_167.art(31, par=4), duties=("CEL-12",), what="inviabilidade-da-celebracao",
    form=EvidenciaDePublicacao, outcomes=(Outcome("publicada", "Publicada"),), action="Registrar a publicação",
    instructions="Os cinco dias do recurso contam do dia em que a decisão ficou disponível.",
    then="a organização tem cinco dias para recorrer",
)  # fmt: skip

RECURSO = recurso_de(
    "celebracao", DEC_167.art(31, inciso="II", alinea="b"), "da inviabilidade", ("CEL-13",), QuemDecidiu.SECRETARIO
)
JANELA_DE_RECURSO, RECORRER = RECURSO.window, RECURSO.event
