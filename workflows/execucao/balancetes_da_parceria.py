"""The monthly statements of a partnership that runs a road with a toll (arts. 69, § 2º, 72 and 82).

From the day that a sector act fixes, each month of collection has its statement, opened on the day after the month. The
end of the partnership waits for none: a month that nobody presents stays due, and is named to whoever gives an opinion
on the accounts and to whoever judges them. Silence neither presents nor approves.
"""

from workflows.contas.balancete_mensal import BalanceteMensal, MesDeCobranca
from workflows.execucao.atos_da_parceria import REGISTRAR_COBRANCA
from workflows.execucao.estado_da_parceria import MUDAM
from workflows.execucao.formularios_cobranca import AtoDaCobranca
from workflows.execucao.registros_da_parceria import RegistrosDaParceria
from workflows.execucao.regras_da_cobranca import (
    Cobranca,
    balancete_do_mes,
    cobranca,
    do_que_se_apresentou,
    meses_de_cobranca,
)
from workflows.execucao.regras_dos_meses import abre_em
from workflows.kernel import Answer

ABRE_OS_BALANCETES = "balancetes-da-parceria"
"""The change by which a partnership opens the statement of each month of a toll; before, somebody started each."""

BALANCETES = "balancetes"


class BalancetesDaParceria(RegistrosDaParceria):
    """The courses of its toll, beside those of its months."""

    @property
    def cobranca(self) -> Cobranca:
        """The collection of the toll, as the acts that were registered left it."""
        return self.reckon(cobranca, [um.read(AtoDaCobranca) for um in self.arrivals(REGISTRAR_COBRANCA)])

    # -- Arts. 72 e 82: os meses de cobrança -----------------------------------------------------------------------

    async def balancetes(self) -> None:
        """Arts. 72 and 82: what sector acts fix of the collection, and the statements of its months."""
        if self.follows(ABRE_OS_BALANCETES):
            await self.each_arrival(REGISTRAR_COBRANCA, course=self.cobrar)

    async def cobrar(self, _ato: Answer, numero: int) -> None:
        """Art. 82: on the day after each month of collection that ends within the term, for as long as no later act is
        registered, whose own course then goes on; a case of its own, due until it is presented."""
        while self.brought(REGISTRAR_COBRANCA) == numero:
            mudancas = len(self.ended(*MUDAM))
            por_abrir = self.balancetes_por_abrir()
            na_vigencia = [um for um in por_abrir if self.reckon(abre_em, um) <= self.vigente.ultimo_dia]
            mes = na_vigencia[0] if na_vigencia else None
            abre = None if mes is None else self.reckon(abre_em, mes)
            mudou = await self.until_or_ended(abre, *MUDAM, after=mudancas, of=BALANCETES)
            if mes is not None and not mudou and self.brought(REGISTRAR_COBRANCA) == numero:
                await self.abrir_balancete(mes)

    async def ultimos_balancetes(self) -> None:
        """Art. 82: of the months that ended with the term, or in which it ended."""
        for mes in self.kept("balancetes-por-abrir", self.balancetes_por_abrir()):
            await self.until(self.reckon(abre_em, mes), of=BALANCETES)
            await self.abrir_balancete(mes)

    def balancetes_por_abrir(self) -> list[str]:
        """The months of collection within the term, as both stand, that have no statement yet, in order."""
        devidos = self.reckon(meses_de_cobranca, self.cobranca, self.vigente)
        return [mes for mes in devidos if not self.began(BalanceteMensal, mes)]

    async def abrir_balancete(self, mes: str) -> None:
        """Open the statement of a month, with the ceiling that was in force in it."""
        dados = self.reckon(balancete_do_mes, self.cobranca, self.vigente, mes)
        await self.launch(BalanceteMensal, self.made(MesDeCobranca, **dados), subject=mes)

    # -- O que dizem às contas -------------------------------------------------------------------------------------

    def dos_meses(self) -> tuple[str, ...]:
        """Arts. 42 to 47 and 82: what the accounts are told of the months that ended by now."""
        return (*self.dos_registros(), *self.dos_balancetes())

    def dos_balancetes(self) -> tuple[str, ...]:
        """Art. 82: of which months of collection no statement was booked, or one with an irregularity."""
        return self.reckon(
            do_que_se_apresentou, self.reckon(self.meses_de_cobranca_acabados), self.ended(BalanceteMensal)
        )

    def meses_de_cobranca_acabados(self) -> list[str]:
        """The months whose statement is due by now."""
        return [mes for mes in meses_de_cobranca(self.cobranca, self.vigente) if abre_em(mes) <= self.today]
