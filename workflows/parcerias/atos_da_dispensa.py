"""The acts of arts. 22 to 25: tasks, decisions, publications and deadlines of a partnership without public call.

Both the justification and the answer to whoever objects are the administration's; the objection is anybody's.
"""

from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import Deadline, Decision, Event, HumanTask, Notice, Outcome, Publication, exige
from workflows.kernel.messages import Act
from workflows.kernel.roles import AREA_TECNICA, CIDADAO, GESTAO, OSC, PROTOCOLO, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import EvidenciaDePublicacao, Fundamentada
from workflows.parcerias.formularios_dispensa import Enquadramento, Impugnacao, Justificativa
from workflows.parcerias.regras_dispensa import ANTECEDENCIA_NO_DIARIO, LIMITE_DA_URGENCIA, Hipotese, cabe_na_urgencia

# -- Arts. 23 e 24: a hipótese ---------------------------------------------------------------------------------
DISPENSAVEL = Outcome("dispensavel", "Chamamento dispensável", "Configura-se uma das hipóteses do art. 23.")
INEXIGIVEL = Outcome("inexigivel", "Chamamento inexigível", "Não há como competir (art. 24).")
NENHUMA = Outcome("nenhuma", "Nenhuma hipótese", "O chamamento público é obrigatório (art. 22).")


def _enquadrada(_caso: Any, outcome: str, form: Enquadramento) -> None:
    if outcome == NENHUMA:
        exige(form.hipotese is None, DEC_167.art(22), "Configurada uma hipótese, escolha a saída que é dela.")
        return
    artigo = DEC_167.art(23) if outcome == DISPENSAVEL else DEC_167.art(24)
    hipotese = form.hipotese
    confere = hipotese is not None and hipotese.dispensa is (outcome == DISPENSAVEL)
    exige(confere, artigo, "Escolha a hipótese deste artigo que se configura.", "hipotese")
    limite = f"A parceria por urgência dura de 1 a {LIMITE_DA_URGENCIA} dias; informe a vigência."
    cabe = cabe_na_urgencia(hipotese or Hipotese.URGENCIA, form.vigencia_em_dias)
    exige(cabe, DEC_167.art(23, inciso="I"), limite, "vigencia_em_dias")


ENQUADRAR = HumanTask(
    id="dispensa-inexigibilidade.enquadramento", title="Enquadrar o caso em uma hipótese", role=AREA_TECNICA,
    provision=DEC_167.art(22), duties=("DIS-01", "R-023-180D", "R-024"), form=Enquadramento, check=_enquadrada,
    outcomes=(DISPENSAVEL, INEXIGIVEL, NENHUMA), action="Concluir o enquadramento",
    instructions="Sem hipótese dos arts. 23 e 24, o chamamento público é obrigatório.",
    then="a área técnica justifica a contratação direta ou, sem hipótese, o processo se encerra",
)  # fmt: skip

# -- Art. 25, caput: justificativa e homologação ----------------------------------------------------------------
JUSTIFICAR = HumanTask(
    id="dispensa-inexigibilidade.justificativa", title="Elaborar a justificativa formal", provision=DEC_167.art(25),
    duties=("DIS-02",), role=AREA_TECNICA, form=Justificativa, outcomes=(Outcome("assinada", "Assinada"),),
    action="Assinar a justificativa", then="o Secretário decide se homologa a justificativa",
)  # fmt: skip

HOMOLOGAR = Outcome("homologada", "Homologar", "O extrato sai no sítio hoje mesmo (art. 25, § 1º).")
NAO_HOMOLOGAR = Outcome("nao-homologada", "Não homologar", "Não há contratação direta; cabe o chamamento público.")

HOMOLOGACAO = Decision(
    id="dispensa-inexigibilidade.homologacao", title="Homologar a justificativa", provision=DEC_167.art(25),
    duties=("DIS-03", "R-025-HOMOL"), role=SECRETARIO, form=Fundamentada, outcomes=(HOMOLOGAR, NAO_HOMOLOGAR),
    excludes=(ENQUADRAR, JUSTIFICAR), revocable=True, action="Assinar a decisão",
    instructions="O extrato tem de sair no sítio no mesmo dia da homologação: combine antes com a publicação.",
    then="o extrato é publicado no sítio no mesmo dia",
)  # fmt: skip


# -- Art. 25, § 1º: o sítio no dia do ato, o Diário Oficial dez dias antes da celebração --------------------------
def _depois_do_ato(caso: Any, _outcome: str, form: EvidenciaDePublicacao) -> None:
    ato = caso.ato_em
    antes = f"O ato é de {ato:%d/%m/%Y}; o extrato não pode ter saído antes dele."
    exige(form.publicado_em >= ato, DEC_167.art(25, par=1), antes, "publicado_em")


EXTRATO_NO_SITIO = Publication(
    id="dispensa-inexigibilidade.extrato-no-sitio", title="Publicar o extrato no sítio oficial", role=PUBLICACAO,
    provision=DEC_167.art(25, par=1), duties=("DIS-04", "R-025-SITE"), what="extrato-no-sitio",
    form=EvidenciaDePublicacao, outcomes=(Outcome("publicado", "Publicado"),), check=_depois_do_ato,
    action="Registrar a publicação",
    instructions="Publique hoje, na data do ato: fora dela, a parceria seria nula. Registre o dia em que saiu.",
    then="abre-se o prazo para impugnar; publicado fora do dia, o ato não serve à celebração",
)  # fmt: skip

