"""Parceria (Decreto 167/2019, arts. 36 to 41, 49 and 80 to 101): from an effective instrument to its end.

One case for as long as anything can happen to the partnership. Each instalment, alteration and retention is a case of
its own under it, so are the accounts of each period, the register of each month, the statements of a toll, its
disclosure, and all that follows its term; what they come to is all that it rests on.
"""

from datetime import date

from workflows.execucao import atos_da_parceria as atos
from workflows.execucao.fim_da_parceria import DESFECHOS, JULGAMENTO, FimDaParceria
from workflows.execucao.formularios_da_parceria import InstrumentoACumprir
from workflows.execucao.regras_da_parceria import desacertos, em_curso
from workflows.kernel import About, Outcome, Stage, exige, procedure, veda
from workflows.kernel.messages import CaseStart
from workflows.kernel.roles import GESTAO, INTEGRACAO
from workflows.kernel.state import Context
from workflows.norms import DEC_167
from workflows.parcerias.regras_clausulas import repetidos

# -- Resultados de quando o processo acabava com a vigência ----------------------------------------------------------
CUMPRIDA = Outcome("vigencia-encerrada", "Vigência encerrada, todas as parcelas liberadas")
COM_PARCELAS = Outcome("vigencia-encerrada-com-parcelas", "Vigência encerrada com parcelas não liberadas")

INICIO = Stage("inicio", "Início")
EXECUCAO = Stage("execucao", "Execução")
TERMINO = Stage("termino", "Término")


@procedure
class Parceria(FimDaParceria):
    """One partnership, until nothing more can happen to it."""

    about = About(
        id="parceria", title="Parceria em execução", short="Parceria", norm="Decreto 167/2019",
        provisions=(DEC_167.art(36, inciso="VI"), DEC_167.art(38), DEC_167.art(40), DEC_167.art(49), DEC_167.art(80),
                    DEC_167.art(83)),
        started_by=(GESTAO, INTEGRACAO), input=InstrumentoACumprir, stages=(INICIO, EXECUCAO, TERMINO, JULGAMENTO),
        outcomes=tuple(DESFECHOS.values()), duties=("REP-01", "PCP-01"),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, pedido: InstrumentoACumprir) -> str:
        """The instrument by its number, and its object."""
        return f"{pedido.instrumento.numero}: {pedido.instrumento.objeto}"

    @classmethod
    def parties_of(cls, start: CaseStart) -> tuple[str, ...]:
        """The organisation, and who started it."""
        instrumento = start.input.get("instrumento") or {}
        return (str(instrumento.get("parte", "")), start.started_by.id)

    @classmethod
    def party_names(cls, pedido: InstrumentoACumprir) -> dict[str, str]:
        """The organisation by its name."""
        return {pedido.instrumento.parte: pedido.instrumento.organizacao}

    @classmethod
    def admit(cls, pedido: InstrumentoACumprir, on: date, _context: Context) -> None:
        """Art. 36: an instrument that has effect, whose term is not over, and a calendar that is its own."""
        instrumento, vigencia = pedido.instrumento, DEC_167.art(36, inciso="VI")
        sem_efeito = f"O instrumento só produz efeitos em {instrumento.eficaz_desde:%d/%m/%Y}."
        exige(instrumento.eficaz_desde <= on, DEC_167.art(36, par=2), sem_efeito, "instrumento.eficaz_desde")
        meses, dias = instrumento.minuta.vigencia_em_meses, instrumento.minuta.vigencia_em_dias
        limite = "A vigência é determinada, em meses ou em dias, e vai até 120 meses."
        exige((meses is None) is not (dias is None) and (meses or 0) <= 120, vigencia, limite, "instrumento.minuta")
        parceria = em_curso(instrumento)
        acabou = f"A vigência acabou em {parceria.fim:%d/%m/%Y}."
        exige(on <= parceria.fim, vigencia, acabou, "instrumento.minuta")
        for dispositivo, desacerto in desacertos(pedido.parcelas, parceria) if pedido.parcelas else ():
            veda(dispositivo, desacerto, "parcelas")
        trechos, ordem = instrumento.minuta.trechos, DEC_167.art(81, par="unico")
        exige(not repetidos(trechos), ordem, "Cada trecho tem um nome só seu.", "instrumento.minuta")
        demais = f"O instrumento tem {len(trechos)} trechos; não podem ter sido entregues mais."
        exige(pedido.trechos_entregues <= len(trechos), ordem, demais, "trechos_entregues")

    async def run(self) -> Outcome:
        """Arts. 36 to 41, 49 and 83 to 101: the calendar, all that happens while the term runs, and what follows it."""
        self.concern(self.osc)
        self.enter(INICIO)
        await self.calendario_das_contas()
        self.calendario_dos_registros()
        self.calendario_dos_relatorios()
        await self.divulgar()
        await self.cronograma()

        self.enter(EXECUCAO)
        fim = await self.during(self.ate_o_fim(), self.executar())

        self.enter(TERMINO)
        self.mostrar(None)
        self.show(terminou_em=fim)
        dia = self.reckon(date.fromisoformat, fim)
        self.notify(atos.AVISO_DO_TERMINO, party=self.osc, numero=self.input.instrumento.numero, dia=dia)
        if not self.follows("fim-da-parceria"):
            return CUMPRIDA if self.tudo_liberado else COM_PARCELAS
        return await self.acertar(dia)

    async def executar(self) -> None:
        """Arts. 36, § 4º, 38, 40, 42, § 5º, 49, 78, I, and 80 to 82, side by side while the partnership lasts."""
        await self.together(
            self.escriturar(), self.parcelas(), self.viradas_do_exercicio(),
            self.each_arrival(atos.PEDIR_ALTERACAO, course=self.alterar),
            self.each_arrival(atos.APONTAR_CAUSA, course=self.reter),
            self.each_arrival(atos.PROPOR_USO, course=self.usar_saldos),
            self.contas_do_periodo(), self.saidas(), self.atrasos_da_sinfra(), self.reajustes(),
            self.entregar_trechos(), self.registros(), self.balancetes(), self.relatorios(),
        )  # fmt: skip
