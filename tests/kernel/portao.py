"""A procedure whose last act stands behind a gate, for the tests of gates and of a course that another stops."""

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import (
    About,
    Deadline,
    Event,
    Gate,
    HumanTask,
    Outcome,
    Procedure,
    Requirement,
    Stage,
    procedure,
)
from workflows.kernel.procedure import Answer
from workflows.kernel.roles import AREA_TECNICA, OSC, SECRETARIO
from workflows.kernel.words import NoForm
from workflows.norms import DEC_167

FEITO = Outcome("feito", "Feito")
DESNECESSARIO = Outcome("desnecessario", "Desnecessário")
RECUSADO = Outcome("recusado", "Recusado")
PARADO = Outcome("parado", "Parado")
PROVISION = DEC_167.art(34)

LAUDO = Requirement(id="portao.laudo", title="o laudo", provision=DEC_167.art(35, inciso="I"), document=True)
PARECER = Requirement(id="portao.parecer", title="o parecer", provision=DEC_167.art(34, inciso="IV"))
DOTACAO = Requirement(id="portao.dotacao", title="a dotação", provision=DEC_167.art(34, inciso="II"))
PAPEIS = Gate(id="portao.papeis", title="os papéis", provision=DEC_167.art(35), requirements=(LAUDO,))
PROVIDENCIAS = Gate(
    id="portao.providencias", title="as providências", provision=PROVISION, requirements=(DOTACAO, PARECER)
)
PRAZO = Deadline(
    id="portao.prazo", title="impugnação", provision=PROVISION, budget=dias(5), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, on_lapse="perde-se o direito",
)  # fmt: skip
IMPUGNAR = Event(id="portao.impugnar", title="impugnação", provision=PROVISION, who=(OSC,), many=True, awaited=True)
JUNTAR = HumanTask(
    id="portao.juntar", title="Juntar", provision=PROVISION, role=OSC, outcomes=(FEITO, RECUSADO), gate=PAPEIS,
    gated=(FEITO,),
)  # fmt: skip
OPINAR = HumanTask(id="portao.opinar", title="Opinar", provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO,))
PREVER = HumanTask(
    id="portao.prever", title="Prever", provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO, DESNECESSARIO)
)
JULGAR = HumanTask(id="portao.julgar", title="Julgar", provision=PROVISION, role=SECRETARIO, outcomes=(FEITO, RECUSADO))
ASSINAR = HumanTask(
    id="portao.assinar", title="Assinar", provision=PROVISION, role=SECRETARIO, outcomes=(FEITO,), gate=PROVIDENCIAS
)


@procedure
class Portao(Procedure[NoForm]):
    """Papers, an opinion and a forecast before a signature, unless somebody's objection is upheld first."""

    about = About(
        id="portao", title="Portão", short="Portão", norm="Decreto 167/2019", provisions=(PROVISION,), started_by=(),
        input=NoForm, stages=(Stage("curso", "Em curso"),), outcomes=(FEITO, PARADO),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """The steps, and the objections beside them."""
        self.begin(PRAZO, since=self.started_on, because="começo")
        parado = await self.alongside(self.impugnacoes(), self.curso())
        return PARADO if parado else FEITO

    async def impugnacoes(self) -> bool:
        """Each objection is judged; one that is upheld stops the rest."""
        return any(await self.each_arrival(IMPUGNAR, until=PRAZO, course=self.julgar))

    async def julgar(self, _trazida: Answer, numero: int) -> bool:
        """One objection."""
        return await self.ask(JULGAR, subject=str(numero)) == FEITO

    async def curso(self) -> None:
        """The signature is asked for at once; the gate keeps it waiting."""
        await self.together(self.ask(ASSINAR), self.providencias())

    async def providencias(self) -> Answer:
        """What the gate wants."""
        await self.ask(JUNTAR)
        self.meet(PARECER, by=await self.ask(OPINAR))
        if await self.ask(PREVER) == FEITO:
            self.meet(DOTACAO, because="prevista")
        else:
            self.waive(DOTACAO, because="sem despesa")
        self.lose(PARECER, because="o objeto mudou")
        opinado = await self.ask(OPINAR)
        self.meet(PARECER, by=opinado)
        return opinado
