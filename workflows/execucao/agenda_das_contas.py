"""Arts. 80 and 81: the next periods of a running partnership's partial accounts, as acts on their interval leave them.

A period that began under the older interval keeps its end; the periods after it have the new one, where the act reaches
the partnerships under way.
"""

from collections.abc import Sequence
from datetime import date, datetime

from workflows.clock import local_date
from workflows.execucao.atos_da_parceria import VIGENCIA
from workflows.execucao.regras_ciclos import ciclos
from workflows.kernel.reach import steps_of
from workflows.kernel.schedules import Planned, Schedule, keeps
from workflows.kernel.state import Context, DeadlineState
from workflows.norms import DEC_167, Param, resolve

PROXIMOS = 4
INTERVALO, FIM_DO_EXERCICIO = Param("intervalo_pc_parcial_dias"), Param("data_fim_exercicio")


def fins_de_periodo(
    prazos: Sequence[DeadlineState], decretado: Context, iniciada: datetime, hoje: date
) -> tuple[Planned, ...]:
    """The last days of the next periods; none once the partnership's term is over."""
    vigencia = next((um for um in prazos if um.decl == VIGENCIA.id and um.running), None)
    passos = steps_of(INTERVALO, decretado, iniciada)
    if vigencia is None or vigencia.term.budget.until is None or not passos:
        return ()
    exercicio = str(resolve(FIM_DO_EXERCICIO.key, decretado.parameters, local_date(iniciada)))
    todos = ciclos(vigencia.term.anchor, vigencia.term.budget.until, passos, exercicio)
    a_vir = [um for um in todos if um.fim >= hoje][:PROXIMOS]
    return tuple(Planned(f"{um.numero}º período das contas parciais", um.fim) for um in a_vir)


PERIODOS = keeps(
    "parceria",
    Schedule(
        id="parceria.periodos-das-contas", title="períodos das contas parciais", provision=DEC_167.art(81),
        parameters=(INTERVALO,), days=fins_de_periodo,
    ),
)  # fmt: skip
