"""The steps before the signature: arts. 34, I to VII, 35 to 37 and 59, VI, each of which meets a requirement.

A step that may find the partnership not feasible says so with False, once no appeal can change it (art. 31, II, b).
"""

from datetime import date
from typing import Any

from workflows.execucao.registros import CONTAS_REJEITADAS
from workflows.kernel import HumanTask, Register, Requirement, Stage
from workflows.kernel.appeal import REFORMADA, appealable
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.registering import Entry
from workflows.parcerias import atos_da_instrucao as atos
from workflows.parcerias import providencias as gates
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.designacao_da_comissao import DesignacaoDaComissao
from workflows.parcerias.designacao_do_gestor import DesignacaoDoGestor
from workflows.parcerias.formularios_celebracao import PedidoDeCelebracao
from workflows.parcerias.formularios_designacao import PedidoDeDesignacao
from workflows.parcerias.formularios_inviabilidade import PedidoDeInviabilidade
from workflows.parcerias.formularios_minuta import MinutaDoInstrumento, Titularidade
from workflows.parcerias.formularios_plano import Origem
from workflows.parcerias.inviabilidade_da_concessao import DEMONSTRADA, InviabilidadeDaConcessao
from workflows.parcerias.registros import CAPACIDADE, HABILITACAO
from workflows.parcerias.registros_celebracao import PLANO_APROVADO
from workflows.parcerias.regras_clausulas import Contexto
from workflows.parcerias.regras_dispensa import Hipotese

INSTRUCAO = Stage("instrucao", "Providências")
PARECERES = Stage("pareceres", "Pareceres e designações")
INVIABILIDADE = Stage("inviabilidade", "Inviabilidade e recurso")


