"""Triagem e escolha do instrumento (Decreto 167/2019, arts. 1º to 8º, 66 to 68 and 109).

Before any call: whether the decree applies at all, whether the administration can, what exactly is wanted, and which
instrument it takes, by who conceived the work plan. Each term then has a process of its own.
"""

from workflows.kernel import About, Outcome, Procedure, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO, OSC, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias import atos_da_triagem as atos
from workflows.parcerias.formularios_triagem import Autuacao, Demanda, Enquadramento, Meio
from workflows.parcerias.registros_do_sigpar import ORGAO, PROCESSO, SIGPAR

COLABORACAO = Outcome("termo-de-colaboracao", "Termo de colaboração")
FOMENTO = Outcome("termo-de-fomento", "Termo de fomento")
FORA = Outcome("fora-do-escopo", "Fora do escopo do decreto")
NAO_CELEBRAR = Outcome("nao-celebrar", "Parceria que não se celebra")

ESCOPO = Stage("escopo", "Escopo")
CAPACIDADE = Stage("capacidade", "Capacidade")
INSTRUMENTO = Stage("instrumento", "Definição e instrumento")
AUTUACAO = Stage("autuacao", "Autuação")


@procedure
class Triagem(Procedure[Demanda]):
    """From what is wanted to the instrument it takes, or to why there is none."""

    about = About(
        id="triagem", title="Triagem e escolha do instrumento", short="Triagem", norm="Decreto 167/2019",
        provisions=tuple(DEC_167.art(artigo) for artigo in (2, 3, 4, 5, 6, 7, 8, 66, 67, 68, 109)),
        started_by=(AREA_TECNICA, SECRETARIO, GESTAO, OSC, INTEGRACAO), input=Demanda,
        stages=(ESCOPO, CAPACIDADE, INSTRUMENTO, AUTUACAO), outcomes=(COLABORACAO, FOMENTO, FORA, NAO_CELEBRAR),
        documents=atos.DOCUMENTOS,
    )  # fmt: skip
    sigpar_completo: bool = False
    de_outros: tuple[str, ...] = ()

    @classmethod
    def subject_of(cls, demanda: Demanda) -> str:
        """What is wanted."""
        return demanda.objeto

    async def run(self) -> Outcome:
        """Arts. 6º and 66, 8º, 4º, 2º, 3º: in this order."""
        self.enter(ESCOPO)
        enquadrado = await self.ask(atos.ENQUADRAR, about={"necessidade": self.input.necessidade})
        if enquadrado == atos.FORA:
            return FORA

        self.enter(CAPACIDADE)
        if await self.ask(atos.CONSIDERAR, about=enquadrado.form) == atos.NAO_PROSSEGUIR:
            return NAO_CELEBRAR
        if enquadrado.read(Enquadramento).tarifa:
            self.notify(atos.AVISO_DE_TARIFA, objeto=self.input.objeto)

        self.enter(INSTRUMENTO)
        definida = await self.ask(atos.DEFINIR)
        escolhido = await self.ask(atos.ESCOLHER, about=definida.form)
        instrumento = COLABORACAO if escolhido == atos.COLABORACAO else FOMENTO

        self.enter(AUTUACAO)
        await self.autuar(instrumento)
        return instrumento

    async def autuar(self, instrumento: Outcome) -> None:
        """Art. 3º: a process of its own, in the SIGPAR; on paper only while that is not available."""
        disponivel = await self.consult(SIGPAR, party=ORGAO, on=self.today)
        self.sigpar_completo = disponivel.holds
        while True:
            sobre = {"instrumento": instrumento.title, "de outros termos": self.de_outros}
            autuada = (await self.ask(atos.AUTUAR, about=sobre)).read(Autuacao)
            consta = await self.consult(PROCESSO, party=autuada.processo, on=self.today)
            if not consta.holds:
                break
            self.de_outros = (*self.de_outros, autuada.processo)
        self.inscribe(PROCESSO, instrumento, party=autuada.processo)
        if autuada.meio == Meio.FISICO:
            self.notify(atos.AVISO_DE_CARGA, processo=autuada.processo)
        self.show(instrumento=instrumento.title, processo=autuada.processo)
