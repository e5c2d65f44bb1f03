"""The acts of arts. 100 and 101: whether special accounts are due, what they find, and where they go."""

from typing import Any

from workflows.contas.apuracao_do_debito import atos_do_debito
from workflows.contas.formularios_debito import MemoriaDoDebito
from workflows.contas.formularios_tomada import Encaminhamento, Requisitos
from workflows.kernel import Decision, HumanTask, Notice, Outcome, exige
from workflows.kernel.roles import AREA_TECNICA, PROTOCOLO, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada

REQUISITOS_DO_TRIBUNAL = Param("parametros_rn_024_2014_tp")

VERIFICAR = HumanTask(
    id="tomada-de-contas-especial.requisitos", title="Verificar os requisitos da resolução do Tribunal de Contas",
    provision=DEC_167.art(100), duties=("TCE-02", "R-100"), role=AREA_TECNICA, form=Requisitos,
    outcomes=(Outcome("verificados", "Verificados"),), action="Concluir",
    instructions="A Resolução Normativa 024/2014-TP diz quando a tomada de contas especial é devida.",
    then="o Secretário decide se a instaura",
)  # fmt: skip

INSTAURAR = Outcome("instaurar", "Instaurar a tomada de contas especial")
NAO_INSTAURAR = Outcome("nao-instaurar", "Não instaurar", "Faltam os requisitos da resolução (art. 100).")


def _se_preenchidos(caso: Any, outcome: str, _form: Fundamentada) -> None:
    preenchidos = caso.requisitos.preenchidos
    dito = "estão preenchidos: a tomada de contas especial é instaurada" if preenchidos else "não estão preenchidos"
    exige((outcome == INSTAURAR) is preenchidos, DEC_167.art(100), f"Os requisitos da resolução {dito}.")


DECIDIR = Decision(
    id="tomada-de-contas-especial.instauracao", title="Decidir sobre a tomada de contas especial", role=SECRETARIO,
    provision=DEC_167.art(100), duties=("TCE-03", "R-095-TCE"), form=Fundamentada, outcomes=(INSTAURAR, NAO_INSTAURAR),
    check=_se_preenchidos, action="Assinar a decisão", then="instaurada, apura-se o débito",
)  # fmt: skip

AVISO = Notice(
    id="tomada-de-contas-especial.aviso", title="Tomada de contas especial instaurada", provision=DEC_167.art(100),
    duties=("TCE-03",),
    body="Foi instaurada tomada de contas especial sobre o instrumento {numero}. O débito será apurado.",
)  # fmt: skip

DEBITO = atos_do_debito(
    "tomada-de-contas-especial", "Apurar o débito da tomada de contas especial",
    "o Secretário encerra ou encaminha a tomada de contas",
)  # fmt: skip
CALCULAR, SUPRIR, MEMORIA = DEBITO

APURAR = HumanTask(
    id="tomada-de-contas-especial.debito", title="Apurar o débito da tomada de contas especial", role=AREA_TECNICA,
    provision=DEC_167.art(101), form=MemoriaDoDebito, outcomes=(Outcome("apurado", "Débito apurado"),),
    action="Concluir a apuração",
    instructions="Junte a memória de cálculo como “tramita debt compute” a dá, com as séries que usou.",
    then="o Secretário encerra ou encaminha a tomada de contas",
)  # fmt: skip
"""Of cases that came here before the debt was computed by the case itself."""

RESSARCIDO = Outcome("ressarcido", "O débito foi ressarcido", "Anexe a prova; nada mais há a encaminhar.")
ENCAMINHAR = Outcome("encaminhar", "Encaminhar ao Tribunal de Contas")

CONCLUIR = Decision(
    id="tomada-de-contas-especial.conclusao", title="Concluir a tomada de contas especial", role=SECRETARIO,
    provision=DEC_167.art(100), form=Fundamentada, outcomes=(RESSARCIDO, ENCAMINHAR), action="Assinar a conclusão",
    then="com débito, os autos vão ao Tribunal de Contas",
)  # fmt: skip

REMETER = HumanTask(
    id="tomada-de-contas-especial.remessa", title="Remeter os autos ao Tribunal de Contas", role=PROTOCOLO,
    provision=DEC_167.art(100), form=Encaminhamento, outcomes=(Outcome("remetidos", "Autos remetidos"),),
    action="Registrar a remessa", then="o processo se encerra aqui e segue no Tribunal",
)  # fmt: skip
