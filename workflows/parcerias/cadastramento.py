"""Cadastramento (Decreto 167/2019, arts. 9 e 12): the body registers an organisation of civil society.

The organisation hands in nine documents in PDF, the body checks each and the by-laws, and what comes of it is an entry
that other procedures ask for: without it no work plan is registered (art. 9, § 3º). What changes later, such as a new
board, is brought by a new request with only what changed. The decree gives no term for correction; the parameter reads
it by analogy with art. 10, § 4º.
"""

from workflows.kernel import DECORRIDO, About, Answer, Outcome, Stage, procedure
from workflows.kernel.roles import CADASTRO as EQUIPE
from workflows.kernel.roles import INTEGRACAO, OSC, PROTOCOLO
from workflows.norms import DEC_167
from workflows.parcerias import atos_do_cadastro as atos
from workflows.parcerias import documentos_da_celebracao as documentos
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios_cadastro import AnaliseDoCadastro, Documentacao, PedidoDeCadastro
from workflows.parcerias.registros import CADASTRO
from workflows.parcerias.regras_cadastro import Documento, tempo_suficiente

# -- Resultados ------------------------------------------------------------------------------------------------
APROVADO = Outcome("cadastro-aprovado", "Cadastro aprovado")
PENDENTE = Outcome("cadastro-pendente", "Cadastro pendente: a documentação não foi corrigida")
NEGADO = Outcome("cadastro-negado", "Cadastro negado")

DOCUMENTACAO = Stage("documentacao", "Documentação")
ANALISE = Stage("analise", "Análise")
SANEAMENTO = Stage("saneamento", "Correção")


@procedure
class Cadastramento(DaOrganizacao[PedidoDeCadastro]):
    """From the request to the entry in the register."""

    about = About(
        id="cadastramento", title="Cadastramento de organização da sociedade civil", short="Cadastramento",
        norm="Decreto 167/2019", provisions=(DEC_167.art(9), DEC_167.art(12)),
        started_by=(OSC, EQUIPE, PROTOCOLO, INTEGRACAO), input=PedidoDeCadastro,
        stages=(DOCUMENTACAO, ANALISE, SANEAMENTO), outcomes=(APROVADO, PENDENTE, NEGADO), duties=("CAD-01",),
        documents=documentos.DO_CADASTRO,
    )  # fmt: skip
    mantidos: tuple[Documento, ...] = ()
    reduzido_para: str | None = None

    @classmethod
    def subject_of(cls, pedido: PedidoDeCadastro) -> str:
        """The organisation's name."""
        return pedido.organizacao.nome

    async def run(self) -> Outcome:
        """Art. 9º: the file, its examination, its correction; then the entry."""
        self.enter(DOCUMENTACAO)
        await self.manter_o_que_consta()
        entrega = await self.ask(atos.ENTREGAR, party=self.proponent)

        self.enter(ANALISE)
        while (analise := await self.ask(atos.ANALISAR)) == atos.DEVOLVER:
            self.enter(SANEAMENTO)
            entrega = await self.sanear(analise.read(AnaliseDoCadastro))
            if entrega == DECORRIDO:
                return self.decidido(PENDENTE)

        if analise.form["indicio_de_falsidade"]:
            self.notify(atos.AVISO_DE_FALSIDADE)
        if analise == atos.NEGAR or not await self.tempo_basta(analise):
            return self.decidido(NEGADO)
        self.cadastrar(entrega)
        return self.decidido(APROVADO)

    async def manter_o_que_consta(self) -> None:
        """A change brings what changed; the rest stands as it is registered on the day."""
        if not self.input.mantidos:
            return
        consta = await self.consult(CADASTRO, party=self.proponent, on=self.started_on)
        if consta.holds:
            self.mantidos = self.input.mantidos
            self.waive(*self.input.dispensados, because="fica o que já está no cadastro")

    async def sanear(self, analise: AnaliseDoCadastro) -> Answer:
        """Art. 9º, § 2º: what was returned is handed in again within the term."""
        self.lose(*analise.a_refazer, because="devolvido pela conferência")
        devolvidos = analise.a_corrigir
        self.notify(atos.AVISO_DE_DEVOLUCAO, party=self.proponent, devolvidos=devolvidos)
        return await self.ask(
            atos.CORRIGIR, party=self.proponent, about={"devolvido": devolvidos}, because="notificação da organização"
        )

    async def tempo_basta(self, analise: Answer) -> bool:
        """Art. 9º, § 2º, II, e § 5º: two years of active CNPJ, or the Secretary's specific authorisation."""
        if tempo_suficiente(analise.day("ativo_desde"), analise.on):
            return True
        reducao = await self.ask(atos.REDUZIR, about={"ativo_desde": analise.form["ativo_desde"]})
        if reducao == atos.NAO_AUTORIZAR:
            return False
        self.reduzido_para = reducao.form["alcance"]
        return True

    def cadastrar(self, entrega: Answer) -> None:
        """Art. 9º, § 3º: from today the organisation is registered, with as many heads as it named."""
        dirigentes = len(entrega.read(Documentacao).dirigentes)
        self.inscribe(
            CADASTRO, APROVADO, party=self.proponent, tipo=str(self.input.tipo), dirigentes=dirigentes,
            reduzido_para=self.reduzido_para,
        )  # fmt: skip
        self.show(organizacao=self.input.organizacao.nome, cadastrada_em=self.today.isoformat())

    def decidido(self, resultado: Outcome) -> Outcome:
        """The organisation is told how it ended."""
        self.notify(atos.AVISO_DE_RESULTADO, party=self.proponent, resultado=resultado.title)
        return resultado
