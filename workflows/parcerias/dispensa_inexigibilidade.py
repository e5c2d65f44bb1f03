"""Dispensa e inexigibilidade de chamamento público (Decreto 167/2019, arts. 22 a 25).

The technical area justifies, the Secretary homologates, the extract goes to the site on that very day and to the Diário
Oficial at least ten days before the partnership; anybody may object within five days of the site. Only the signature
waits: the plan, the opinions and all else that the decree asks for go on meanwhile (art. 25, § 4º).
"""

from datetime import date

from workflows.kernel import About, Answer, Outcome, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.norms import DEC_167
from workflows.parcerias import atos_da_dispensa as atos
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios_dispensa import PedidoDeContratacaoDireta
from workflows.parcerias.registros_celebracao import CONTRATACAO_DIRETA
from workflows.parcerias.regras_dispensa import TITULOS, Hipotese

# -- Resultados ------------------------------------------------------------------------------------------------
LIBERADA = Outcome("contratacao-direta-liberada", "Contratação direta liberada")
DESFEITO = Outcome("ato-revogado-ou-anulado", "Ato revogado ou anulado")
NAO_CONFIGURADA = Outcome("hipotese-nao-configurada", "Hipótese não configurada")
NULO = Outcome("nulidade", "Ato que não serve à celebração: extrato fora do dia")

ENQUADRAMENTO = Stage("enquadramento", "Enquadramento")
JUSTIFICACAO = Stage("justificativa", "Justificativa")
PUBLICIDADE = Stage("publicidade", "Publicidade e impugnação")


@procedure
class DispensaInexigibilidade(DaOrganizacao[PedidoDeContratacaoDireta]):
    """From the request to the day on which a partnership without public call may be celebrated."""

    about = About(
        id="dispensa-inexigibilidade", title="Dispensa ou inexigibilidade de chamamento público",
        short="Contratação direta", norm="Decreto 167/2019",
        provisions=(DEC_167.art(22), DEC_167.art(23), DEC_167.art(24), DEC_167.art(25)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=PedidoDeContratacaoDireta,
        stages=(ENQUADRAMENTO, JUSTIFICACAO, PUBLICIDADE), outcomes=(LIBERADA, DESFEITO, NAO_CONFIGURADA, NULO),
        documents=documentos.DA_DISPENSA,
    )  # fmt: skip
    ato_em: date
    hipotese: str
    no_sitio: date
    no_diario: date

    @classmethod
    def subject_of(cls, pedido: PedidoDeContratacaoDireta) -> str:
        """The object, in a line."""
        return pedido.objeto

    async def run(self) -> Outcome:
        """Arts. 22 to 25, in their order."""
        self.enter(ENQUADRAMENTO)
        enquadrado = await self.ask(atos.ENQUADRAR)
        if enquadrado == atos.NENHUMA:
            return NAO_CONFIGURADA

        self.enter(JUSTIFICACAO)
        justificada = await self.ask(atos.JUSTIFICAR)
        homologada = await self.ask(atos.HOMOLOGACAO)
        if homologada == atos.NAO_HOMOLOGAR:
            return NAO_CONFIGURADA

        self.enter(PUBLICIDADE)
        self.ato_em, self.hipotese = homologada.on, enquadrado.form["hipotese"]
        self.emitir_extrato(justificada, homologada)
        sitio = await self.publish(atos.EXTRATO_NO_SITIO)
        self.no_sitio = sitio.on
        self.show(
            objeto=self.input.objeto, organizacao=self.input.organizacao.nome, hipotese=self.hipotese,
            ato_em=homologada.on.isoformat(), sitio_em=sitio.on.isoformat(),
        )  # fmt: skip
        if sitio.on != homologada.on:
            return NULO
        if await self.alongside(self.impugnacoes(sitio.on), self.dez_dias()):
            self.inscribe(CONTRATACAO_DIRETA, DESFEITO, party=self.input.organizacao.parte, holds=False)
            return DESFEITO
        if self.brought(atos.ANTECIPACAO) == 0:
            self.liberar()
        return LIBERADA

    def emitir_extrato(self, justificada: Answer, homologada: Answer) -> None:
        """Art. 25, § 1º: the extract on paper, for whoever publishes it on that very day."""
        self.issue_since(
            documentos.EM_PAPEL, documentos.EXTRATO_DA_DISPENSA, signed=(homologada,), objeto=self.input.objeto,
            organizacao=self.input.organizacao.nome, cnpj=self.input.organizacao.cnpj,
            hipotese=self.reckon(_titulo, self.hipotese), homologada_em=homologada.on,
            extrato=justificada.form["extrato"],
        )  # fmt: skip

    async def impugnacoes(self, no_sitio: date) -> bool:
        """Art. 25, §§ 2º e 3º: each objection is answered; whether the act was undone because of one."""
        self.begin(atos.JANELA, since=no_sitio, because="publicação do extrato no sítio")
        if not any(await self.each_arrival(atos.IMPUGNACAO, until=atos.JANELA, course=self.responder)):
            return False
        desfeito = await self.ask(atos.DESFAZIMENTO)
        self.show(desfeito_em=desfeito.on.isoformat())
        self.notify(atos.AVISO_DE_DESFAZIMENTO, dia=desfeito.on)
        return True

    async def responder(self, trazida: Answer, numero: int) -> bool:
        """One objection: whether there is ground in it."""
        return await self.ask(atos.JULGAMENTO, subject=str(numero), since=trazida.on) == atos.PROCEDENTE

    async def dez_dias(self) -> None:
        """Art. 25, § 1º: ten days from the Diário Oficial. From then on, the Secretary need not await the window."""
        diario = await self.publish(atos.EXTRATO_NO_DIARIO)
        self.no_diario = diario.on
        self.show(diario_em=diario.on.isoformat())
        self.begin(atos.DEZ_DIAS, since=diario.on, because="publicação do extrato no Diário Oficial")
        await self.elapse(atos.DEZ_DIAS)
        if self.kept("janela-aberta", self.earliest(atos.JANELA) is not None):
            await self.each_arrival(atos.ANTECIPACAO, until=atos.JANELA, course=self.antecipar)

    async def antecipar(self, _decisao: Answer, _numero: int) -> None:
        """The signature is set free while somebody may still object."""
        self.liberar()

    def liberar(self) -> None:
        """Art. 25, § 4º: it may be signed, once all else that the decree asks for is done."""
        self.show(liberada_em=self.today.isoformat())
        self.issue_since(
            documentos.EM_PAPEL, documentos.LIBERACAO, objeto=self.input.objeto, no_sitio=self.no_sitio,
            organizacao=self.input.organizacao.nome, no_diario=self.no_diario, liberada_em=self.today,
            ressalva=documentos.RESSALVA,
        )  # fmt: skip
        self.inscribe(
            CONTRATACAO_DIRETA, LIBERADA, party=self.input.organizacao.parte, objeto=self.input.objeto,
            hipotese=self.hipotese, ato=self.ato_em.isoformat(), no_sitio=self.no_sitio.isoformat(),
            no_diario=self.no_diario.isoformat(),
        )  # fmt: skip
        self.notify(atos.AVISO_DE_LIBERACAO, dia=self.today)


def _titulo(hipotese: str) -> str:
    return TITULOS[Hipotese(hipotese)]
