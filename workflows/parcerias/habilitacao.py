"""Habilitação (Decreto 167/2019, arts. 10 and 30, sole paragraph): whether an organisation may celebrate a partnership.

Eight certificates and SIGCon are examined; what is wrong may be put right once, in five days, or in fifteen when the
organisation was called in a selection. What comes of it is a certificate, full or partial, with a last day: the decree
gives no validity, so it ends with the first document that expires, or earlier by a parameter. Readings: an organisation
that is not registered is not examined, since it is in the register that habilitation is sought (arts. 9 and 10); an
occurrence in SIGCon stops the case when a person confirms it.
"""

from workflows.kernel import DECORRIDO, About, Answer, Outcome, Stage, procedure
from workflows.kernel.roles import CADASTRO as EQUIPE
from workflows.kernel.roles import INTEGRACAO, OSC, PROTOCOLO
from workflows.norms import DEC_167
from workflows.parcerias import atos_da_habilitacao as atos
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios_habilitacao import (
    AnaliseDasCertidoes,
    CertidoesDeRegularidade,
    Chamada,
    PedidoDeHabilitacao,
)
from workflows.parcerias.registros import CADASTRO, HABILITACAO, SIGCON, Constatacao
from workflows.parcerias.regras_habilitacao import limite
from workflows.parcerias.vigencia_da_habilitacao import CertidaoPlena, VigenciaDaHabilitacao

# -- Resultados ------------------------------------------------------------------------------------------------
PLENA = Outcome("habilitacao-plena", "Habilitação plena")
PARCIAL = Outcome("habilitacao-parcial", "Habilitação parcial")
IMPEDIDA = Outcome("ocorrencia-impeditiva", "Ocorrência impeditiva no SIGCon")
SEM_CADASTRO = Outcome("sem-cadastro", "Organização sem cadastro aprovado")

CERTIDOES = Stage("certidoes", "Certidões")
CONSULTA = Stage("consulta", "Consulta ao SIGCon")
CONFERENCIA = Stage("conferencia", "Conferência")
REGULARIZACAO = Stage("regularizacao", "Regularização")
REFERENDO = Stage("referendo", "Referendo")


