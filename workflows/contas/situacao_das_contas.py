"""What is known of a partnership's partial accounts, from which its next instalment depends (arts. 38 and 80)."""

from collections.abc import Callable, Iterable
from operator import contains

from workflows.contas.formularios_contas_parciais import PeriodoDeContas
from workflows.contas.regras_contas_parciais import com_pendencia, sem_pendencia
from workflows.execucao.agentes_da_parceria import ComAgentes
from workflows.execucao.contas_apresentadas import (
    APRESENTADOS,
    OMITIDAS,
    PENDENTES,
    Trecho,
    apresentados,
    com_o_periodo,
    escritos,
)
from workflows.execucao.registros import CONTAS_PARCIAIS
from workflows.kernel import Outcome
from workflows.kernel.registering import Entry, WhileEmpty


class SituacaoDasContas(ComAgentes[PeriodoDeContas]):
    """A procedure about the accounts of one period. What other periods hold back, it leaves held back."""

    async def suspender(self, estado: Outcome) -> None:
        """Art. 38, § 3º: from today these accounts hold the following instalments back."""
        await self._inscrever(estado, com_pendencia)

    async def liberar(self, estado: Outcome) -> bool:
        """Art. 38, § 3º: from today these accounts no longer do; whether they did until now."""
        return await self._inscrever(estado, sem_pendencia)

    async def _inscrever(self, estado: Outcome, regra: Callable[[Iterable[int], int], list[int]]) -> bool:
        consta = await self.consult(CONTAS_PARCIAIS, party=self.chave, on=self.today)
        antes = consta.details.get(PENDENTES, ())
        pendentes = self.reckon(regra, antes, self.input.numero)
        trechos = self.reckon(trechos_apos, consta, self.input, estado)
        self.inscribe(
            CONTAS_PARCIAIS, estado, party=self.chave, periodo=self.input.numero, holds=WhileEmpty(PENDENTES),
            shared={
                PENDENTES: (antes, pendentes),
                APRESENTADOS: (consta.details.get(APRESENTADOS, ()), self.reckon(escritos, trechos)),
            },
        )  # fmt: skip
        return self.reckon(contains, antes, self.input.numero)


def trechos_apos(consta: Entry, periodo: PeriodoDeContas, estado: Outcome) -> tuple[Trecho, ...]:
    """Art. 38, § 3º: of which days accounts were presented, now that those of `periodo` are in `estado`."""
    nao_diz = consta.state == OMITIDAS and APRESENTADOS not in consta.details
    antes = () if nao_diz else apresentados(consta, periodo.parceria.inicio)
    return antes if estado == OMITIDAS else com_o_periodo(antes, periodo.inicio, periodo.fim)
