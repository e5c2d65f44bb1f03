"""Atuação em rede (Decreto 167/2019, arts. 60 to 65): one term between the supervising and an executing organisation.

Foreseen in the call, or authorised by the Secretary where there was none; the supervising organisation proves that it
can supervise, checks the other, signs, and tells SINFRA within sixty days.
"""

from datetime import date

from workflows.kernel import About, Answer, Outcome, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA, OSC, PROTOCOLO
from workflows.norms import DEC_167
from workflows.parcerias import atos_da_rede as atos
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios_plano import Origem
from workflows.parcerias.formularios_rede import PedidoDeRede, RequisitosDaCelebrante
from workflows.parcerias.registros_da_rede import EXECUTANTES, REDE
from workflows.parcerias.regras_rede import com_elo

FORMALIZADA = Outcome("rede-formalizada", "Rede formalizada")
VEDADA = Outcome("rede-vedada", "Rede vedada")

PREVISAO = Stage("previsao", "Previsão e requisitos")
TERMO = Stage("termo", "Termo de rede")
COMUNICACAO = Stage("comunicacao", "Comunicação à SINFRA")


@procedure
class AtuacaoEmRede(DaOrganizacao[PedidoDeRede]):
    """One term of a network, from what foresees it to its communication."""

    about = About(
        id="atuacao-em-rede", title="Atuação em rede", short="Rede", norm="Decreto 167/2019",
        provisions=(DEC_167.art(60), DEC_167.art(61), DEC_167.art(62), DEC_167.art(63), DEC_167.art(64)),
        started_by=(OSC, AREA_TECNICA, PROTOCOLO), input=PedidoDeRede, stages=(PREVISAO, TERMO, COMUNICACAO),
        outcomes=(FORMALIZADA, VEDADA),
        documents=documentos.DA_REDE,
    )  # fmt: skip
    requisitos: RequisitosDaCelebrante
    requisitos_em: date

    @classmethod
    def subject_of(cls, pedido: PedidoDeRede) -> str:
        """The partnership under which it is."""
        return pedido.parceria

    @classmethod
    def party_names(cls, pedido: PedidoDeRede) -> dict[str, str]:
        """Both organisations by name."""
        return {uma.parte: uma.nome for uma in (pedido.organizacao, pedido.executante)}

    @property
    def osc(self) -> str:
        """The supervising organisation."""
        return self.input.organizacao.parte

    async def run(self) -> Outcome:
        """Arts. 61 to 64, to the communication that formalises the network before SINFRA."""
        self.enter(PREVISAO)
        if not await self.prevista() or not await self.requisitos_comprovados():
            return VEDADA

        self.enter(TERMO)
        if await self.ask(atos.VERIFICAR_EXECUTANTE, party=self.osc) == atos.IRREGULAR:
            return VEDADA
        termo = await self.ask(atos.FIRMAR, party=self.osc)

        self.enter(COMUNICACAO)
        await self.comunicar(termo.day("assinado_em"))
        await self.registrar(termo)
        self.show(
            parceria=self.input.parceria, celebrante=self.input.organizacao.nome,
            executante=self.input.executante.nome, assinado_em=termo.form["assinado_em"],
        )  # fmt: skip
        return FORMALIZADA

    async def prevista(self) -> bool:
        """Art. 61: by the call and the proposal; without a call, by a reasoned authorisation."""
        if self.input.origem == Origem.CHAMAMENTO:
            return await self.ask(atos.CONFERIR_PREVISAO) == atos.PREVISTA
        return await self.ask(atos.AUTORIZAR) == atos.AUTORIZADA

    async def requisitos_comprovados(self) -> bool:
        """Art. 63: more than five years of CNPJ and the capacity to supervise, before any term."""
        apresentados = await self.ask(atos.COMPROVAR, party=self.osc)
        self.requisitos, self.requisitos_em = apresentados.read(RequisitosDaCelebrante), apresentados.on
        return await self.ask(atos.CONFERIR_REQUISITOS) == atos.COMPROVADOS

    async def registrar(self, termo: Answer) -> None:
        """Art. 62, § 2º: what was communicated is known, and the accounts find it (arts. 64, § 3º, and 79)."""
        if not self.follows("rede-no-registro"):
            return
        consta = await self.consult(REDE, party=self.osc, on=self.today)
        executante = self.input.executante
        elo = {
            "parte": executante.parte, "nome": executante.nome, "parceria": self.input.parceria,
            "desde": termo.form["assinado_em"], "ate": None, "valor": termo.form["valor"],
        }  # fmt: skip
        antes = consta.details.get(EXECUTANTES, ())
        elos = self.reckon(com_elo, antes, elo)
        self.inscribe(REDE, FORMALIZADA, party=self.osc, shared={EXECUTANTES: (antes, elos)})

    async def comunicar(self, assinado_em: date) -> None:
        """Arts. 62, § 2º, and 64, § 2º: in sixty days, late or not, until the capacity is proved."""
        self.begin(atos.PRAZO_DA_COMUNICACAO, since=assinado_em, because="assinatura do termo de rede")
        await self.ask(atos.COMUNICAR, party=self.osc)
        self.met(atos.PRAZO_DA_COMUNICACAO)
        while await self.ask(atos.AFERIR) == atos.NAO_COMPROVADA:
            await self.ask(atos.COMUNICAR, party=self.osc)
