"""The acts of arts. 102 to 105: SINFRA publishes, the organisation publishes and proves it, and both keep it up."""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.execucao.formularios_divulgacao import (
    ART_103,
    ART_104,
    ART_105,
    EQUIPE,
    ConferenciaDaDivulgacao,
    DivulgacaoDaSinfra,
    EquipeDoExercicio,
    PecaDePublicidade,
    ProvaDaDivulgacao,
)
from workflows.execucao.regras_da_divulgacao import DIAS_DE_DIVULGACAO, da_equipe, da_peca, que_faltam
from workflows.kernel import (
    Deadline,
    Event,
    Forbidden,
    Gate,
    HumanTask,
    Notice,
    Outcome,
    Publication,
    Requirement,
    exige,
)
from workflows.kernel.roles import OSC, PUBLICACAO
from workflows.kernel.words import veda_cada
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada

ART_102_I = DEC_167.art(102, inciso="I")

# -- Art. 102: o que a SINFRA divulga ----------------------------------------------------------------------------------


def _ja_saiu(caso: Any, _outcome: str, evidencia: DivulgacaoDaSinfra) -> None:
    inicio = caso.input.parceria.inicio
    antes = f"A parceria só produz efeitos desde {inicio:%d/%m/%Y}."
    exige(evidencia.publicado_em >= inicio, DEC_167.art(36, par=2), antes, "publicado_em")


PUBLICAR = Publication(
    id="divulgacao-da-parceria.publicacao", title="Divulgar a parceria e o seu plano de trabalho",
    what="relacao-de-parcerias", provision=ART_102_I, duties=("TRA-01", "R-102"), role=PUBLICACAO,
    form=DivulgacaoDaSinfra, outcomes=(Outcome("divulgada", "Divulgada"),), check=_ja_saiu,
    action="Registrar a divulgação",
    instructions="O portal público já mostra a parceria, com o que o processo sabe dela e o caminho para representar. "
    "Publique o plano de trabalho no sítio oficial, confira a página da parceria e registre os dois endereços.",
    then="a parceria fica na relação até 180 dias depois do término",
)  # fmt: skip

# -- Art. 103: o que a organização divulga -----------------------------------------------------------------------------
PRAZO_DA_PROVA = Deadline(
    id="divulgacao-da-parceria.prazo-da-prova", title="divulgação pela organização", provision=ART_103,
    parameter=Param("prazo_divulgacao_pela_osc_dias"), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL,
    binds=Binds.PARTICULAR, reminders=(5, 1), on_lapse="a divulgação continua devida",
)  # fmt: skip

FOTOGRAFIAS = Requirement(
    id="divulgacao-da-parceria.fotografias", title="a fotografia da relação à vista em cada lugar", provision=ART_103,
    document=True,
)  # fmt: skip
PROVAS = Gate(
    id="divulgacao-da-parceria.provas", title="a prova da divulgação", provision=ART_103, duties=("R-103",),
    requirements=(FOTOGRAFIAS,),
)  # fmt: skip


def _ja_divulgada(caso: Any, _outcome: str, prova: ProvaDaDivulgacao) -> None:
    exige(prova.divulgada_em <= caso.today, ART_103, "A data da divulgação ainda não chegou.", "divulgada_em")


PROVAR = HumanTask(
    id="divulgacao-da-parceria.prova", title="Divulgar a relação de parcerias e dizer onde", provision=ART_103,
    duties=("TRA-02", "R-103"), role=OSC, form=ProvaDaDivulgacao, outcomes=(Outcome("divulgada", "Divulgada"),),
    within=PRAZO_DA_PROVA, gate=PROVAS, check=_ja_divulgada, action="Enviar",
    instructions="A relação fica na internet e à vista nas sedes e nos estabelecimentos em que a organização atua, com "
    "as seis informações do art. 104. A página da parceria no portal público tem todas elas, para copiar.",
    then="a Equipe de publicação confere se as seis informações estão lá",
)  # fmt: skip

CONFORME = Outcome("conforme", "Está conforme", "A relação traz as seis informações.")
CORRIGIR = Outcome("corrigir", "Falta corrigir", "A organização completa a relação e a envia de novo.")


def _completa(_caso: Any, outcome: str, conferencia: ConferenciaDaDivulgacao) -> None:
    faltam = [
        Forbidden(dispositivo, texto, "informacoes") for dispositivo, texto in que_faltam(conferencia.informacoes)
    ]
    if outcome == CONFORME:
        veda_cada(faltam)
    sobra = "As seis informações estão marcadas; diga que está conforme, ou desmarque a que falta."
    exige(outcome == CONFORME or bool(faltam), ART_104, sobra, "informacoes")


