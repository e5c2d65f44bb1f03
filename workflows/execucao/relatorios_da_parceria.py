"""The technical reports of a partnership while it runs (art. 78, I), where an act says how often they are made.

Without an act nothing is opened here: the partial accounts ask for a report when none reaches the end of their period
(art. 59, III). They do so in any case, and one that does suffices.
"""

from datetime import date

from workflows.execucao.estado_da_parceria import EstadoDaParceria
from workflows.execucao.formularios_monitoramento import Periodo
from workflows.execucao.regras_ciclos import UM_DIA
from workflows.execucao.regras_dos_relatorios import Relatado, periodo_seguinte, periodos_da_vigencia
from workflows.execucao.relatorio_tecnico import RelatorioTecnico
from workflows.norms import Param

FAZ_OS_RELATORIOS = "relatorios-da-parceria"
"""The change by which a partnership opens the technical reports of its months, quarters or half-years itself."""

PERIODICIDADE = Param("periodicidade_rtma")
RELATORIOS = "relatorios"


class RelatoriosDaParceria(EstadoDaParceria):
    """The course of its technical reports."""

    relatados_desde: date

    def calendario_dos_relatorios(self) -> None:
        """Art. 78, I: of what ended before now the reports are told elsewhere."""
        if self.follows(FAZ_OS_RELATORIOS):
            visto = self.kept("relatorios-desde", self.today.isoformat())
            self.relatados_desde = self.reckon(date.fromisoformat, visto)

    async def relatorios(self) -> None:
        """Art. 78, I: on the day after each stretch that ends within the term; what is in force as it ends says which
        stretches those are, so that an act which reaches the partnership under way is heard."""
        if not self.follows(FAZ_OS_RELATORIOS):
            return
        inicio = depois = self.em_curso.inicio
        while True:
            ouvidos, passos = self.decreed(PERIODICIDADE), self.dated(PERIODICIDADE)
            seguinte = self.reckon(periodo_seguinte, inicio, depois, passos, self.relatados_desde)
            abre = None if seguinte is None else seguinte.fim + UM_DIA
            if await self.until_or_decreed(abre, PERIODICIDADE, after=ouvidos, of=RELATORIOS) or seguinte is None:
                continue
            if abre is not None and abre > self.vigente.ultimo_dia:
                return
            await self.relatar(seguinte)
            depois = seguinte.fim

    async def ultimo_relatorio(self) -> None:
        """Art. 78, I: of the stretch in which the term ended, or that ended with it."""
        if not self.follows(FAZ_OS_RELATORIOS):
            return
        inicio, fim = self.em_curso.inicio, self.vigente.ultimo_dia
        passos = self.dated(PERIODICIDADE)
        todos = self.reckon(periodos_da_vigencia, inicio, fim, passos, self.relatados_desde)
        if todos and todos[-1].fim == fim:
            await self.relatar(todos[-1])

    async def relatar(self, trecho: Relatado) -> None:
        """Open the report of one stretch, with the partnership as it stands; it goes its own way to the Gestor."""
        periodo = self.made(Periodo, parceria=self.vigente.parceria, inicio=trecho.inicio, fim=trecho.fim)
        await self.launch(RelatorioTecnico, periodo, subject=trecho.fim.isoformat())
