"""What follows the end of a partnership (Decreto 167/2019, arts. 36, IX, 37 and 83 to 101): money, goods and accounts.

Side by side, each in cases of its own: the balance within thirty days, the goods within sixty, the accounts within
ninety, and their judgment. The case ends when nothing more can happen to the partnership; its outcome says how.
"""

from datetime import date

from workflows.contas.contas_finais import ContasFinais
from workflows.contas.formularios_contas import PedidoDeContasFinais
from workflows.contas.formularios_julgamento import PedidoDeJulgamento
from workflows.contas.formularios_tomada import FatoDaTomada, PedidoDeTomada
from workflows.contas.julgamento import Julgamento
from workflows.contas.tomada_de_contas_especial import TomadaDeContasEspecial
from workflows.execucao import regras_do_desfecho as regras
from workflows.execucao.alteracao import Alteracao
from workflows.execucao.bens_remanescentes import BensRemanescentes
from workflows.execucao.denuncia import Denuncia
from workflows.execucao.encerramento import POR_CAUSA
from workflows.execucao.execucao_da_parceria import ExecucaoDaParceria
from workflows.execucao.formularios_fim import ParaDestinarBens, ParceriaTerminada
from workflows.execucao.registros import TERMINO
from workflows.execucao.registros_da_parceria import ABRE_OS_REGISTROS
from workflows.execucao.relatorios_da_parceria import RelatoriosDaParceria
from workflows.execucao.rescisao import Rescisao
from workflows.execucao.restituicao_de_saldos import NAO_RESTITUIDO, RestituicaoDeSaldos
from workflows.kernel import Notice, Outcome, Stage
from workflows.kernel.roles import GESTAO
from workflows.norms import DEC_167

DESFECHOS = {
    str(um): um
    for um in (
        regras.QUITADA, regras.COM_RESSALVAS, regras.SALDO_DEVIDO, regras.RESSARCIDA, regras.SEM_DEBITO,
        regras.EM_DEBITO, regras.NO_TRIBUNAL,
    )
}  # fmt: skip

JULGAMENTO = Stage("julgamento", "Julgamento das contas")

AVISO_A_SINFRA = Notice(
    id="parceria.aviso-do-termino-a-sinfra", title="A parceria terminou", to=GESTAO,
    provision=DEC_167.art(36, inciso="IX"), duties=("RES-03", "RES-04"),
    body="A parceria {numero} terminou em {dia:%d/%m/%Y}. Causa: {causa}. Desse dia se contam trinta dias para o "
    "saldo, sessenta para decidir sobre os bens e noventa para as contas finais. A relação de parcerias fica "
    "divulgada por mais cento e oitenta dias, ao menos.",
)  # fmt: skip


class FimDaParceria(RelatoriosDaParceria, ExecucaoDaParceria):
    """A partnership that is over, until nothing more can happen to it."""

    terminada: ParceriaTerminada
    do_saldo: str = ""
    julgado: str = ""
    da_rejeicao: str = ""

    async def acertar(self, fim: date) -> Outcome:
        """Arts. 36, IX, 37 and 83 to 101: the gravest of what they came to says how the partnership ended."""
        saidas = self.ended(Denuncia, Rescisao)
        self.terminada = self.reckon(regras.terminada, self.vigente.parceria, fim, saidas)
        causa = self.reckon(regras.causa_dita, self.terminada.causa)
        self.show(causa=causa)
        if self.follows("termino-inscrito"):
            estado = self.one_of(POR_CAUSA, self.terminada.causa)
            self.inscribe(TERMINO, estado, party=self.terminada.parceria.chave, since=fim)
        self.notify(AVISO_A_SINFRA, numero=self.input.instrumento.numero, dia=fim, causa=causa)
        if self.follows(ABRE_OS_REGISTROS):
            await self.during(self.acerto(), self.retificacoes())
        else:
            await self.together(self.restituir(), self.destinar(), self.prestar_contas(), self.ultimos_balancetes())
        return self.one_of(DESFECHOS, self.reckon(regras.desfecho, self.do_saldo, self.julgado, self.da_rejeicao))

    async def acerto(self) -> None:
        """Arts. 36, IX, 37, 42, § 5º, 78, I, and 82 to 101, side by side; months may be registered anew until all is
        done."""
        await self.together(
            self.restituir(), self.destinar(), self.prestar_contas(), self.ultimos_meses(), self.ultimos_balancetes(),
            self.ultimo_relatorio(),
        )  # fmt: skip

    async def restituir(self) -> None:
        """Arts. 36, IX, 83, VI, and 100: the balance in thirty days or, by their lapse, special accounts."""
        saldo = await self.child(RestituicaoDeSaldos, self.terminada)
        self.mostrar(None)
        if saldo.outcome == NAO_RESTITUIDO:
            fato = self.made(PedidoDeTomada, parceria=self.terminada.parceria, fato=FatoDaTomada.SALDO_NAO_DEVOLVIDO)
            self.do_saldo = (await self.child(TomadaDeContasEspecial, fato)).outcome

    async def destinar(self) -> None:
        """Arts. 37 and 49, I, d: whose the goods are by now; if SINFRA's, whether there are any, and where they go."""
        alteracoes = self.ended(Alteracao)
        bens = self.made(
            ParaDestinarBens, parceria=self.terminada.parceria, causa=self.terminada.causa, a_levantar=True,
            terminada_em=self.terminada.terminada_em,
            titularidade=self.reckon(regras.titularidade, self.input.instrumento.minuta.titularidade, alteracoes),
        )  # fmt: skip
        await self.child(BensRemanescentes, bens)

    async def prestar_contas(self) -> None:
        """Arts. 83 and 88 to 101: presented, analysed, judged; what the judgment and its special accounts came to."""
        parceria, entrada = self.terminada.parceria, self.input
        tem_obra = entrada.tem_obra and not entrada.so_projetos
        pedido = self.made(
            PedidoDeContasFinais, parceria=parceria, so_projetos=entrada.so_projetos, tem_obra=tem_obra,
            dos_registros=self.dos_meses(),
        )  # fmt: skip
        contas = await self.child(ContasFinais, pedido)
        self.enter(JULGAMENTO)
        a_julgar = self.made(
            PedidoDeJulgamento, parceria=parceria, dos_registros=self.dos_meses(),
            **self.reckon(regras.a_julgar, contas.data),
        )  # fmt: skip
        julgado = await self.child(Julgamento, a_julgar)
        self.julgado, self.da_rejeicao = julgado.outcome, julgado.data.get("tomada", "")
