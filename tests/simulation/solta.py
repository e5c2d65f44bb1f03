"""A procedure that sets others going and ends before they do, for the tests of the simulation's clock."""

from datetime import date

from workflows.kernel import About, Form, Outcome, Procedure, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA
from workflows.norms import DEC_167
from workflows.parcerias.formularios import campo

FEITO = Outcome("feito", "Feito")
ETAPA = Stage("curso", "Em curso")


class Dia(Form):
    ate: date = campo("Até")


class Dias(Form):
    dias: tuple[Dia, ...] = ()


@procedure
class Espera(Procedure[Dia]):
    """Nothing, until a day."""

    about = About(
        id="ate-o-dia", title="Até o dia", short="Até o dia", norm="Decreto 167/2019", provisions=(DEC_167.art(31),),
        started_by=(), input=Dia, stages=(ETAPA,), outcomes=(FEITO,),
    )  # fmt: skip

    async def run(self) -> Outcome:
        await self.until(self.input.ate)
        return FEITO


@procedure
class Solta(Procedure[Dias]):
    """It waits for none of those that it starts."""

    about = About(
        id="abre-e-acaba", title="Abre e acaba", short="Abre", norm="Decreto 167/2019", provisions=(DEC_167.art(31),),
        started_by=(AREA_TECNICA,), input=Dias, stages=(ETAPA,), outcomes=(FEITO,),
    )  # fmt: skip

    async def run(self) -> Outcome:
        for number, dia in enumerate(self.input.dias):
            await self.launch(Espera, dia, subject=str(number))
        return FEITO
