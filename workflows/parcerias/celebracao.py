"""Celebração da parceria (Decreto 167/2019, arts. 34 to 37, 59, VI, and 31, II, b).

Nothing is signed before each step of art. 34 stands; what is signed takes effect with its extract in the Diário. A
negative opinion may be appealed against, and an appeal that is upheld takes the case back to where it stopped.
"""

from datetime import date

from workflows.execucao.parceria import Parceria
from workflows.execucao.regras_da_parceria import a_cumprir, em_vigor
from workflows.kernel import About, Outcome, Stage, procedure
from workflows.kernel.registering import Entry
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.norms import DEC_167
from workflows.parcerias import atos_da_instrucao, providencias
from workflows.parcerias import atos_do_instrumento as atos
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.formularios_celebracao import AssinaturaDoSecretario, PedidoDeCelebracao
from workflows.parcerias.formularios_plano import Origem, Parcela
from workflows.parcerias.instrucao_da_celebracao import INSTRUCAO, INVIABILIDADE, PARECERES, Instrucao
from workflows.parcerias.instrumento import InstrumentoEficaz
from workflows.parcerias.registros_celebracao import CONTRATACAO_DIRETA, INSTRUMENTO
from workflows.parcerias.regras_celebracao import Condicoes, ContratacaoDireta
from workflows.parcerias.texto_do_instrumento import extrato_do_instrumento

__all__ = ["Celebracao", "atos_da_instrucao"]

# -- Resultados ------------------------------------------------------------------------------------------------
VIGENTE = Outcome("parceria-vigente-eficaz", "Parceria celebrada e eficaz")
INVIAVEL = Outcome("celebracao-inviavel", "Celebração inviável")
NAO_COMPARECEU = Outcome("organizacao-nao-compareceu", "A organização não assinou")

ASSINATURA = Stage("assinatura", "Assinatura")
SEM_EFICACIA = Stage("assinada-sem-eficacia", "Assinada, sem eficácia")

ABRE_A_PARCERIA = "parceria-da-celebracao"
"""The change by which a celebration opens the case of its partnership; before it somebody typed the instrument anew."""


