"""The accounts of a partnership while it runs: which periods they are of, and when each is opened (arts. 80 and 81)."""

from datetime import date

from workflows.contas.contas_parciais import ContasParciais
from workflows.contas.formularios_contas_parciais import PeriodoDeContas
from workflows.execucao.contas_apresentadas import (
    APRESENTADAS,
    APRESENTADOS,
    PENDENTES,
    Trecho,
    apresentados,
    com_o_periodo,
    escritos,
)
from workflows.execucao.estado_da_parceria import MUDAM, EstadoDaParceria
from workflows.execucao.registros import CONTAS_PARCIAIS
from workflows.execucao.regras_ciclos import DA_LIBERACAO, DaLiberacao
from workflows.execucao.regras_da_parceria import (
    ciclo_seguinte,
    contas_dadas_ate,
    intervalo_das_contas,
    periodo_de_contas,
    primeira_liberacao,
)
from workflows.execucao.repasse_de_parcela import RepasseDeParcela
from workflows.kernel.registering import Entry, WhileEmpty
from workflows.norms import Param

FIM_DO_EXERCICIO = Param("data_fim_exercicio")
INTERVALO_DAS_CONTAS = Param("intervalo_pc_parcial_dias")
INICIO_DA_CONTAGEM = Param("inicio_contagem_90_dias")

CONTA_DA_LIBERACAO = "contas-contadas-da-liberacao"
"""The change by which the intervals may count from the first release, where an act said so as the partnership began."""
ABRE_AS_CONTAS = "contas-da-parceria"
"""The change by which a partnership opens the accounts of its periods itself; before it somebody started each."""


class ContasDaParceria(EstadoDaParceria):
    """The courses of its accounts."""

    contas_dadas_ate: date | None
    contam_da_liberacao: bool = False
    contada: DaLiberacao | None = None

    # -- Arts. 80 e 81: as contas parciais -------------------------------------------------------------------------

    async def calendario_das_contas(self) -> None:
        """Art. 80: of which periods the accounts are told elsewhere; all that follow are opened here."""
        if not self.follows(ABRE_AS_CONTAS):
            return
        visto = self.kept("contas-desde", self.today.isoformat())
        desde = self.reckon(date.fromisoformat, visto)
        self.contas_dadas_ate = self.reckon(contas_dadas_ate, self.input.contas_ate, self.started_on, desde)
        self.contam_da_liberacao = self.parameter(INICIO_DA_CONTAGEM) == DA_LIBERACAO and (
            self.follows(CONTA_DA_LIBERACAO) and self.kept("contagem-desde-o-inicio", self.today == self.started_on)
        )
        if self.input.contas_ate is not None:
            await self.contas_de_antes(self.input.contas_ate)

    async def contas_de_antes(self, ate: date) -> None:
        """Art. 38, § 3º: accounts that were presented before the case open the door of the next instalment too."""
        chave = self.em_curso.chave
        consta = await self.consult(CONTAS_PARCIAIS, party=chave, on=self.today)
        trechos = self.reckon(trechos_de_antes, consta, self.input.instrumento.eficaz_desde, ate)
        pendentes = consta.details.get(PENDENTES, ())
        self.inscribe(
            CONTAS_PARCIAIS, APRESENTADAS, party=chave, holds=WhileEmpty(PENDENTES),
            shared={
                PENDENTES: (pendentes, pendentes),
                APRESENTADOS: (consta.details.get(APRESENTADOS, ()), self.reckon(escritos, trechos)),
            },
        )  # fmt: skip

    async def contas_parciais(self) -> None:
        """Arts. 80 and 81: on the last day of each period, from which its accounts may be presented and the days to
        do so count; a case of its own, which goes on to its decision even if the term ends first."""
        if not self.follows(ABRE_AS_CONTAS):
            return
        exercicio, abertos = self.parameter(FIM_DO_EXERCICIO), 0
        ouvidos = (*MUDAM, RepasseDeParcela) if self.contam_da_liberacao else MUDAM
        while True:
            mudancas, contagem = len(self.ended(*ouvidos)), self.contagem()
            cada = self.reckon(intervalo_das_contas, self.input.instrumento, self.dated(INTERVALO_DAS_CONTAS))
            ciclo = self.reckon(ciclo_seguinte, self.vigente, abertos, self.contas_dadas_ate, cada, exercicio, contagem)
            fim = None if ciclo is None else ciclo.fim
            aberto = ciclo is not None and self.began(ContasParciais, str(ciclo.numero))
            if (not aberto and await self.until_or_ended(fim, *ouvidos, after=mudancas)) or ciclo is None:
                continue
            dados = self.reckon(periodo_de_contas, self.input, self.vigente.parceria, ciclo)
            await self.launch(ContasParciais, self.made(PeriodoDeContas, **dados), subject=str(ciclo.numero))
            abertos += 1

    def contagem(self) -> DaLiberacao | None:
        """Art. 80: the release from which the intervals count, for anybody to see; None where the term begins them."""
        if not self.contam_da_liberacao:
            return None
        contagem = self.reckon(primeira_liberacao, self.input, self.ended(RepasseDeParcela))
        if self.contada != contagem:
            self.contada = contagem
            self.show(contagem_das_contas=self.reckon(DaLiberacao.as_json, contagem))
        return contagem


def trechos_de_antes(consta: Entry, inicio: date, ate: date) -> tuple[Trecho, ...]:
    """Of which days accounts were presented: what the register has, and what the instrument's case began with."""
    return apresentados(consta, inicio) if ate < inicio else com_o_periodo(apresentados(consta, inicio), inicio, ate)