@procedure
class Habilitacao(DaOrganizacao[PedidoDeHabilitacao]):
    """From the request to the certificate."""

    about = About(
        id="habilitacao", title="Habilitação de organização da sociedade civil", short="Habilitação",
        norm="Decreto 167/2019", provisions=(DEC_167.art(10), DEC_167.art(30, par="unico")),
        started_by=(OSC, EQUIPE, PROTOCOLO, INTEGRACAO), input=PedidoDeHabilitacao,
        stages=(CERTIDOES, CONSULTA, CONFERENCIA, REGULARIZACAO, REFERENDO),
        outcomes=(PLENA, PARCIAL, IMPEDIDA, SEM_CADASTRO),
    )  # fmt: skip
    dirigentes: int = 1
    entrega: CertidoesDeRegularidade

    @classmethod
    def subject_of(cls, pedido: PedidoDeHabilitacao) -> str:
        """The organisation's name."""
        return pedido.organizacao.nome

    async def run(self) -> Outcome:
        """Art. 10: certificates, SIGCon, examination, endorsement."""
        self.enter(CERTIDOES)
        cadastro = await self.consult(CADASTRO, party=self.proponent, on=self.started_on)
        if not cadastro.holds:
            return self.decidido(SEM_CADASTRO)
        self.dirigentes = cadastro.details.get("dirigentes", 1)
        self.receber(await self.ask(atos.ENTREGAR, party=self.proponent))

        if await self.tem_ocorrencia():
            return self.decidido(IMPEDIDA)
        while await self.conferir():
            self.enter(REFERENDO)
            referendo = await self.ask(atos.REFERENDAR)
            if referendo == atos.REFERENDAR_PLENA:
                await self.emitir_plena(referendo)
                return self.decidido(PLENA)
        self.emitir_parcial()
        return self.decidido(PARCIAL)

    def receber(self, entrega: Answer) -> None:
        """What was handed in last is what is examined."""
        self.entrega = entrega.read(CertidoesDeRegularidade)

    async def tem_ocorrencia(self) -> bool:
        """Art. 10, § 3º: SIGCon answers, or a person looks; what it says against the organisation a person confirms."""
        self.enter(CONSULTA)
        sigcon = await self.consult(SIGCON, cnpj=self.input.organizacao.cnpj)
        if sigcon.constatacao == Constatacao.NADA_CONSTA:
            return False
        conferida = await self.ask(atos.CONFERIR_SIGCON, about={"sigcon": sigcon.words()})
        return conferida == atos.OCORRENCIA

    async def conferir(self) -> bool:
        """Art. 10, §§ 4º e 5º: examined, and once more after what was wrong was put right in time."""
        self.enter(CONFERENCIA)
        analise = await self.ask(atos.ANALISAR)
        if analise == atos.REGULAR:
            return True
        self.enter(REGULARIZACAO)
        entrega = await self.regularizar(analise.read(AnaliseDasCertidoes))
        if entrega == DECORRIDO:
            return False
        self.receber(entrega)
        return await self.ask(atos.ANALISAR) == atos.REGULAR

    async def regularizar(self, analise: AnaliseDasCertidoes) -> Answer:
        """Art. 10, § 4º, or art. 30, sole paragraph: what was returned is handed in again within the term."""
        self.lose(*analise.a_refazer, because="devolvida pela conferência")
        devolvidas = analise.a_regularizar
        self.notify(atos.AVISO_DE_IRREGULARIDADE, party=self.proponent, devolvidas=devolvidas)
        na_selecao = self.input.chamada == Chamada.SELECAO
        tarefa = atos.REGULARIZAR_EM_QUINZE if na_selecao else atos.REGULARIZAR_EM_CINCO
        return await self.ask(
            tarefa, party=self.proponent, about={"devolvidas": devolvidas}, because="notificação da organização"
        )

    async def emitir_plena(self, referendo: Answer) -> None:
        """Art. 10, caput: the full certificate, good until the first of the eight expires, and watched until then."""
        valida_ate = self.entrega.validade(self.today, self.parameter(atos.VALIDADE))
        self.issue(
            atos.PLENA_EMITIDA, signed=(referendo,), party=self.proponent, organizacao=self.input.organizacao.nome,
            cnpj=self.input.organizacao.cnpj, resultado="Habilitação plena para celebrar parceria.",
            valida_ate=valida_ate,
        )  # fmt: skip
        self.inscribe(HABILITACAO, PLENA, party=self.proponent, until=valida_ate)
        self.show(organizacao=self.input.organizacao.nome, habilitada_em=self.today.isoformat())
        vigencia = self.made(
            CertidaoPlena, organizacao=self.input.organizacao, vencimentos=self.entrega.por_vencimento,
            limite=self.reckon(limite, self.today, self.parameter(atos.VALIDADE)),
        )  # fmt: skip
        await self.launch(VigenciaDaHabilitacao, vigencia)

    def emitir_parcial(self) -> None:
        """Art. 10, § 5º: the partial certificate, with which no partnership is celebrated."""
        self.issue(
            atos.PARCIAL_EMITIDA, party=self.proponent, organizacao=self.input.organizacao.nome,
            cnpj=self.input.organizacao.cnpj, resultado="Habilitação parcial: não basta para celebrar parceria.",
        )  # fmt: skip
        self.inscribe(HABILITACAO, PARCIAL, party=self.proponent, holds=False)

    def decidido(self, resultado: Outcome) -> Outcome:
        """The organisation is told how it ended."""
        self.notify(atos.AVISO_DE_RESULTADO, party=self.proponent, resultado=resultado.title)
        return resultado
