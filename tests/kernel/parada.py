"""A procedure whose steps stop a count and let it go on, for the tests of the kernel under the engine."""

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import About, Deadline, HumanTask, Outcome, Procedure, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA
from workflows.kernel.words import NoForm
from workflows.norms import DEC_167

FEITO = Outcome("feito", "Feito")
PROVISION = DEC_167.art(49, par=2)

PRAZO = Deadline(
    id="parada.prazo", title="resposta", provision=PROVISION, budget=dias(10), nature=Nature.ADMINISTRATIVE,
    counting=Counting.PROCESSUAL, binds=Binds.ADMINISTRACAO, on_lapse="continua devida", suspendable=PROVISION,
)  # fmt: skip
PERGUNTAR = HumanTask(
    id="parada.perguntar", title="Perguntar", provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO,)
)
RESPONDER = HumanTask(
    id="parada.responder", title="Responder", provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO,)
)
DECIDIR = HumanTask(
    id="parada.decidir", title="Decidir", provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO,), within=PRAZO
)


@procedure
class Parada(Procedure[NoForm]):
    """Ask, wait, decide."""

    about = About(
        id="parada", title="Parada", short="Parada", norm="Decreto 167/2019", provisions=(PROVISION,), started_by=(),
        input=NoForm, stages=(Stage("curso", "Em curso"),), outcomes=(FEITO,),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """The count stands still between question and answer."""
        self.begin(PRAZO, since=self.started_on, because="pedido")
        await self.ask(PERGUNTAR)
        self.suspend(PRAZO, because="pergunta feita")
        await self.ask(RESPONDER)
        self.resume(PRAZO, because="resposta dada")
        await self.ask(DECIDIR)
        return FEITO
