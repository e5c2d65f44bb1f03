"""The courses of a partnership while it runs: instalments, alterations, retentions, balances.

Each goes round until the partnership ends. What the cases under it came to is all that its state rests on, so a
run that takes over knows it from its first step, and only looks ahead.
"""

from datetime import date
from functools import partial
from typing import Any

from workflows.execucao import atos_da_parceria as atos
from workflows.execucao.alteracao import Alteracao
from workflows.execucao.apostilas_da_parceria import ApostilasDaParceria
from workflows.execucao.balancetes_da_parceria import BalancetesDaParceria
from workflows.execucao.contas_da_parceria import FIM_DO_EXERCICIO
from workflows.execucao.denuncia import Denuncia
from workflows.execucao.estado_da_parceria import MUDAM
from workflows.execucao.formularios_alteracao import PedidoDeAlteracao
from workflows.execucao.formularios_da_parceria import Cronograma
from workflows.execucao.formularios_fim import PedidoDeDenuncia, PedidoDeRescisao
from workflows.execucao.formularios_repasse import PedidoDeRepasse
from workflows.execucao.formularios_retencao import PedidoDeRetencao
from workflows.execucao.mudancas import Vigente
from workflows.execucao.razao import Lugar
from workflows.execucao.regras_ciclos import UM_DIA
from workflows.execucao.regras_da_parceria import dinheiro_ou_nada, parcela_seguinte, virada_seguinte
from workflows.execucao.repasse_de_parcela import LIBERADA, RepasseDeParcela
from workflows.execucao.rescisao import Rescisao
from workflows.execucao.retencao_de_parcela import RetencaoDeParcela
from workflows.execucao.trechos_da_parceria import TrechosDaParceria
from workflows.kernel import Answer
from workflows.parcerias.dinheiro import em_reais

TERMINA_ANTES = "saidas-da-parceria"
"""The change by which who leaves a partnership, or breaks it, is answered under it; before, somebody started a case."""
CRONOGRAMA_EM_DIA = "cronograma-em-dia"
"""The change by which anybody sees the calendar as alterations left it; before, as the instrument began it."""
CRONOGRAMA_AO_LADO = "cronograma-ao-lado"
"""The change by which a calendar that nobody recorded holds back the instalments alone; before, all of the partnership.
A partnership that was under way goes on as it began."""


