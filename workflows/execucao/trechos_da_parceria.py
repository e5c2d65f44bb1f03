"""The stretches of a partnership's object, and the accounts that their delivery opens (arts. 80 and 81)."""

from workflows.contas.contas_parciais import ContasParciais
from workflows.contas.formularios_contas_parciais import PeriodoDeContas
from workflows.execucao import regras_trechos as regras
from workflows.execucao.alteracao import Alteracao
from workflows.execucao.atos_da_parceria import COMUNICAR_ENTREGA
from workflows.execucao.contas_da_parceria import FIM_DO_EXERCICIO, ContasDaParceria
from workflows.execucao.entrega_de_trecho import EntregaDeTrecho
from workflows.execucao.estado_da_parceria import MUDAM
from workflows.execucao.formularios_trechos import ComunicacaoDeEntrega, EntregaAConferir
from workflows.execucao.registros import CONTAS_DEVIDAS
from workflows.execucao.regras_da_parceria import periodo_de_contas
from workflows.kernel import Answer, Outcome
from workflows.parcerias.formularios_minuta import TrechoDaObra

DEVIDAS = Outcome("devidas", "Contas parciais devidas")


class TrechosDaParceria(ContasDaParceria):
    """What is delivered in stretches, and what follows from it."""

    redesenho: tuple[TrechoDaObra, ...] = ()

    @property
    def trechos(self) -> tuple[TrechoDaObra, ...]:
        """The stretches of the object, in order, as alterations left them; none, where its accounts follow an
        interval."""
        do_instrumento = self.input.instrumento.minuta.trechos
        return self.reckon(regras.trechos_de, do_instrumento, [um.data for um in self.ended(Alteracao)])

    @property
    def muda_desde(self) -> int | None:
        """From which stretch on a request under way draws them anew, for a rule; None when none does."""
        return regras.primeiro_que_muda(self.trechos, self.redesenho) if self.redesenho else None

    @property
    def entregas(self) -> tuple[regras.Entrega, ...]:
        """The deliveries that were confirmed here, in order."""
        return self.reckon(regras.entregas, self.ended(EntregaDeTrecho))

    @property
    def trechos_entregues(self) -> int:
        """How many of the stretches were delivered, here and before the case."""
        return self.input.trechos_entregues + len(self.entregas)

    @property
    def entrega_em_exame(self) -> bool:
        """Whether a delivery was communicated that the Gestor has not answered, for a rule."""
        return self.brought(COMUNICAR_ENTREGA) > len(self.ended(EntregaDeTrecho))

    # -- Art. 81: as entregas --------------------------------------------------------------------------------------

    async def entregar_trechos(self) -> None:
        """Art. 81: each communication is a case of its own; one after the other, in the order of the instrument."""
        if self.trechos:
            self.mostrar_trechos()
            await self.each_arrival(COMUNICAR_ENTREGA, course=self.entregar)

    async def entregar(self, dita: Answer, numero: int) -> None:
        """Art. 81: confirmed or rejected by the Gestor."""
        comunicada = dita.read(ComunicacaoDeEntrega)
        (trecho,) = self.reckon(regras.trechos_ditos, self.trechos, (comunicada.trecho,))
        pedido = self.made(
            EntregaAConferir, parceria=self.vigente.parceria, trecho=trecho, concluido_em=comunicada.concluido_em,
            comprovacao=comunicada.comprovacao,
        )  # fmt: skip
        await self.child(EntregaDeTrecho, pedido, subject=str(numero))
        self.mostrar_trechos()

    def mostrar_trechos(self) -> None:
        """Which stretches were delivered, for anybody to see."""
        antes = self.input.trechos_entregues
        self.show(trechos=self.reckon(regras.situacao, self.trechos, self.entregas, antes))

    # -- Arts. 80 e 81: as contas que elas abrem -------------------------------------------------------------------

    async def contas_do_periodo(self) -> None:
        """Arts. 80 and 81: by what is delivered, where the instrument has stretches; else by interval."""
        if self.trechos:
            await self.contas_por_trechos()
        else:
            await self.contas_parciais()

    async def contas_por_trechos(self) -> None:
        """Arts. 80 and 81: on the day after each period, those of a confirmed delivery and those of the year.

        What was opened stays as it was, whatever came to be known later.
        """
        exercicio, minuta = self.parameter(FIM_DO_EXERCICIO), self.input.instrumento.minuta
        como = self.reckon(regras.Combinado, exercicio, minuta.contas_parciais_em_dias)
        primeiro = self.reckon(
            regras.primeiro_periodo, self.em_curso.inicio, self.contas_dadas_ate, self.input.trechos_entregues,
            exercicio,
        )  # fmt: skip
        numero, desde, nomeados = primeiro.numero, primeiro.desde, 0
        while True:
            houve = len(self.ended(*MUDAM, EntregaDeTrecho))
            vigencia = self.em_curso.inicio, self.vigente.ultimo_dia
            periodo = self.reckon(regras.periodo_seguinte, numero, desde, vigencia, self.entregas[nomeados:], como)
            abre = None if periodo is None else periodo.ciclo.abre
            aberto = self.began(ContasParciais, str(numero))
            if not aberto and (
                await self.until_or_ended(abre, *MUDAM, EntregaDeTrecho, after=houve) or periodo is None
            ):
                continue
            dito = self.kept("contas-por-trecho", {} if periodo is None else periodo.as_json())
            periodo = self.reckon(regras.PorEntrega.from_json, dito)
            await self.abrir_contas(periodo)
            numero, desde, nomeados = numero + 1, periodo.ciclo.abre, nomeados + len(periodo.trechos)

    async def abrir_contas(self, periodo: regras.PorEntrega) -> None:
        """Arts. 38, § 3º, 80 and 81: a case of its own, which names the stretches; the door of the next instalment
        finds in the register that they are owed."""
        ciclo = periodo.ciclo
        ditos = self.reckon(regras.trechos_ditos, self.trechos, periodo.trechos)
        dados = self.reckon(periodo_de_contas, self.input, self.vigente.parceria, ciclo)
        self.inscribe(
            CONTAS_DEVIDAS, DEVIDAS, party=self.em_curso.chave, numero=ciclo.numero, ate=ciclo.fim.isoformat()
        )
        await self.launch(ContasParciais, self.made(PeriodoDeContas, trechos=ditos, **dados), subject=str(ciclo.numero))