EXTRATO_NO_DIARIO = Publication(
    id="dispensa-inexigibilidade.extrato-no-diario", title="Publicar o extrato no Diário Oficial", role=PUBLICACAO,
    provision=DEC_167.art(25, par=1), duties=("DIS-05",), what="extrato-no-diario", form=EvidenciaDePublicacao,
    outcomes=(Outcome("publicado", "Publicado"),), check=_depois_do_ato, action="Registrar a publicação",
    instructions="A parceria só pode ser celebrada dez dias depois do dia que você registrar.",
    then="contam-se dez dias até a celebração",
)  # fmt: skip

DEZ_DIAS = Deadline(
    id="dispensa-inexigibilidade.dez-dias", title="dez dias entre o Diário Oficial e a celebração",
    provision=DEC_167.art(25, par=1), duties=("R-025-10D",), budget=dias(ANTECEDENCIA_NO_DIARIO),
    nature=Nature.MINIMUM, counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO,
    on_lapse="a parceria já pode ser celebrada, se nenhuma impugnação o impedir",
)  # fmt: skip

# -- Art. 25, §§ 2º e 3º: impugnação -----------------------------------------------------------------------------
JANELA = Deadline(
    id="dispensa-inexigibilidade.janela-de-impugnacao", title="impugnação da justificativa",
    provision=DEC_167.art(25, par=2), duties=("DIS-06", "R-025-IMP5"), budget=dias(5), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, on_lapse="perde-se o direito de impugnar",
)  # fmt: skip

IMPUGNACAO = Event(
    id="dispensa-inexigibilidade.impugnacao", title="impugnação da justificativa", provision=DEC_167.art(25, par=2),
    who=(CIDADAO, OSC, PROTOCOLO), form=Impugnacao, many=True, awaited=True, files=True,
    instructions="Qualquer pessoa pode impugnar. A celebração espera a resposta.",
)  # fmt: skip

PRAZO_DA_RESPOSTA = Deadline(
    id="dispensa-inexigibilidade.prazo-da-resposta", title="resposta à impugnação", provision=DEC_167.art(25, par=2),
    duties=("R-025-DEC5",), budget=dias(5), nature=Nature.ADMINISTRATIVE, counting=Counting.PROCESSUAL,
    binds=Binds.ADMINISTRACAO, on_lapse="a celebração continua à espera da resposta e a chefia é avisada",
    reminders=(1,), escalations=(1, 5), escalates_to=GESTAO,
)  # fmt: skip

PROCEDENTE = Outcome("procedente", "Procedente", "O ato é revogado ou anulado (art. 25, § 3º).")
IMPROCEDENTE = Outcome("improcedente", "Improcedente", "O ato fica como está.")

JULGAMENTO = Decision(
    id="dispensa-inexigibilidade.julgamento", title="Responder à impugnação", provision=DEC_167.art(25, par=2),
    duties=("DIS-07",), role=SECRETARIO, form=Fundamentada, outcomes=(PROCEDENTE, IMPROCEDENTE),
    deadline=PRAZO_DA_RESPOSTA, action="Assinar a resposta", excludes=(ENQUADRAR, JUSTIFICAR),
    then="se procedente, o ato é revogado ou anulado",
)  # fmt: skip

DESFAZIMENTO = Decision(
    id="dispensa-inexigibilidade.desfazimento", title="Revogar ou anular o ato", provision=DEC_167.art(25, par=3),
    duties=("DIS-08", "R-025-REV"), role=SECRETARIO, form=Fundamentada, action="Assinar a decisão",
    outcomes=(Outcome("revogado", "Revogar"), Outcome("anulado", "Anular")),
    instructions="Havendo fundamento na impugnação, o ato é desfeito; já celebrada a parceria, anule.",
    then="o processo se encerra sem contratação direta",
)  # fmt: skip


# -- A espera da janela é leitura nossa: por decisão fundamentada, o Secretário segue antes que ela se feche ---------
def _nada_pendente(caso: Any, _ato: Act, _form: Fundamentada) -> None:
    pendente = any(task.decl == JULGAMENTO.id for task in caso.undone())
    exige(not pendente, DEC_167.art(25, par=2), "Há impugnação sem resposta; responda a ela antes de liberar.")
    exige(caso.brought(ANTECIPACAO) == 0, DEC_167.art(25, par=2), "A celebração já foi liberada por decisão anterior.")


ANTECIPACAO = Event(
    id="dispensa-inexigibilidade.antecipacao", title="decisão de celebrar antes do fim da janela de impugnação",
    provision=DEC_167.art(25, par=2), who=(SECRETARIO,), form=Fundamentada, many=True, awaited=True,
    check=_nada_pendente, instructions="A impugnação que vier ainda no prazo e for procedente anula o que se fez.",
)  # fmt: skip

AVISO_DE_LIBERACAO = Notice(
    id="dispensa-inexigibilidade.aviso-de-liberacao", title="A contratação direta pode ser celebrada", to=GESTAO,
    provision=DEC_167.art(25, par=4), duties=("DIS-09", "R-025-REST"),
    body="Desde {dia:%d/%m/%Y} a parceria pode ser celebrada, cumprido todo o resto que o decreto exige.",
)  # fmt: skip

AVISO_DE_DESFAZIMENTO = Notice(
    id="dispensa-inexigibilidade.aviso-de-desfazimento", title="O ato de contratação direta foi desfeito", to=GESTAO,
    provision=DEC_167.art(25, par=3),
    body="Em {dia:%d/%m/%Y} o ato foi revogado ou anulado por impugnação procedente; o que se celebrou com base nele "
    "precisa ser anulado.",
)  # fmt: skip
