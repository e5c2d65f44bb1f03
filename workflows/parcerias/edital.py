"""Edital de chamamento público: minuta, pareceres e publicação (Decreto 167/2019, arts. 18 a 21).

Only the public call starts it: at first, and again whenever the edital changes. Published on the site and in the
Diário Oficial, the later of the two days counts, and between it and the end of proposals lie thirty days. Where the
publication is not confirmed in time for that, the end moves: nobody's silence shortens the term.
"""

from datetime import date, timedelta
from decimal import Decimal

from workflows.kernel import DECORRIDO, About, Answer, Issued, Outcome, Procedure, Stage, procedure
from workflows.norms import DEC_167
from workflows.parcerias import atos_do_edital as atos
from workflows.parcerias import documentos_do_chamamento as documentos
from workflows.parcerias.dinheiro import centavos, em_reais
from workflows.parcerias.formularios_edital import Contrapartida, MinutaDoEdital, NovaData, Planejamento
from workflows.parcerias.texto_do_edital import TERMO, corpo_do_edital

PUBLICADO = Outcome("edital-publicado", "Edital publicado")

ELABORACAO = Stage("elaboracao", "Elaboração da minuta")
PARECERES = Stage("pareceres", "Pareceres")
PUBLICIDADE = Stage("publicacao", "Publicação")


@procedure
class Edital(Procedure[Planejamento]):
    """From the plan of a call to its edital published twice."""

    about = About(
        id="edital", title="Edital de chamamento público", short="Edital", norm="Decreto 167/2019",
        provisions=(DEC_167.art(18), DEC_167.art(19), DEC_167.art(20), DEC_167.art(21)), started_by=(),
        input=Planejamento, stages=(ELABORACAO, PARECERES, PUBLICIDADE), outcomes=(PUBLICADO,),
        documents=documentos.DO_EDITAL,
    )  # fmt: skip
    percentual: Decimal
    fim: date
    elaborada: Answer
    edital: Issued | None = None
    extrato: Issued | None = None

    @classmethod
    def subject_of(cls, planejamento: Planejamento) -> str:
        """The object of the partnership."""
        return planejamento.objeto

    async def run(self) -> Outcome:
        """Arts. 18 to 21: the text, what is said of it, its publication."""
        self.enter(ELABORACAO)
        decidida = (await self.ask(atos.CONTRAPARTIDA)).read(Contrapartida)
        self.percentual = decidida.percentual
        minuta = await self.minutar()
        self.fim = minuta.fim_das_propostas

        self.enter(PUBLICIDADE)
        self.emitir(minuta)
        while not (publicado_em := await self.publicar()):
            nova = await self.ask(atos.NOVA_DATA)
            self.fim = nova.read(NovaData).fim_das_propostas
            self.emitir(minuta)

        final = {**minuta.model_dump(mode="json"), "fim_das_propostas": self.fim.isoformat()}
        self.show(edital=final, contrapartida=str(self.percentual), publicado_em=publicado_em.isoformat())
        return PUBLICADO

    async def minutar(self) -> MinutaDoEdital:
        """Arts. 18, 19 and 21: a draft, until both opinions are favourable to it."""
        while True:
            self.enter(ELABORACAO)
            minuta = await self.ask(
                atos.MINUTA, about={"objeto": self.input.objeto, "percentual": str(self.percentual)}
            )
            self.enter(PARECERES)
            if await self.ask(atos.PARECER_TECNICO) == atos.AJUSTAR:
                continue
            if await self.ask(atos.PARECER_JURIDICO) == atos.FAVORAVEL:
                self.elaborada = minuta
                return minuta.read(MinutaDoEdital)

    def emitir(self, minuta: MinutaDoEdital) -> None:
        """Arts. 18 and 20: edital and extract on paper, for whoever publishes them; a new date replaces both."""
        corpo = self.reckon(corpo_do_edital, minuta, self.percentual, self.fim, self.input.pmis)
        self.edital = self.issue_since(
            documentos.EM_PAPEL, documentos.EDITAL, signed=(self.elaborada,), replaces=self.edital,
            preambulo=corpo.preambulo, clausulas=corpo.clausulas,
        )  # fmt: skip
        self.extrato = self.issue_since(
            documentos.EM_PAPEL, documentos.EXTRATO_DO_EDITAL, replaces=self.extrato, objeto=self.input.objeto,
            edital=self.reckon(_de_que, minuta), valor=self.reckon(_quanto, minuta), fim_das_propostas=self.fim,
            onde="Sítio oficial da SINFRA",
        )  # fmt: skip

    async def publicar(self) -> date | None:
        """Art. 20: the day of the later publication; None when one was not confirmed while thirty days were left."""
        tarde = self.primeiro_dia_tarde_demais()
        saidas = await self.together(
            self.publish(atos.EXTRATO, before=tarde, fim_das_propostas=self.fim.isoformat()),
            self.publish(atos.INTEIRO_TEOR, before=tarde, fim_das_propostas=self.fim.isoformat()),
        )
        if any(saida == DECORRIDO for saida in saidas):
            return None
        return max(saida.on for saida in saidas)

    def primeiro_dia_tarde_demais(self) -> date:
        """The first day on which a publication would leave fewer than thirty days until the end of proposals."""
        dia = self.fim - timedelta(days=30)
        while not self.allows(atos.ANTECEDENCIA, since=dia, proposed=self.fim).ok:
            dia -= timedelta(days=1)
        return dia + timedelta(days=1)


def _de_que(minuta: MinutaDoEdital) -> str:
    return f"Para celebrar {TERMO[minuta.tipo]}"


def _quanto(minuta: MinutaDoEdital) -> str:
    return em_reais(centavos(minuta.valor_de_referencia))
