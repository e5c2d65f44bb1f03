"""Art. 78, I: the next technical reports of a running partnership, as acts on how often they are made leave them."""

from workflows.clock import local_date
from workflows.execucao.atos_da_parceria import VIGENCIA
from workflows.execucao.regras_dos_relatorios import periodos_da_vigencia
from workflows.kernel.reach import steps_of
from workflows.kernel.schedules import Planned, Schedule, Sight, keeps
from workflows.kernel.state import Context
from workflows.norms import DEC_167, Param

PROXIMOS = 4
PERIODICIDADE = Param("periodicidade_rtma")


def fins_dos_relatados(caso: Sight, decretado: Context) -> tuple[Planned, ...]:
    """The last days of the stretches that the next reports are of; none once the term is over, or while only the
    accounts ask for reports."""
    vigencia = next((um for um in caso.deadlines if um.decl == VIGENCIA.id and um.running), None)
    fim = vigencia.term.budget.until if vigencia else None
    if vigencia is None or fim is None:
        return ()
    passos = steps_of(PERIODICIDADE, decretado, caso.started_at)
    todos = periodos_da_vigencia(vigencia.term.anchor, fim, passos, local_date(caso.started_at))
    a_vir = [um for um in todos if um.fim >= caso.today][:PROXIMOS]
    return tuple(Planned(f"{numero}º dos próximos relatórios técnicos", um.fim) for numero, um in enumerate(a_vir, 1))


RELATADOS = keeps(
    "parceria",
    Schedule(
        id="parceria.relatorios-tecnicos", title="relatórios técnicos", provision=DEC_167.art(78, inciso="I"),
        parameters=(PERIODICIDADE,), days=fins_dos_relatados,
    ),
)  # fmt: skip
