"""Arts. 80 and 81: the next periods of a running partnership's partial accounts, as acts on their interval leave them.

A period that began under the older interval keeps its end; the periods after it have the new one, where the act reaches
the partnerships under way.
"""

from datetime import date

from workflows.clock import local_date
from workflows.execucao.atos_da_parceria import VIGENCIA
from workflows.execucao.regras_ciclos import DA_LIBERACAO, DaLiberacao, ciclos
from workflows.kernel.reach import steps_of
from workflows.kernel.schedules import Planned, Schedule, Sight, keeps
from workflows.kernel.state import Context
from workflows.norms import DEC_167, Param, resolve

PROXIMOS = 4
INTERVALO, FIM_DO_EXERCICIO = Param("intervalo_pc_parcial_dias"), Param("data_fim_exercicio")
INICIO_DA_CONTAGEM = Param("inicio_contagem_90_dias")


def fins_de_periodo(caso: Sight, decretado: Context) -> tuple[Planned, ...]:
    """The last days of the next periods; none once the partnership's term is over, or where its instrument fixes the
    interval or ties the accounts to what is delivered, or where they count from a release that is not known here."""
    vigencia = next((um for um in caso.deadlines if um.decl == VIGENCIA.id and um.running), None)
    passos = steps_of(INTERVALO, decretado, caso.started_at)
    fim = vigencia.term.budget.until if vigencia else None
    if vigencia is None or fim is None or not passos or _fixado(caso):
        return ()
    da_liberacao = steps_of(INICIO_DA_CONTAGEM, decretado, caso.started_at)[0][1] == DA_LIBERACAO
    liberadas = list(caso.input.get("liberadas") or [])
    if da_liberacao and not liberadas:
        return ()
    contagem = DaLiberacao(date.fromisoformat(str(liberadas[0]["dia"]))) if da_liberacao else None
    exercicio = str(resolve(FIM_DO_EXERCICIO.key, decretado.parameters, local_date(caso.started_at)))
    todos = ciclos(vigencia.term.anchor, fim, passos, exercicio, contagem=contagem)
    a_vir = [um for um in todos if um.fim >= caso.today and um.abre <= fim][:PROXIMOS]
    return tuple(Planned(f"{um.numero}º período das contas parciais", um.fim) for um in a_vir)


def _fixado(caso: Sight) -> bool:
    minuta = (caso.input.get("instrumento") or {}).get("minuta") or {}
    return bool(minuta.get("contas_parciais_em_dias") or minuta.get("trechos"))


PERIODOS = keeps(
    "parceria",
    Schedule(
        id="parceria.periodos-das-contas", title="períodos das contas parciais", provision=DEC_167.art(81),
        parameters=(INTERVALO,), days=fins_de_periodo,
    ),
)  # fmt: skip