@procedure
class Celebracao(Instrucao):
    """From the choice of the organisation to an instrument that produces effects."""

    about = About(
        id="celebracao", title="Celebração da parceria", short="Celebração", norm="Decreto 167/2019",
        provisions=(DEC_167.art(34), DEC_167.art(35), DEC_167.art(36), DEC_167.art(37)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=PedidoDeCelebracao,
        stages=(INSTRUCAO, PARECERES, INVIABILIDADE, ASSINATURA, SEM_EFICACIA),
        outcomes=(VIGENTE, INVIAVEL, NAO_COMPARECEU),
        documents=documentos.DA_CELEBRACAO,
    )  # fmt: skip
    direta: Entry | None = None
    assinado_em: date
    numero: str

    @classmethod
    def subject_of(cls, pedido: PedidoDeCelebracao) -> str:
        """The partnership's object."""
        return pedido.objeto

    @property
    def condicoes(self) -> Condicoes:
        """What bounds the day of the signature."""
        direta = ContratacaoDireta.de(self.direta.details, self.direta.since) if self.direta else None
        return Condicoes(self.today, self.pronta_em, self.certidao.until, direta)

    async def run(self) -> Outcome:
        """Arts. 34 to 36: in the order of art. 34, to the extract that makes the instrument effective."""
        self.concern(self.osc)
        self.enter(INSTRUCAO)
        if not await self.tarifa_admitida():
            return INVIAVEL
        inicio = (self.selecao(), self.habilitacao(), self.dotacao(), self.plano_aprovado(), self.documentos())
        await self.together(*inicio)

        self.enter(PARECERES)
        if not await self.parecer_tecnico():
            return INVIAVEL
        await self.together(self.designar_gestor(), self.designar_comissao())
        if not await self.contas_rejeitadas():
            return INVIAVEL
        await self.redigir()
        if not await self.parecer_juridico():
            return INVIAVEL

        self.enter(ASSINATURA)
        if not await self.assinada():
            self.notify(atos.AVISO_DE_NAO_COMPARECIMENTO, objeto=self.input.objeto)
            return NAO_COMPARECEU
        self.enter(SEM_EFICACIA)
        return await self.tornar_eficaz()

    async def assinada(self) -> bool:
        """Art. 34, VIII: whether both parties sign, with the certificate in force and a direct hiring released."""
        if self.input.origem != Origem.CHAMAMENTO:
            await self.contratacao_direta()
        self.issue_since(
            documentos.EM_PAPEL, documentos.CONVOCACAO, party=self.osc,
            para=f"Assinar o instrumento da parceria. Objeto: {self.input.objeto}",
            senao="A parceria não é celebrada com a organização, e pode ser convocada a próxima (art. 32, § 2º).",
        )  # fmt: skip
        self.notify(atos.AVISO_DE_CONVOCACAO, party=self.osc, objeto=self.input.objeto)
        if await self.ask(atos.ASSINATURA_DA_ORGANIZACAO, party=self.osc) != atos.ASSINADO:
            return False
        await self.habilitacao()
        while (assinado := await self.ask(atos.ASSINATURA_DO_SECRETARIO)) == atos.CERTIDAO_VENCIDA:
            self.lose(providencias.HABILITACAO, because="certidão vencida")
            await self.habilitacao()
        self.assinado_em = assinado.day("assinado_em")
        self.numero = assinado.read(AssinaturaDoSecretario).numero
        return True

    async def contratacao_direta(self) -> None:
        """Art. 25: released on this very ground; until it is, the signature waits."""
        while not self.liberada(achada := await self.consult(CONTRATACAO_DIRETA, party=self.osc, on=self.today)):
            await self.ask(atos.AGUARDAR_LIBERACAO)
        self.direta = achada
        self.meet(providencias.SELECAO, because="contratação direta liberada")

    def liberada(self, achada: Entry) -> bool:
        """Whether what the register says is the release that this celebration waits for."""
        if not achada.holds:
            return False
        return bool(achada.details["hipotese"] == self.input.hipotese)

    async def tornar_eficaz(self) -> Outcome:
        """Art. 36, § 2º: the extract, late or not; what is handed over is effective from its day."""
        extrato = self.reckon(extrato_do_instrumento, self.input, self.minuta, self.numero, self.assinado_em)
        self.issue_since(
            documentos.EM_PAPEL, documentos.EXTRATO, instrumento=extrato.instrumento, numero=extrato.numero,
            partes=extrato.partes, objeto=extrato.objeto, valor=extrato.valor, empenho=extrato.empenho,
            vigencia=extrato.vigencia, assinado_em=extrato.assinado_em,
        )  # fmt: skip
        self.begin(atos.PRAZO_DO_EXTRATO, since=self.assinado_em, because="assinatura do instrumento")
        eficaz_desde = (await self.publish(atos.EXTRATO, numero=self.numero)).on
        self.met(atos.PRAZO_DO_EXTRATO)
        eficaz = self.made(
            InstrumentoEficaz, numero=self.numero, tipo=self.input.instrumento, objeto=self.input.objeto,
            organizacao=self.input.organizacao.nome, parte=self.osc, assinado_em=self.assinado_em,
            eficaz_desde=eficaz_desde, plano_aprovado_em=self.plano.details["aprovado_em"], minuta=self.minuta,
            gestores=self.gestor["gestores"], suplentes=self.gestor["suplentes"], comissao=self.comissao["membros"],
        )  # fmt: skip
        instrumento = eficaz.model_dump(mode="json", exclude_none=True)
        self.show(instrumento=instrumento)
        self.inscribe(INSTRUMENTO, VIGENTE, party=self.osc, since=eficaz_desde, **instrumento)
        self.notify(atos.AVISO_DE_EFICACIA, numero=self.numero, dia=eficaz_desde)
        await self.executar(eficaz)
        return VIGENTE

    async def executar(self, eficaz: InstrumentoEficaz) -> None:
        """Art. 38: the partnership goes its own way from here, with the calendar of the approved plan."""
        if self.follows(ABRE_A_PARCERIA) and self.kept("em-vigor", self.reckon(em_vigor, eficaz, self.today)):
            desembolso = [self.made(Parcela, **uma) for uma in self.plano.details.get("desembolso", ())]
            await self.launch(Parceria, self.reckon(a_cumprir, eficaz, desembolso))
