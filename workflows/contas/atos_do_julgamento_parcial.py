"""The acts of arts. 84, §§ 2º and 3º, and 85: measures recommended, the conclusive opinion, the decision."""

from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.contas.atos_da_analise_parcial import DESFAVORAVEL, FAVORAVEL, OPINAR_SOBRE_AS_FINANCAS
from workflows.contas.atos_das_contas_parciais import entregue
from workflows.contas.formularios_contas_parciais import (
    Decisao,
    NotificacaoParaDefesa,
    ParecerConclusivo,
    Recomendacao,
)
from workflows.contas.regras_contas_parciais import fora_da_recomendacao
from workflows.execucao.agentes_da_parceria import pela_chefia
from workflows.execucao.formularios_monitoramento import Substituto
from workflows.kernel import Deadline, Decision, Gate, HumanTask, Notice, Outcome, Requirement, exige, veda
from workflows.kernel.roles import GESTOR_DA_PARCERIA, MEMBRO_DA_CMA, OSC, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada

PAR_2 = DEC_167.art(84, par=2)
DEFESA_POR_ATO = Param("prazo_defesa_previa_dias")

# -- Art. 84, § 2º: providências, com ampla defesa ----------------------------------------------------------------
RECOMENDADAS = Outcome("recomendadas", "Recomendar providências", "A organização se defende antes da decisão.")
SEM_RECOMENDACAO = Outcome("sem-recomendacao", "Não recomendar", "Segue para o parecer técnico parcial conclusivo.")


def _recomendada(_caso: Any, outcome: str, form: Recomendacao) -> None:
    coerente = bool(form.providencias) is (outcome == RECOMENDADAS)
    exige(coerente, PAR_2, "Marque as providências, se as recomenda, e nenhuma se não.", "providencias")


RECOMENDAR = HumanTask(
    id="contas-parciais.recomendacao", title="Recomendar providências ao Secretário", provision=PAR_2,
    duties=("ACP-04",), role=GESTOR_DA_PARCERIA, form=Recomendacao, outcomes=(RECOMENDADAS, SEM_RECOMENDACAO),
    check=_recomendada, action="Assinar",
    instructions="Conforme a gravidade do caso. O Gestor recomenda; quem decide é o Secretário.",
    then="recomendadas, a organização é notificada para se defender",
)  # fmt: skip
RECOMENDAR_PELA_CHEFIA = pela_chefia(RECOMENDAR)


def _para_defesa(caso: Any, _outcome: str, form: NotificacaoParaDefesa) -> None:
    entregue(caso, form, PAR_2)
    fixado = caso.defesa_por_ato is not None or form.prazo_em_dias is not None
    exige(fixado, PAR_2, "Nenhum ato fixa o prazo da defesa; fixe-o na notificação.", "prazo_em_dias")


NOTIFICAR_PARA_DEFESA = HumanTask(
    id="contas-parciais.notificacao-para-defesa", title="Notificar a organização para se defender", provision=PAR_2,
    duties=("R-084-DEF",), role=GESTOR_DA_PARCERIA, form=NotificacaoParaDefesa, check=_para_defesa,
    outcomes=(Outcome("entregue", "Entregue"),), action="Registrar a entrega",
    instructions="Envie a recomendação inteira, com seus motivos.", then="corre o prazo da defesa, contado da entrega",
)  # fmt: skip
NOTIFICAR_PARA_DEFESA_PELA_CHEFIA = pela_chefia(NOTIFICAR_PARA_DEFESA)

PRAZO_DA_DEFESA = Deadline(
    id="contas-parciais.prazo-da-defesa", title="defesa sobre as providências", provision=PAR_2,
    parameter=DEFESA_POR_ATO, nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, reminders=(3, 1), on_lapse="o processo segue sem a defesa",
)  # fmt: skip
DEFENDER = HumanTask(
    id="contas-parciais.defesa", title="Defender-se das providências recomendadas", provision=PAR_2,
    duties=("R-084-DEF",), role=OSC, form=Fundamentada, outcomes=(Outcome("apresentada", "Apresentada"),),
    within=PRAZO_DA_DEFESA, action="Apresentar a defesa", then="o Gestor conclui, e o Secretário decide",
)  # fmt: skip