class ExecucaoDaParceria(ApostilasDaParceria, TrechosDaParceria, BalancetesDaParceria):
    """The courses of a partnership, beside those of its accounts, its stretches, its months and its toll."""

    falta_o_cronograma: bool
    parcelas_abertas: int = 0

    # -- Art. 38: o cronograma -------------------------------------------------------------------------------------

    async def cronograma(self) -> None:
        """Art. 38: the calendar of the instrument. Where it did not come with it, somebody records it, and only the
        instalments wait for that: months, accounts and the term run by themselves."""
        self.falta_o_cronograma = not self.input.parcelas
        self.parcelas_abertas = len(self.input.liberadas)
        self.inicial = self.reckon(Vigente, self.em_curso, self.input.parcelas)
        if not self.falta_o_cronograma:
            self.mostrar_cronograma()
        elif not self.follows(CRONOGRAMA_AO_LADO) or not self.kept("ao-lado", self.today == self.started_on):
            await self.registrar_cronograma()

    async def registrar_cronograma(self) -> None:
        """Art. 38: copied from the plan; what altered the partnership since it began goes on top of it."""
        registrado = await self.ask(atos.REGISTRAR_CRONOGRAMA, about={"instrumento": self.input.instrumento.numero})
        self.inicial = self.reckon(Vigente, self.em_curso, registrado.read(Cronograma).parcelas)
        self.falta_o_cronograma = False
        self.mostrar_cronograma()

    def mostrar_cronograma(self) -> None:
        """The calendar of the instrument, for anybody to see."""
        self.show(cronograma=[uma.model_dump(mode="json") for uma in self.inicial.parcelas])

    # -- Art. 36, VI: até quando -----------------------------------------------------------------------------------

    async def ate_o_fim(self) -> str:
        """Art. 36, VI: the last day of the partnership, once it is over; what changes it changes what is waited for."""
        mudancas, comeca = 0, True
        while True:
            fim = self.apos(mudancas).ultimo_dia
            if comeca:
                self.begin(atos.VIGENCIA, since=self.input.instrumento.eficaz_desde, because="eficácia", fixed=fim)
            if not await self.until_or_ended(fim + UM_DIA, *MUDAM, after=mudancas):
                return self.reckon(date.isoformat, fim)
            mudancas += 1
            if comeca := self.apos(mudancas).ultimo_dia != fim:
                self.cancel(atos.VIGENCIA)

    # -- Art. 38: as parcelas --------------------------------------------------------------------------------------

    async def parcelas(self) -> None:
        """Art. 38: one after the other, each opened on its day; what the term ended without waits for a longer one."""
        if self.falta_o_cronograma:
            await self.registrar_cronograma()
        numero, vez = len(self.input.liberadas) + 1, 1
        anterior = self.input.liberadas[-1].dia if self.input.liberadas else None
        while True:
            mudancas = len(self.ended(*MUDAM))
            prevista, qual = self.reckon(parcela_seguinte, self.vigente, numero), f"{numero}-{vez}"
            dia = None if prevista is None else prevista.dia
            if not self.began(RepasseDeParcela, qual) and await self.until_or_ended(dia, *MUDAM, after=mudancas):
                continue
            pedido = self.made(
                PedidoDeRepasse, parceria=self.vigente.parceria, parcela=prevista, anterior_liberada_em=anterior,
                espera_projeto=self.input.instrumento.minuta.clausula_suspensiva, contas_por_trechos=bool(self.trechos),
            )  # fmt: skip
            self.parcelas_abertas = numero
            resultado = await self.child(RepasseDeParcela, pedido, subject=qual)
            if resultado.outcome == LIBERADA:
                anterior = resultado.data["liberada_em"]
                numero, vez = numero + 1, 1
            else:
                vez += 1
                self.parcelas_abertas = numero - 1

    # -- Arts. 36, § 4º, e 38, § 5º: saldos e rendimentos ----------------------------------------------------------

    async def viradas_do_exercicio(self) -> None:
        """Art. 36, § 4º: on the day after each financial year that ends within the term."""
        depois = self.started_on
        while True:
            mudancas = len(self.ended(*MUDAM))
            virada = self.reckon(virada_seguinte, self.vigente, depois, self.parameter(FIM_DO_EXERCICIO))
            abre = None if virada is None else virada + UM_DIA
            if await self.until_or_ended(abre, *MUDAM, after=mudancas) or virada is None:
                continue
            depois = virada
            saldo = self.reckon(em_reais, self.razao().balance(Lugar.CONTA, virada))
            self.offer(atos.MANTER_SALDO, subject=str(virada.year), about={"saldo pelo razão": saldo})

    async def usar_saldos(self, proposta: Answer, numero: int) -> None:
        """Art. 38, § 5º: approved or not; what is approved is formalised by an alteration."""
        decidida = await self.ask(atos.DECIDIR_USO, subject=str(numero), about=proposta.form)
        como = "aprovado" if decidida == atos.APROVAR_USO else "negado"
        self.notify(atos.AVISO_SOBRE_SALDOS, party=self.osc, numero=self.input.instrumento.numero, como=como)

    # -- Arts. 40 e 49: o que se traz à parceria -------------------------------------------------------------------

    async def reter(self, indicio: Answer, numero: int) -> None:
        """Art. 40: each ground is a case of its own."""
        a_liberar = self.reckon(dinheiro_ou_nada, self.razao().balance(Lugar.A_LIBERAR))
        pedido = self.made(PedidoDeRetencao, parceria=self.vigente.parceria, a_liberar=a_liberar, **indicio.form)
        await self.child(RetencaoDeParcela, pedido, subject=str(numero))

    async def alterar(self, pedido: Answer, numero: int) -> None:
        """Art. 49: each request is a case of its own; what it changes is known when it ends."""
        dito = self.made(PedidoDeAlteracao, parceria=self.vigente.parceria, **pedido.form)
        redesenha = bool(pedido.form.get("trechos"))
        if redesenha:
            self.redesenho = dito.trechos
        await self.child(Alteracao, dito, subject=str(numero))
        if redesenha:
            self.redesenho = ()
            self.mostrar_trechos()

    # -- Arts. 36, XIV, e 84, § 2º, IV: o fim antes da vigência ---------------------------------------------------

    async def saidas(self) -> None:
        """Arts. 36, XIV, and 84, § 2º, IV: either party leaves, or a breach is answered for; the last day is theirs."""
        if self.follows(TERMINA_ANTES):
            await self.together(
                self.each_arrival(atos.DENUNCIAR, course=self.denunciar),
                self.each_arrival(atos.APONTAR_DESCUMPRIMENTO, course=self.rescindir),
            )  # fmt: skip

    async def denunciar(self, dita: Answer, numero: int) -> None:
        """Art. 36, XIV: with the notice of the instrument; on its last day the partnership is over."""
        aviso = self.input.instrumento.minuta.aviso_de_rescisao_em_dias
        pedido = self.made(PedidoDeDenuncia, parceria=self.vigente.parceria, aviso_em_dias=aviso, **dita.form)
        await self.child(Denuncia, pedido, subject=str(numero))

    async def rescindir(self, dito: Answer, numero: int) -> None:
        """Art. 84, § 2º, IV: heard in its defence, and decided."""
        pedido = self.made(PedidoDeRescisao, parceria=self.vigente.parceria, **dito.form)
        await self.child(Rescisao, pedido, subject=str(numero))

    # -- Art. 38: controle e acompanhamento ------------------------------------------------------------------------

    async def escriturar(self) -> None:
        """Art. 38: after each case that ends, what anybody may see of the money."""
        encerrados = 0
        while True:
            self.mostrar(encerrados)
            await self.until_or_ended(None, after=encerrados)
            encerrados += 1

    def mostrar(self, encerrados: int | None) -> None:
        """The ledger and what it comes to."""
        self.show_made(partial(self.do_razao, encerrados), "razao", "saldo", "a_liberar")
        if self.follows(CRONOGRAMA_EM_DIA):
            self.show_made(self.do_cronograma, "cronograma")

    def do_razao(self, encerrados: int | None) -> dict[str, Any]:
        """The same, as anybody may see it."""
        razao = self.razao(encerrados)
        return {"razao": razao.as_json(), "saldo": razao.balance(), "a_liberar": razao.balance(Lugar.A_LIBERAR)}

    def do_cronograma(self) -> dict[str, Any]:
        """The calendar as it stands, for anybody to see."""
        return {"cronograma": [uma.model_dump(mode="json") for uma in self.vigente.parcelas]}
