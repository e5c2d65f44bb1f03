"""A procedure that asks a register before its second act, for the tests of `consult` under the engine."""

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import (
    About,
    Deadline,
    Event,
    HumanTask,
    Outcome,
    Procedure,
    Register,
    Reply,
    Stage,
    procedure,
)
from workflows.kernel.roles import AREA_TECNICA, OSC
from workflows.kernel.state import Value
from workflows.kernel.words import NoForm
from workflows.norms import DEC_167

FEITO = Outcome("feito", "Feito")
RECUSADO = Outcome("recusado", "Recusado")
DESISTENCIA = Outcome("desistencia", "Desistência")
PROVISION = DEC_167.art(10)


class Pergunta(Value):
    organizacao: str


class Situacao(Reply):
    regular: bool

    def words(self) -> str:
        return "regular" if self.regular else "irregular"


SITUACAO = Register(
    id="consulta.situacao", title="a situação da organização", provision=PROVISION, question=Pergunta, answer=Situacao
)
PRAZO = Deadline(
    id="consulta.prazo", title="resposta", provision=PROVISION, budget=dias(5), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, on_lapse="perde-se o direito",
)  # fmt: skip
PEDIR = HumanTask(id="consulta.pedir", title="Pedir", provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO,))
RESPONDER = HumanTask(
    id="consulta.responder", title="Responder", provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO,),
    deadline=PRAZO,
)  # fmt: skip
DESISTIR = Event(id="consulta.desistir", title="desistência", provision=PROVISION, who=(OSC,))


@procedure
class Consulta(Procedure[NoForm]):
    """Ask a person, then a register, then a person again; or give up."""

    about = About(
        id="consulta", title="Consulta", short="Consulta", norm="Decreto 167/2019", provisions=(PROVISION,),
        started_by=(), input=NoForm, stages=(Stage("curso", "Em curso"),), outcomes=(FEITO, RECUSADO, DESISTENCIA),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """The steps, unless somebody gives up."""
        return await self.unless(DESISTIR, self._steps_asked(), DESISTENCIA)

    async def _steps_asked(self) -> Outcome:
        await self.ask(PEDIR)
        found = await self.consult(SITUACAO, organizacao="org-1")
        if not found.regular:
            return RECUSADO
        await self.ask(RESPONDER)
        return FEITO