CONFERIR = HumanTask(
    id="divulgacao-da-parceria.conferencia", title="Conferir a divulgação da organização", provision=ART_104,
    duties=("TRA-03", "R-104-FIELDS"), role=PUBLICACAO, form=ConferenciaDaDivulgacao, outcomes=(CONFORME, CORRIGIR),
    check=_completa, action="Registrar",
    instructions="Abra o endereço, veja as fotografias e marque o que a relação traz.",
    then="conforme, a relação é mantida até 180 dias depois do término; se falta algo, a organização corrige",
)  # fmt: skip

# -- Art. 104, VI: a equipe paga ---------------------------------------------------------------------------------------
COM_EQUIPE = Outcome("com-equipe", "A parceria paga equipe", "As funções e os valores são públicos, sem nomes.")
SEM_EQUIPE = Outcome("sem-equipe", "A parceria não paga equipe", "O portal diz que não há.")


def _da_equipe(_caso: Any, outcome: str, dita: EquipeDoExercicio) -> None:
    exige((outcome == COM_EQUIPE) is bool(dita.equipe), EQUIPE, "Diga as funções, ou que não se paga equipe.", "equipe")
    veda_cada([Forbidden(dispositivo, texto, "equipe") for dispositivo, texto in da_equipe(dita.equipe)])


INFORMAR_EQUIPE = HumanTask(
    id="divulgacao-da-parceria.equipe", title="Informar a equipe paga com recursos da parceria", provision=EQUIPE,
    duties=("TRA-03", "R-104-FIELDS"), role=OSC, form=EquipeDoExercicio, outcomes=(COM_EQUIPE, SEM_EQUIPE),
    check=_da_equipe, action="Informar",
    instructions="Por função, sem nomes de pessoas: quantas são, quanto cada uma ganha e o previsto no exercício.",
    then="o portal público mostra as funções e os valores; no exercício seguinte se pergunta de novo",
)  # fmt: skip


# -- Arts. 105 e 47, V: publicidade da organização ---------------------------------------------------------------------
def _da_peca(_caso: Any, _act: Any, peca: PecaDePublicidade) -> None:
    veda_cada([Forbidden(dispositivo, texto) for dispositivo, texto in da_peca(peca)])


APRESENTAR_PECA = Event(
    id="divulgacao-da-parceria.peca", title="peça de publicidade", who=(OSC,), provision=ART_105,
    duties=("TRA-05", "R-105"), form=PecaDePublicidade, many=True, awaited=True, parties_only=True, files=True,
    check=_da_peca, instructions="Antes de divulgar: envie a peça e diga que documento oficial ela segue.",
)  # fmt: skip
SEGUE = Outcome("segue", "Segue as diretrizes", "A organização pode divulgar.")
NAO_SEGUE = Outcome("nao-segue", "Não segue as diretrizes", "A organização corrige a peça e a envia de novo.")
CONFERIR_PECA = HumanTask(
    id="divulgacao-da-parceria.conferencia-da-peca", title="Conferir a peça de publicidade da organização",
    provision=ART_105, duties=("TRA-05", "R-105"), role=PUBLICACAO, form=Fundamentada, outcomes=(SEGUE, NAO_SEGUE),
    action="Registrar", instructions="Compare a peça com o documento oficial que a organização diz seguir.",
    then="a organização é avisada",
)  # fmt: skip
AVISO_SOBRE_A_PECA = Notice(
    id="divulgacao-da-parceria.aviso-sobre-a-peca", title="Sua peça de publicidade foi conferida", provision=ART_105,
    body="A peça “{peca}” foi conferida: {resultado}. O motivo está no processo.",
)  # fmt: skip

# -- Art. 104: cento e oitenta dias depois do término ------------------------------------------------------------------
PRAZO = Deadline(
    id="divulgacao-da-parceria.prazo", title="divulgação da parceria depois do término", provision=ART_104,
    duties=("TRA-04", "R-104-180D"), budget=dias(DIAS_DE_DIVULGACAO), nature=Nature.VALIDITY,
    counting=Counting.MATERIAL, binds=Binds.PARTICULAR, on_lapse="a parceria já pode sair da relação",
)  # fmt: skip
AVISO_DE_MANUTENCAO = Notice(
    id="divulgacao-da-parceria.aviso-de-manutencao", title="Mantenha a parceria na sua relação", provision=ART_104,
    duties=("TRA-04",),
    body="O {numero} terminou em {dia:%d/%m/%Y}. Ele continua na relação da organização por mais 180 dias.",
)  # fmt: skip
