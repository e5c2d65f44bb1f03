"""Edital de chamamento público: minuta, pareceres e publicação (Decreto 167/2019, arts. 18 a 21).

Only the public call starts it: at first, and again whenever the edital changes. Published on the site and in the
Diário Oficial, the later of the two days counts, and between it and the end of proposals lie thirty days. Where the
publication is not confirmed in time for that, the end moves: nobody's silence shortens the term.
"""

from datetime import date, timedelta
from decimal import Decimal

from workflows.kernel import DECORRIDO, About, Outcome, Procedure, Stage, procedure
from workflows.norms import DEC_167
from workflows.parcerias import atos_do_edital as atos
from workflows.parcerias.formularios_edital import Contrapartida, MinutaDoEdital, NovaData, Planejamento

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
    )  # fmt: skip
    percentual: Decimal
    fim: date

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
        while not (publicado_em := await self.publicar()):
            nova = await self.ask(atos.NOVA_DATA)
            self.fim = nova.read(NovaData).fim_das_propostas

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
                return minuta.read(MinutaDoEdital)

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
