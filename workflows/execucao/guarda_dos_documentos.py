"""Guarda dos documentos originais (Decreto 167/2019, art. 93).

Ten years, counted from the first working day after the final accounts were filed. The organisation is told when they
begin and when they are over; nothing is asked of it meanwhile.
"""

from datetime import date

from workflows.clock import Binds, Counting, Nature, anos, dias_uteis
from workflows.execucao.sob_parceria import DaParceria, SobParceria
from workflows.kernel import About, Deadline, Notice, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO, PROTOCOLO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.formularios import campo

ARTIGO = DEC_167.art(93)

CUMPRIDA = Outcome("guarda-cumprida", "Prazo de guarda cumprido")

GUARDA = Stage("guarda", "Guarda dos originais")


class ContasProtocoladas(DaParceria):
    """The day on which the final accounts were filed."""

    protocoladas_em: date = campo("Prestação de contas final protocolada em", provision=ARTIGO.id)


DIA_INICIAL = Deadline(
    id="guarda-dos-documentos.dia-inicial", title="dia útil seguinte ao protocolo das contas finais", provision=ARTIGO,
    duties=("R-093",), budget=dias_uteis(1), nature=Nature.MINIMUM, counting=Counting.MATERIAL, binds=Binds.PARTICULAR,
    on_lapse="começa a contar a guarda",
)  # fmt: skip

PRAZO_DA_GUARDA = Deadline(
    id="guarda-dos-documentos.prazo", title="guarda dos documentos originais", provision=ARTIGO,
    duties=("GUA-01", "R-093"), budget=anos(10), nature=Nature.VALIDITY, counting=Counting.MATERIAL,
    binds=Binds.PARTICULAR, on_lapse="os documentos já não precisam ser guardados",
)  # fmt: skip

AVISO_DO_INICIO = Notice(
    id="guarda-dos-documentos.aviso-do-inicio", title="Guarde os documentos da parceria", provision=ARTIGO,
    duties=("GUA-01",),
    body="Os documentos originais do {numero} se guardam por dez anos, contados de {dia:%d/%m/%Y}.",
)  # fmt: skip
AVISO_DO_FIM = Notice(
    id="guarda-dos-documentos.aviso-do-fim", title="Terminou a guarda dos documentos", provision=ARTIGO,
    body="Terminou o prazo de guarda dos documentos originais do {numero}.",
)  # fmt: skip


@procedure
class GuardaDosDocumentos(SobParceria[ContasProtocoladas]):
    """From the filing of the final accounts to the last day of the ten years."""

    about = About(
        id="guarda-dos-documentos", title="Guarda dos documentos originais", short="Guarda de documentos",
        norm="Decreto 167/2019", provisions=(ARTIGO,), started_by=(AREA_TECNICA, GESTAO, PROTOCOLO, INTEGRACAO),
        input=ContasProtocoladas, stages=(GUARDA,), outcomes=(CUMPRIDA,),
    )  # fmt: skip

    @classmethod
    def admit(cls, entrada: ContasProtocoladas, on: date, _context: Context) -> None:
        """What has not been filed yet begins nothing."""
        exige(entrada.protocoladas_em <= on, ARTIGO, "A data do protocolo ainda não chegou.", "protocoladas_em")

    async def run(self) -> Outcome:
        """Art. 93: from the first working day, ten years."""
        self.concern(self.osc)
        self.enter(GUARDA)
        numero = self.input.parceria.numero
        self.begin(DIA_INICIAL, since=self.input.protocoladas_em, because="protocolo da prestação de contas final")
        visto = self.kept("inicio", (self.earliest(DIA_INICIAL) or self.today).isoformat())
        inicio = self.reckon(date.fromisoformat, visto)
        await self.elapse(DIA_INICIAL)
        self.begin(PRAZO_DA_GUARDA, since=inicio, because="dia útil seguinte ao protocolo", party=self.osc)
        self.notify(AVISO_DO_INICIO, party=self.osc, numero=numero, dia=inicio)
        await self.elapse(PRAZO_DA_GUARDA, party=self.osc)
        self.notify(AVISO_DO_FIM, party=self.osc, numero=numero)
        return CUMPRIDA
