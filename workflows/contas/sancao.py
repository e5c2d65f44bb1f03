"""Sanção e responsabilidade da organização (Decreto 167/2019, arts. 84, § 2º, 96, parágrafo único, and 110).

Heard first, then decided. The decree gives no appeal against a sanction and no ban on celebrating that follows from one
(art. 99 gives it to rejected accounts alone), so there is neither here: what is applied and recognised stands in two
registers, which the next decision of the kind finds, with the reservations of art. 96.
"""

from workflows.contas import atos_da_sancao as atos
from workflows.contas.formularios_julgamento import NotificacaoComPrazo
from workflows.contas.formularios_sancao import DecisaoDaSancao, PedidoDeSancao
from workflows.contas.regras_sancao import Sancao
from workflows.execucao.agentes_da_parceria import ComAgentes
from workflows.execucao.registros import CONTAS_COM_RESSALVAS, RESPONSABILIDADE, SANCOES_APLICADAS
from workflows.kernel import DECORRIDO, About, Answer, Outcome, Stage, procedure
from workflows.kernel.roles import GESTAO, INTEGRACAO, SECRETARIO
from workflows.norms import DEC_167

ADVERTIDA = Outcome("advertencia-aplicada", "Advertência aplicada")
SANCIONADA = Outcome("outra-sancao-aplicada", "Outra sanção aplicada")
RESPONSAVEL = Outcome("responsabilidade-registrada", "Responsabilidade registrada, sem sanção")
AFASTADA = Outcome("sancao-afastada", "Responsabilidade afastada")

DEFESA = Stage("defesa", "Defesa")
DECISAO = Stage("decisao", "Decisão")
REGISTRO = Stage("registro", "Registro")


@procedure
class SancaoDaOrganizacao(ComAgentes[PedidoDeSancao]):
    """From the facts to a decision, and to what the registers say of it."""

    about = About(
        id="sancao", title="Sanção e responsabilidade da organização", short="Sanção", norm="Decreto 167/2019",
        provisions=(DEC_167.art(84, par=2, inciso="II"), DEC_167.art(110)),
        started_by=(SECRETARIO, GESTAO, INTEGRACAO), input=PedidoDeSancao, stages=(DEFESA, DECISAO, REGISTRO),
        outcomes=(ADVERTIDA, SANCIONADA, RESPONSAVEL, AFASTADA),
    )  # fmt: skip
    catalogo: tuple[str, ...] = ()
    tem_ressalvas: bool = False
    decidida: DecisaoDaSancao

    async def run(self) -> Outcome:
        """Arts. 84, § 2º, 96, parágrafo único, and 110: heard, decided, recorded."""
        self.concern(self.osc)
        if self.reckon(_por_ouvir, self.input):
            self.enter(DEFESA)
            await self.ouvir()

        self.enter(DECISAO)
        decidido = await self.decidir()
        if decidido == atos.AFASTAR:
            return self.avisar(AFASTADA)

        self.enter(REGISTRO)
        await self.ask(atos.REGISTRAR)
        return self.avisar(self.registrar(decidido))

    async def ouvir(self) -> None:
        """Art. 84, § 2º: the full defence, within what an act of the body or the notice fixes."""
        notificado = (await self.ask(atos.NOTIFICAR, about={"fatos": self.input.fatos})).read(NotificacaoComPrazo)
        self.begin(
            atos.PRAZO_DA_DEFESA, since=notificado.entregue_em, because="notificação para a defesa",
            fixed=self.parameter(atos.DIAS_DA_DEFESA) or notificado.prazo_em_dias,
        )  # fmt: skip
        if await self.ask(atos.DEFENDER, party=self.osc, about={"fatos": self.input.fatos}) != DECORRIDO:
            self.met(atos.PRAZO_DA_DEFESA)

    async def decidir(self) -> Answer:
        """Arts. 84, § 2º, II, 96, parágrafo único, and 110: with what the registers say of the organisation."""
        ressalvas = await self.consult(CONTAS_COM_RESSALVAS, party=self.osc, on=self.today)
        antes = await self.consult(SANCOES_APLICADAS, party=self.osc, on=self.today)
        self.catalogo, self.tem_ressalvas = self.parameter(atos.CATALOGO), ressalvas.holds
        sobre = {"fatos": self.input.fatos, "ressalvas": ressalvas.words(), "sanções_anteriores": antes.words()}
        decidido = await self.ask(atos.DECIDIR, about=sobre)
        self.decidida = decidido.read(DecisaoDaSancao)
        return decidido

    def registrar(self, decidido: Answer) -> Outcome:
        """Art. 110: the liability and, apart from it, the sanction; each until its own day, if it has one."""
        numero, decidida = self.parceria.numero, self.decidida
        esferas = self.reckon(_nomes, decidida)
        self.inscribe(RESPONSABILIDADE, RESPONSAVEL, party=self.osc, numero=numero, esferas=esferas)
        if decidido != atos.APLICAR:
            return RESPONSAVEL
        resultado = ADVERTIDA if decidida.sancao == Sancao.ADVERTENCIA else SANCIONADA
        self.inscribe(
            SANCOES_APLICADAS, resultado, party=self.osc, until=decidida.ate, numero=numero, lei=decidida.lei,
            sancao=self.reckon(_nome, decidida),
        )  # fmt: skip
        return resultado

    def avisar(self, resultado: Outcome) -> Outcome:
        """The organisation is told."""
        self.notify(atos.AVISO, party=self.osc, numero=self.parceria.numero, resultado=resultado.title)
        return resultado


def _por_ouvir(pedido: PedidoDeSancao) -> bool:
    return pedido.defesa_ouvida_em is None


def _nomes(decidida: DecisaoDaSancao) -> list[str]:
    return [uma.value for uma in decidida.esferas]


def _nome(decidida: DecisaoDaSancao) -> str:
    return decidida.sancao.value if decidida.sancao else ""
