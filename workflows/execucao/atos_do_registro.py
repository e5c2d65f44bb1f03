"""The act of art. 42, § 5º: the organisation registers, month by month, what it bought, hired and paid."""

from typing import Any

from workflows.clock import Binds, Counting, Nature
from workflows.execucao.apontamentos import Efeito
from workflows.execucao.conferencia_da_despesa import achados, ultimo_dia
from workflows.execucao.formularios_despesa import MovimentoDoMes
from workflows.kernel import Deadline, Forbidden, HumanTask, Notice, Outcome, exige, veda_cada
from workflows.kernel.roles import AREA_TECNICA, GESTAO, OSC
from workflows.norms import DEC_167, Param

PAR_5 = DEC_167.art(42, par=5)
DIA_DO_REGISTRO = Param("dia_registro_mensal_sigpar")

PRAZO = Deadline(
    id="registro-de-despesas.prazo", title="registro das compras e pagamentos do mês", provision=PAR_5,
    duties=("R-042-MONTH",), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL, binds=Binds.PARTICULAR,
    on_lapse="o registro continua devido e a chefia é avisada do descumprimento", reminders=(5,), escalations=(1, 15),
    escalates_to=GESTAO,
)  # fmt: skip

COM_MOVIMENTO = Outcome("com-movimento", "Registrar o movimento")
SEM_MOVIMENTO = Outcome("sem-movimento", "Mês sem movimento", "Nada se comprou, contratou nem pagou no mês.")


def _confere(caso: Any, outcome: str, movimento: MovimentoDoMes) -> None:
    exige(caso.today > ultimo_dia(caso.input.mes), PAR_5, "O mês ainda não terminou; registre-o quando acabar.")
    vazio = not (movimento.despesas or movimento.contrapartida)
    exige(outcome == COM_MOVIMENTO or vazio, PAR_5, "Há linhas registradas: o mês teve movimento.", "despesas")
    exige(
        outcome == SEM_MOVIMENTO or not vazio, PAR_5, "Registre ao menos uma linha, ou o mês sem movimento.", "despesas"
    )
    veda_cada([
        Forbidden(um.dispositivo, um.citado, um.campo)
        for um in achados(movimento, caso.situacao)
        if um.efeito is Efeito.VEDA
    ])  # fmt: skip


REGISTRAR = HumanTask(
    id="registro-de-despesas.registro", title="Registrar as compras e os pagamentos do mês", provision=PAR_5, role=OSC,
    duties=(
        "COM-03", "COM-04", "COM-05", "COM-06", "COM-07", "R-042-3Q", "R-042-PART", "R-042-QFIELDS", "R-042-EXC",
        "R-042-20", "PAG-01", "PAG-02", "PAG-03", "PAG-04", "PAG-05", "PAG-07", "PAG-09", "PAG-10", "R-043-ELEC",
        "R-043-CASH-COND", "R-043-1000", "R-043-1PCT", "R-044", "R-044-CONTRA", "R-045", "R-046-I-IV", "R-046-CEIL",
        "R-046-RATEIO", "R-046-RESC", "R-046-LINK", "R-046-NEPOT", "R-047-I", "R-047-II", "R-047-III", "R-047-IV",
        "R-047-V", "R-047-VI", "R-047-VII",
    ),
    form=MovimentoDoMes, outcomes=(COM_MOVIMENTO, SEM_MOVIMENTO), within=PRAZO, check=_confere, action="Registrar",
    instructions="Uma linha por pagamento. Nada é registrado se uma linha for recusada. Guarde notas e comprovantes.",
    then="o que a norma manda julgar segue para a análise das contas",
)  # fmt: skip

AVISO_DE_APONTAMENTOS = Notice(
    id="registro-de-despesas.aviso-de-apontamentos", title="Despesas do mês a julgar", provision=DEC_167.art(47),
    body="O registro de {mes} da parceria {numero} tem {quantos} a julgar na análise das contas.", to=AREA_TECNICA,
)  # fmt: skip
