"""A procedure of two acts under a deadline, for the tests of the kernel under the engine."""

from datetime import date

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import About, Deadline, Event, Form, HumanTask, Outcome, Procedure, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA, OSC, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import TextoLongo, campo

FEITO = Outcome("feito", "Feito")
PERDIDO = Outcome("perdido", "Perdido")
PROVISION = DEC_167.art(31)


class Pedido(Form):
    desde: date = campo("Desde")


class Relato(Form):
    texto: TextoLongo = campo("Texto")


PRAZO = Deadline(
    id="sonda.prazo", title="resposta", provision=PROVISION, budget=dias(10), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, on_lapse="perde-se o direito", suspendable=PROVISION,
    extendable=PROVISION, reminders=(2,),
)  # fmt: skip
RESPONDER = HumanTask(
    id="sonda.responder", title="Responder", provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO,), deadline=PRAZO,
)  # fmt: skip
DECIDIR = HumanTask(
    id="sonda.decidir", title="Decidir", provision=PROVISION, role=SECRETARIO, outcomes=(FEITO,),
    excludes=(RESPONDER,),
)  # fmt: skip
RELATO = Event(id="sonda.relato", title="relato", provision=PROVISION, who=(OSC,), form=Relato, many=True)


@procedure
class Sonda(Procedure[Pedido]):
    """Respond, then decide."""

    about = About(
        id="sonda", title="Sonda", short="Sonda", norm="Decreto 167/2019", provisions=(PROVISION,), started_by=(),
        input=Pedido, stages=(Stage("curso", "Em curso"),), outcomes=(FEITO, PERDIDO),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """One act after the other."""
        self.open(RELATO)
        if await self.ask(RESPONDER, since=self.input.desde) != FEITO:
            return PERDIDO
        await self.ask(DECIDIR)
        return FEITO
