"""Plano de trabalho da parceria (Decreto 167/2019, art. 33; recurso, art. 31, II, a).

The organisation called presents a plan with eleven elements; SINFRA approves it, asks for adjustments, or rejects it
with reasons that may be appealed against. Only a plan that fits the ranked proposal is approved.
"""

from workflows.kernel import DECORRIDO, About, Answer, Outcome, Stage, procedure
from workflows.kernel.appeal import REFORMADA, appealable
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.norms import DEC_167
from workflows.parcerias import atos_do_plano as atos
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.dinheiro import centavos, soma
from workflows.parcerias.formularios_plano import ConvocacaoDoPlano, PlanoDaOrganizacao, RazaoDoAjuste
from workflows.parcerias.registros import CADASTRO
from workflows.parcerias.registros_celebracao import PLANO_APROVADO
from workflows.parcerias.regras_plano import divergencias

# -- Resultados ------------------------------------------------------------------------------------------------
APROVADO = Outcome("plano-aprovado", "Plano aprovado")
REPROVADO = Outcome("plano-reprovado", "Plano reprovado")
NAO_APRESENTADO = Outcome("plano-nao-apresentado", "Plano não apresentado no prazo")

APRESENTACAO = Stage("apresentacao", "Apresentação")
ANALISE = Stage("analise", "Análise e ajustes")
REPROVACAO = Stage("reprovacao", "Reprovação e recurso")


@procedure
class PlanoDaParceria(DaOrganizacao[ConvocacaoDoPlano]):
    """One plan, from the call to the decision that nobody can appeal against any more."""

    about = About(
        id="plano-da-parceria", title="Plano de trabalho da parceria", short="Plano da parceria",
        norm="Decreto 167/2019", provisions=(DEC_167.art(33), DEC_167.art(31)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=ConvocacaoDoPlano,
        stages=(APRESENTACAO, ANALISE, REPROVACAO), outcomes=(APROVADO, REPROVADO, NAO_APRESENTADO),
        documents=documentos.DO_PLANO,
    )  # fmt: skip
    plano: PlanoDaOrganizacao
    ajuste_pendente = False
    valor_ajustado = False

    @classmethod
    def subject_of(cls, convocacao: ConvocacaoDoPlano) -> str:
        """The object, in a line."""
        return convocacao.objeto

    async def run(self) -> Outcome:
        """Art. 33: presented, analysed, adjusted as often as need be; rejected, it may be appealed against."""
        self.enter(APRESENTACAO)
        self.notify(atos.AVISO_DE_CONVOCACAO, party=self.osc, objeto=self.input.objeto)
        await self.cadastrada()
        apresentado = await self.ask(atos.APRESENTACAO, party=self.osc)
        if apresentado == DECORRIDO:
            return NAO_APRESENTADO
        self.plano = self.made(PlanoDaOrganizacao, **apresentado.form)

        self.enter(ANALISE)
        decidido = await self.analisar()
        while decidido == atos.REPROVAR:
            if await self.recorrer() != REFORMADA:
                return REPROVADO
            self.enter(ANALISE)
            decidido = await self.analisar()
        return self.aprovar(decidido)

    @property
    def osc(self) -> str:
        """The organisation called."""
        return self.input.organizacao.parte

    async def cadastrada(self) -> None:
        """Art. 9º, § 3º: without a validated registration nobody registers a plan."""
        while not (await self.consult(CADASTRO, party=self.osc, on=self.today)).holds:
            await self.ask(atos.AGUARDAR_CADASTRO, party=self.osc)

    async def analisar(self) -> Answer:
        """Art. 33, § 1º: the analysis, and again after each adjustment that was asked for."""
        while True:
            achadas = divergencias(self.plano, self.input.proposta, valor_ajustado=self.valor_ajustado)
            decidido = await self.ask(atos.ANALISE, about={"divergências": [one.texto for one in achadas]})
            if decidido != atos.AJUSTAR:
                return decidido
            await self.ajustar(decidido)

    async def ajustar(self, pedido: Answer) -> None:
        """Art. 33, § 1º: the organisation sends the whole plan anew, or lets its time go by."""
        if pedido.form["razao_do_ajuste"] != RazaoDoAjuste.PROPOSTA:
            self.valor_ajustado = True
        ajustado = await self.ask(atos.AJUSTE, party=self.osc, about={"ajuste pedido": pedido.form["motivo"]})
        self.ajuste_pendente = ajustado == DECORRIDO
        if ajustado != DECORRIDO:
            self.plano = self.made(PlanoDaOrganizacao, **ajustado.form)

    async def recorrer(self) -> Outcome:
        """Art. 31, II, a, and § 4º: five days from the day on which the rejection is on the site."""
        self.enter(REPROVACAO)
        sitio = await self.publish(atos.REPROVACAO_NO_SITIO)
        return await appealable(
            self, atos.RECURSO_DA_REPROVACAO, decision="Reprovação do plano de trabalho", since=sitio.on,
            because="disponibilização da reprovação no sítio",
        )  # fmt: skip

    def aprovar(self, decidido: Answer) -> Outcome:
        """The approval has a date from which art. 49, § 4º will count, and may bring the clause of art. 33, § 3º."""
        self.show(
            objeto=self.input.objeto, organizacao=self.input.organizacao.nome, aprovado_em=decidido.on.isoformat(),
            valor=str(self.input.proposta.valor), clausula_suspensiva=decidido.form["clausula_suspensiva"],
        )  # fmt: skip
        self.inscribe(
            PLANO_APROVADO, APROVADO, party=self.osc, objeto=self.input.objeto, aprovado_em=decidido.on.isoformat(),
            valor=centavos(self.input.proposta.valor), repasse=soma(one.valor for one in self.plano.desembolso),
            clausula_suspensiva=decidido.form["clausula_suspensiva"],
            desembolso=[uma.model_dump(mode="json") for uma in self.plano.desembolso],
        )  # fmt: skip
        return APROVADO