# -- Art. 84, § 3º: termo de aceitação provisória da obra ---------------------------------------------------------
JUNTADO = Outcome("juntado", "Termo juntado", "Expedido depois da vistoria no local.")
SEM_OBRA = Outcome("sem-obra", "Não há obra no período", "Nada a aceitar; diga por quê.")
TERMO = Gate(
    id="contas-parciais.termo-de-aceitacao", title="a aceitação provisória da obra", provision=DEC_167.art(84, par=3),
    duties=("R-084-ACEITE",),
    requirements=(
        Requirement(
            id="contas-parciais.copia-do-termo", title="a cópia do termo de aceitação provisória", document=True,
            provision=DEC_167.art(84, par=3),
        ),
    ),
)  # fmt: skip
JUNTAR_TERMO = HumanTask(
    id="contas-parciais.juntada-do-termo", title="Juntar o termo de aceitação provisória da obra",
    provision=DEC_167.art(84, par=3), duties=("ACP-05", "R-084-ACEITE"), role=MEMBRO_DA_CMA, form=Fundamentada,
    outcomes=(JUNTADO, SEM_OBRA), gate=TERMO, gated=(JUNTADO,), action="Registrar",
    instructions="O termo é expedido depois de vistoria no local, e vem antes do parecer do Gestor.",
    then="o Gestor emite o parecer técnico parcial conclusivo",
)  # fmt: skip
SUBSTITUIR = HumanTask(
    id="contas-parciais.substituicao", title="Substituir o membro impedido", provision=DEC_167.art(52, par="unico"),
    role=SECRETARIO, form=Substituto, outcomes=(Outcome("substituido", "Substituído"),), action="Assinar o ato",
    then="quem substitui junta o termo",
)  # fmt: skip


# -- Art. 85: o parecer do Gestor e a manifestação do Secretário --------------------------------------------------
def _concluida(_caso: Any, outcome: str, form: ParecerConclusivo) -> None:
    exige(form.cumprimento.favoravel is (outcome == FAVORAVEL), DEC_167.art(85), "A conclusão e o parecer divergem.")


OPINAR = HumanTask(
    id="contas-parciais.parecer-conclusivo", title="Emitir o Parecer Técnico Parcial Conclusivo",
    provision=DEC_167.art(85), duties=("ACP-06", "R-085", "R-059-RTMA"), role=GESTOR_DA_PARCERIA,
    form=ParecerConclusivo, outcomes=(FAVORAVEL, DESFAVORAVEL), check=_concluida, action="Assinar o parecer",
    instructions="Baseie-se no relatório técnico da comissão (art. 59, III).",
    then="o processo vai de imediato ao Secretário",
)  # fmt: skip
OPINAR_PELA_CHEFIA = pela_chefia(OPINAR)

APROVAR = Outcome("aprovar", "Aprovar as contas", "As parcelas seguintes podem ser liberadas.")
NAO_APROVAR = Outcome("nao-aprovar", "Não aprovar", "As parcelas seguintes ficam impedidas até o saneamento.")


def _decidida(caso: Any, outcome: str, form: Decisao) -> None:
    com = "Quem aprova as contas não determina providências."
    exige(outcome == NAO_APROVAR or not form.providencias, PAR_2, com, "providencias")
    for uma in fora_da_recomendacao(form.providencias, caso.recomendadas):
        veda(uma.dispositivo, "Só cabem providências recomendadas, sobre as quais houve defesa.", "providencias")


DECIDIR = Decision(
    id="contas-parciais.decisao", title="Decidir sobre as contas parciais", provision=DEC_167.art(85, par="unico"),
    duties=("ACP-10", "R-085-SEC", "R-087-CHAIN", "R-084-DEF"), role=SECRETARIO, form=Decisao,
    outcomes=(APROVAR, NAO_APROVAR), check=_decidida, excludes=(OPINAR, OPINAR_PELA_CHEFIA, OPINAR_SOBRE_AS_FINANCAS),
    action="Assinar a decisão",
    instructions="A decisão é sua, seja qual for o parecer. O decreto não prevê recurso dela; um ato normativo pode "
    "admiti-lo.",
    then="aprovadas, as parcelas seguem; não aprovadas, ficam impedidas até o saneamento",
)  # fmt: skip

AVISO_DA_DECISAO = Notice(
    id="contas-parciais.aviso-da-decisao", title="As contas parciais foram julgadas",
    provision=DEC_167.art(85, par="unico"),
    body="Contas parciais nº {numero}: {resultado}. Leia a decisão no processo.",
)  # fmt: skip
