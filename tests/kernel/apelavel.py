"""A procedure that does nothing but publish a decision and let it be appealed, for the tests of the appeal."""

from datetime import date

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import About, Deadline, Event, Form, Outcome, Procedure, Stage, procedure
from workflows.kernel.appeal import MANTIDA, REFORMADA, SEM_RECURSO, AppealRule, appealable
from workflows.kernel.roles import OSC
from workflows.norms import DEC_167
from workflows.parcerias.formularios import TextoLongo, campo
from workflows.parcerias.recurso import RecursoAdministrativo


class Resultado(Form):
    publicado_em: date = campo("Publicado em")


class Razoes(Form):
    razoes: TextoLongo = campo("Razões")


JANELA = Deadline(
    id="apelavel.janela", title="recurso", provision=DEC_167.art(31), budget=dias(5), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, on_lapse="perde-se o direito de recorrer",
)  # fmt: skip
RECORRER = Event(
    id="apelavel.recorrer",
    title="recurso do resultado",
    provision=DEC_167.art(31),
    who=(OSC,),
    form=Razoes,
    many=True,
    awaited=True,
)
ART_31 = AppealRule(window=JANELA, event=RECORRER, procedure=RecursoAdministrativo)


@procedure
class Apelavel(Procedure[Resultado]):
    """A published result and its appeals."""

    about = About(
        id="apelavel", title="Resultado recorrível", short="Resultado", norm="Decreto 167/2019",
        provisions=(DEC_167.art(31),), started_by=(), input=Resultado, stages=(Stage("recursos", "Recursos"),),
        outcomes=(SEM_RECURSO, MANTIDA, REFORMADA),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """Art. 31: appeals against the result, from its publication."""
        return await appealable(
            self, ART_31, decision="resultado provisório", since=self.input.publicado_em, because="publicação"
        )
