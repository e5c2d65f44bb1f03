"""What a running partnership registers and discloses (arts. 42, § 5º, and 102 to 105): each month, and all through.

The end of the partnership waits for no register: a month that nobody registered stays due, with its lateness, and is
named to whoever gives an opinion on the accounts and to whoever judges them. Silence neither registers nor approves.
Of a term that is over, a payment of what was born in it (art. 47, VII) belongs to the register of no month: the
accounts have it.
"""

from datetime import date

from workflows.execucao import atos_da_parceria as atos
from workflows.execucao.contas_da_parceria import ContasDaParceria
from workflows.execucao.divulgacao_da_parceria import DivulgacaoDaParceria
from workflows.execucao.estado_da_parceria import MUDAM
from workflows.execucao.formularios_registro import PedidoDeRegistro
from workflows.execucao.registro_de_despesas import OBRAS_E_BENS, RegistroDeDespesas
from workflows.execucao.regras_da_parceria import contas_dadas_ate
from workflows.execucao.regras_dos_meses import (
    abre_em,
    do_que_se_registrou,
    meses_devidos,
    pedido_de_registro,
    registrados,
)
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Answer

ABRE_OS_REGISTROS = "registros-da-parceria"
"""The change by which a partnership opens the register of each month itself; before it somebody started each."""
DIVULGA = "divulgacao-sob-a-parceria"
"""The change by which a partnership opens its disclosure itself."""

MESES = "meses"


class RegistrosDaParceria(ContasDaParceria):
    """The courses of its months."""

    registros_dados_ate: date | None
    em_retificacao: tuple[tuple[str, str], ...] = ()

    # -- Arts. 102 a 105 -------------------------------------------------------------------------------------------

    async def divulgar(self) -> None:
        """Arts. 102 to 105: a case of its own, which goes on until 180 days after the end. A partnership that was
        under way before it opened one may have one already, and opens none."""
        if self.follows(DIVULGA) and self.kept("divulgada-desde-o-inicio", self.today == self.started_on):
            await self.launch(DivulgacaoDaParceria, self.made(DaParceria, parceria=self.em_curso))

    # -- Art. 42, § 5º: os meses -----------------------------------------------------------------------------------

    def calendario_dos_registros(self) -> None:
        """Art. 42, § 5º: of which months the accounts are told elsewhere; all that follow are registered here."""
        if self.follows(ABRE_OS_REGISTROS):
            visto = self.kept("registros-desde", self.today.isoformat())
            desde = self.reckon(date.fromisoformat, visto)
            self.registros_dados_ate = self.reckon(contas_dadas_ate, self.input.contas_ate, self.started_on, desde)

    async def registros(self) -> None:
        """Art. 42, § 5º: the months as they end, and those that are registered anew."""
        if self.follows(ABRE_OS_REGISTROS):
            await self.together(self.meses_que_acabam(), self.retificacoes())

    async def meses_que_acabam(self) -> None:
        """Art. 42, § 5º: on the day after each month that ends within the term; a case of its own, due until it is
        registered."""
        while True:
            mudancas = len(self.ended(*MUDAM))
            na_vigencia = [um for um in self.por_abrir() if self.reckon(abre_em, um) <= self.vigente.ultimo_dia]
            mes = na_vigencia[0] if na_vigencia else None
            abre = None if mes is None else self.reckon(abre_em, mes)
            if await self.until_or_ended(abre, *MUDAM, after=mudancas, of=MESES) or mes is None:
                continue
            await self.registrar(mes, subject=mes)

    async def ultimos_meses(self) -> None:
        """Art. 42, § 5º: those that ended with the term, or in which it ended."""
        for mes in self.kept("meses-por-abrir", self.por_abrir()):
            await self.until(self.reckon(abre_em, mes), of=MESES)
            await self.registrar(mes, subject=mes)

    def por_abrir(self) -> list[str]:
        """The months of the term, as it stands, that have no register yet, in order."""
        devidos = self.reckon(meses_devidos, self.vigente, self.registros_dados_ate)
        return [mes for mes in devidos if not self.began(RegistroDeDespesas, mes)]

    async def registrar(self, mes: str, *, subject: str, retificacao: str | None = None) -> str:
        """Open the register of a month with what the others left to it. Returns the id of its case."""
        dados = self.reckon(pedido_de_registro, self.vigente, mes, self.ended(RegistroDeDespesas))
        pedido = self.made(PedidoDeRegistro, **dados, retificacao=retificacao)
        return await self.launch(RegistroDeDespesas, pedido, subject=subject)

    # -- Um mês registrado de novo ---------------------------------------------------------------------------------

    async def retificacoes(self) -> None:
        """Art. 42, § 5º: a month is registered anew when the organisation asks for it, as often as it does."""
        await self.each_arrival(atos.RETIFICAR, course=self.retificar)

    async def retificar(self, pedido: Answer, numero: int) -> None:
        """The register that is made last is the month's."""
        mes, motivo = pedido.form["mes"], pedido.form["motivo"]
        caso = await self.registrar(mes, subject=f"{mes}-{numero}", retificacao=motivo)
        self.em_retificacao = (*self.em_retificacao, (caso, mes))

    def registrado(self, mes: str) -> bool:
        """Whether the month was registered, for a rule."""
        return mes in registrados(self.ended(RegistroDeDespesas))

    def se_retifica(self, mes: str) -> bool:
        """Whether the month is being registered anew, for a rule."""
        acabados = {um.case for um in self.ended(RegistroDeDespesas)}
        return any(qual == mes and caso not in acabados for caso, qual in self.em_retificacao)

    # -- O que dizem às contas -------------------------------------------------------------------------------------

    def dos_registros(self) -> tuple[str, ...]:
        """Arts. 42 to 47: what the accounts are told of the months that ended by now."""
        if not self.follows(ABRE_OS_REGISTROS):
            return ()
        ditas: tuple[str, ...] = self.reckon(
            do_que_se_registrou, self.reckon(self.meses_acabados), self.ended(RegistroDeDespesas), self.vigente,
            obras_e_bens=self.parameter(OBRAS_E_BENS),
        )  # fmt: skip
        return ditas

    def meses_acabados(self) -> list[str]:
        """The months that should have been registered by now."""
        devidos = meses_devidos(self.vigente, self.registros_dados_ate)
        return [mes for mes in devidos if abre_em(mes) <= self.today]
