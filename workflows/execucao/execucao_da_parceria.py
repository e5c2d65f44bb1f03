"""The courses of a partnership while it runs: instalments, periods of accounts, alterations, retentions, balances.

Each goes round until the partnership ends. What the cases under it came to is all that its state rests on, so a
run that takes over knows it from its first step, and only looks ahead.
"""

from datetime import date

from workflows.contas.contas_parciais import ContasParciais
from workflows.contas.formularios_contas_parciais import PeriodoDeContas
from workflows.execucao import atos_da_parceria as atos
from workflows.execucao.alteracao import Alteracao
from workflows.execucao.formularios_alteracao import PedidoDeAlteracao
from workflows.execucao.formularios_da_parceria import Cronograma, InstrumentoACumprir
from workflows.execucao.formularios_repasse import PedidoDeRepasse
from workflows.execucao.formularios_retencao import PedidoDeRetencao
from workflows.execucao.mudancas import ParcelaPrevista, Vigente, depois_de
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.razao import Lugar, Razao
from workflows.execucao.regras_ciclos import UM_DIA
from workflows.execucao.regras_da_parceria import (
    ciclo_seguinte,
    contas_dadas_ate,
    dinheiro_ou_nada,
    em_curso,
    intervalo_das_contas,
    parcela_seguinte,
    periodo_de_contas,
    razao_da,
    tudo_liberado,
    virada_seguinte,
)
from workflows.execucao.repasse_de_parcela import LIBERADA, RepasseDeParcela
from workflows.execucao.retencao_de_parcela import RetencaoDeParcela
from workflows.kernel import Answer, Procedure
from workflows.norms import Param
from workflows.parcerias.dinheiro import em_reais

MUDAM = (Alteracao,)
"""The procedures under a partnership that may change its term, its value or its calendar."""

FIM_DO_EXERCICIO = Param("data_fim_exercicio")
INTERVALO_DAS_CONTAS = Param("intervalo_pc_parcial_dias")

ABRE_AS_CONTAS = "contas-da-parceria"
"""The change by which a partnership opens the accounts of its periods itself; before it somebody started each."""


class ExecucaoDaParceria(Procedure[InstrumentoACumprir]):
    """What a partnership knows of itself, and its courses."""

    inicial: Vigente
    contas_dadas_ate: date | None

    @property
    def osc(self) -> str:
        """The organisation."""
        return self.input.instrumento.parte

    @property
    def em_curso(self) -> ParceriaEmCurso:
        """The partnership as its instrument began it."""
        return self.reckon(em_curso, self.input.instrumento)

    @property
    def vigente(self) -> Vigente:
        """The partnership as it stands now."""
        return self.apos(len(self.ended(*MUDAM)))

    @property
    def meses(self) -> int:
        """How many months the partnership lasts, for a rule."""
        parceria = self.vigente.parceria
        return (parceria.fim.year - parceria.inicio.year) * 12 + parceria.fim.month - parceria.inicio.month

    @property
    def tudo_liberado(self) -> bool:
        """Whether all that was agreed was released."""
        return self.reckon(tudo_liberado, self.razao())

    def apos(self, mudancas: int) -> Vigente:
        """The partnership after the first so many cases that could change it."""
        return self.reckon(depois_de, self.inicial, [um.data for um in self.ended(*MUDAM)[:mudancas]])

    def razao(self, encerrados: int | None = None) -> Razao:
        """The ledger after the first so many cases under the partnership, or after all."""
        return self.reckon(razao_da, self.input, self.ended()[:encerrados])

    # -- Art. 38: o cronograma -------------------------------------------------------------------------------------

    async def cronograma(self) -> None:
        """Art. 38: the calendar of the instrument; where it did not come with it, somebody records it."""
        parcelas: tuple[ParcelaPrevista, ...] = self.input.parcelas
        if not parcelas:
            registrado = await self.ask(atos.REGISTRAR_CRONOGRAMA, about={"instrumento": self.input.instrumento.numero})
            parcelas = registrado.read(Cronograma).parcelas
        self.inicial = self.reckon(Vigente, self.em_curso, parcelas)
        self.show(cronograma=[uma.model_dump(mode="json") for uma in parcelas])

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
                espera_projeto=self.input.instrumento.minuta.clausula_suspensiva,
            )  # fmt: skip
            resultado = await self.child(RepasseDeParcela, pedido, subject=qual)
            if resultado.outcome == LIBERADA:
                anterior = resultado.data["liberada_em"]
                numero, vez = numero + 1, 1
            else:
                vez += 1

    # -- Arts. 80 e 81: as contas parciais -------------------------------------------------------------------------

    def calendario_das_contas(self) -> None:
        """Art. 80: of which periods the accounts are told elsewhere; all that follow are opened here."""
        if self.follows(ABRE_AS_CONTAS):
            visto = self.kept("contas-desde", self.today.isoformat())
            desde = self.reckon(date.fromisoformat, visto)
            self.contas_dadas_ate = self.reckon(contas_dadas_ate, self.input.contas_ate, self.started_on, desde)

    async def contas_parciais(self) -> None:
        """Arts. 80 and 81: on the last day of each period, from which its accounts may be presented and the days to
        do so count; a case of its own, which goes on to its decision even if the term ends first."""
        if not self.follows(ABRE_AS_CONTAS):
            return
        cada = self.reckon(intervalo_das_contas, self.input.instrumento, self.parameter(INTERVALO_DAS_CONTAS))
        exercicio, abertos = self.parameter(FIM_DO_EXERCICIO), 0
        while True:
            mudancas = len(self.ended(*MUDAM))
            ciclo = self.reckon(ciclo_seguinte, self.vigente, abertos, self.contas_dadas_ate, cada, exercicio)
            fim = None if ciclo is None else ciclo.fim
            aberto = ciclo is not None and self.began(ContasParciais, str(ciclo.numero))
            if (not aberto and await self.until_or_ended(fim, *MUDAM, after=mudancas)) or ciclo is None:
                continue
            dados = self.reckon(periodo_de_contas, self.input, self.vigente.parceria, ciclo)
            await self.launch(ContasParciais, self.made(PeriodoDeContas, **dados), subject=str(ciclo.numero))
            abertos += 1

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
        como_esta = self.vigente.parceria
        await self.child(
            Alteracao, self.made(PedidoDeAlteracao, parceria=como_esta, **pedido.form), subject=str(numero)
        )

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
        razao = self.razao(encerrados)
        self.show(razao=razao.as_json(), saldo=razao.balance(), a_liberar=razao.balance(Lugar.A_LIBERAR))