class Instrucao(DaOrganizacao[PedidoDeCelebracao]):
    """What a celebration has learnt so far, and the steps by which it learns."""

    plano: Entry
    certidao: Entry
    minuta: MinutaDoInstrumento
    gestor: dict[str, Any]
    comissao: dict[str, Any]
    pronta_em: date

    @property
    def osc(self) -> str:
        """The organisation."""
        return self.input.organizacao.parte

    @property
    def titular(self) -> str:
        """The Gestor, or the first named of the commission that manages."""
        titular: str = self.gestor["gestores"][0]["pessoa"]
        return titular

    @property
    def contexto(self) -> Contexto:
        """What the draft must agree with."""
        return Contexto(
            repasse=int(self.plano.details["repasse"]), tem_edital=self.input.origem is Origem.CHAMAMENTO,
            urgencia=self.input.hipotese is Hipotese.URGENCIA,
            exige_suspensiva=bool(self.plano.details["clausula_suspensiva"]),
        )  # fmt: skip

    async def tarifa_admitida(self) -> bool:
        """Arts. 34, I, b, 73 and 75: where users pay, no concession is feasible; a public call has its own note."""
        if self.input.sistema is None:
            self.waive(gates.INVIABILIDADE, because="os usuários não pagam tarifa")
        elif self.input.origem != Origem.CHAMAMENTO:
            pedido = self.made(PedidoDeInviabilidade, objeto=self.input.objeto, sistema=self.input.sistema)
            if (await self.child(InviabilidadeDaConcessao, pedido)).outcome != DEMONSTRADA:
                return False
            self.meet(gates.INVIABILIDADE, because="demonstrada em processo próprio")
        return True

    async def selecao(self) -> None:
        """Art. 34, I: the public call is over; a direct hiring is looked at by what it says of the term, and waits."""
        if self.input.origem == Origem.CHAMAMENTO:
            conferido = await self.ask(atos.CONFERIR_CHAMAMENTO)
            self.meet(gates.SELECAO, by=conferido)
            if self.input.sistema is not None:
                self.meet(gates.INVIABILIDADE, by=conferido)

    async def habilitacao(self) -> None:
        """Arts. 10 and 11: a full certificate in force and proved capacity, looked up on the day."""
        self.certidao = await self.constar(HABILITACAO, gates.HABILITACAO, atos.REGULARIZAR, self.osc)
        await self.constar(CAPACIDADE, gates.CAPACIDADE, atos.REGULARIZAR, self.osc)

    async def constar(
        self, registro: Register[Entry], providencia: Requirement, falta: HumanTask, de: str | None = None
    ) -> Entry:
        """What the register says of the organisation on the day; while it says nothing, somebody sees to it."""
        while not (consta := await self.consult(registro, party=self.osc, on=self.today)).holds:
            await self.ask(falta, party=de, subject=registro.id)
        self.meet(providencia, because=f"consta {consta.words()}")
        return consta

    async def dotacao(self) -> None:
        """Art. 34, II: CONDES has no say (sole paragraph)."""
        self.meet(gates.DOTACAO, by=await self.ask(atos.INDICAR_DOTACAO))

    async def plano_aprovado(self) -> None:
        """Art. 34, III: the last plan approved of the organisation."""
        self.plano = await self.constar(PLANO_APROVADO, gates.PLANO, atos.AGUARDAR_PLANO)

    async def documentos(self) -> None:
        """Art. 35: each document is asked for only where the execution needs what it is about."""
        if not self.input.usa_instalacoes:
            self.waive(gates.INSTALACOES, because="a execução não depende das instalações")
        if not self.input.usa_imovel:
            self.waive(gates.IMOVEL, because="a execução não depende de imóvel")
        if self.input.pede_documentos:
            entregue = await self.ask(atos.ENTREGAR_DOCUMENTOS, party=self.osc)
            self.meet(gates.INSTALACOES, gates.IMOVEL, by=entregue)

    async def parecer_tecnico(self) -> bool:
        """Art. 34, IV: the eight points; whether the partnership goes on."""
        opinado = await self.ask(atos.OPINAR, about={"plano": self.plano.details})
        if opinado == atos.DESFAVORAVEL:
            return await self.reformada(gates.PARECER_TECNICO)
        self.meet(gates.PARECER_TECNICO, by=opinado)
        return True

    async def designar_gestor(self) -> None:
        """Art. 34, V: by a published act, and only whom nothing impedes."""
        self.gestor = (await self.child(DesignacaoDoGestor, self.para_designar())).data
        self.meet(gates.GESTOR, because="ato publicado no Diário Oficial")

    async def designar_comissao(self) -> None:
        """Art. 34, VI: by a published act, and only whom nothing impedes."""
        self.comissao = (await self.child(DesignacaoDaComissao, self.para_designar())).data
        self.meet(gates.COMISSAO, because="ato publicado no Diário Oficial")

    def para_designar(self) -> PedidoDeDesignacao:
        """What both designations start from."""
        return self.made(PedidoDeDesignacao, objeto=self.input.objeto, organizacao=self.input.organizacao)

    async def contas_rejeitadas(self) -> bool:
        """Arts. 59, VI, and 99: an entry in SIGPAR bars; of another sphere, the parameter says what it does."""
        if self.follows("registro-de-contas-rejeitadas") and await self.rejeicao_registrada():
            return await self.reformada(gates.CONTAS)
        while (avaliado := await self.ask(atos.AVALIAR_CONTAS, person=self.titular)) == IMPEDIDO:
            await self.designar_gestor()
        livre = avaliado == atos.NADA_CONSTA
        if avaliado == atos.OUTRA_ESFERA:
            bloqueia = self.parameter(atos.EFEITO_DE_CONTAS) == atos.BLOQUEIA
            livre = not bloqueia or await self.ask(atos.DECIDIR_SOBRE_CONTAS) == atos.PROSSEGUIR
        if not livre:
            return await self.reformada(gates.CONTAS)
        self.meet(gates.CONTAS, by=avaliado)
        return True

    async def rejeicao_registrada(self) -> bool:
        """Art. 99: whether accounts of the organisation that were finally rejected are registered here, and bar it."""
        return (await self.consult(CONTAS_REJEITADAS, party=self.osc, on=self.today)).holds

    async def redigir(self) -> None:
        """Arts. 36 and 37: the clauses, and who keeps the goods."""
        while True:
            redigido = await self.ask(atos.REDIGIR)
            self.minuta = redigido.read(MinutaDoInstrumento)
            if self.minuta.titularidade == Titularidade.SINFRA:
                self.waive(gates.BENS, because="os bens ficam com a SINFRA")
                break
            if (justificado := await self.ask(atos.JUSTIFICAR_BENS)) == atos.JUSTIFICADA:
                self.meet(gates.BENS, by=justificado)
                break
        self.meet(gates.MINUTA, by=redigido)

    async def parecer_juridico(self) -> bool:
        """Art. 34, VII: whether the partnership goes on."""
        opinado = await self.ask(atos.OPINAR_SOBRE_O_DIREITO)
        self.pronta_em = opinado.on
        if opinado == atos.DESFAVORAVEL:
            return await self.reformada(gates.PARECER_JURIDICO)
        self.meet(gates.PARECER_JURIDICO, by=opinado)
        return True

    async def reformada(self, causa: Requirement) -> bool:
        """Art. 31, II, b, and § 4º: whether an appeal against the negative, which is published, is upheld."""
        self.enter(INVIABILIDADE)
        await self.ask(atos.DECLARAR_INVIAVEL, about={"causa": causa.title})
        sitio = await self.publish(atos.INVIABILIDADE_NO_SITIO)
        recurso = await appealable(
            self, atos.RECURSO, decision="Inviabilidade da celebração", since=sitio.on,
            because="disponibilização da decisão no sítio",
        )  # fmt: skip
        if recurso != REFORMADA:
            return False
        self.pronta_em = self.today
        self.meet(causa, because="recurso provido")
        self.enter(PARECERES)
        return True
