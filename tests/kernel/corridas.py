"""Procedures whose courses run against one another and a limit, for the tests of the kernel under the engine."""

from datetime import date

from workflows.clock import Binds, Counting, Nature, dias_corridos
from workflows.kernel import About, Deadline, HumanTask, Outcome, Procedure, Stage, procedure
from workflows.kernel.roles import AREA_TECNICA
from workflows.kernel.words import Form, NoForm
from workflows.norms import DEC_167

FEITO = Outcome("feito", "Feito")
PROVISION = DEC_167.art(83)
EM_CURSO = Stage("curso", "Em curso")


def _tarefa(name: str) -> HumanTask:
    return HumanTask(
        id=f"corrida.{name}", title=name.capitalize(), provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO,)
    )


ENTREGAR, NOTIFICAR, DECIDIR, SEGUIR = (_tarefa(name) for name in ("entregar", "notificar", "decidir", "seguir"))
PRAZO = Deadline(
    id="corrida.prazo", title="entrega", provision=PROVISION, budget=dias_corridos(10), nature=Nature.ADMINISTRATIVE,
    counting=Counting.MATERIAL, binds=Binds.PARTICULAR, on_lapse="continua devida",
)  # fmt: skip


def _about(id: str, asked: type[Form]) -> About:
    return About(
        id=id, title=id.capitalize(), short=id.capitalize(), norm="Decreto 167/2019", provisions=(PROVISION,),
        started_by=(), input=asked, stages=(EM_CURSO,), outcomes=(FEITO,),
    )  # fmt: skip


@procedure
class Corrida(Procedure[NoForm]):
    """Two acts, of which the first counts; then more time, if there is any left to add to."""

    about = _about("corrida", NoForm)

    async def run(self) -> Outcome:
        """Whichever comes first."""
        self.begin(PRAZO, since=self.started_on, because="pedido")
        primeiro = await self.whichever(self.entrega(), self.notificacao())
        await self.ask(DECIDIR)
        self.extend(PRAZO, 5, because="decisão", provision=PROVISION)
        ultimo = self.last_day(PRAZO)
        self.show(primeiro=primeiro, ultimo=ultimo.isoformat() if ultimo else None)
        return FEITO

    async def entrega(self) -> None:
        """One act."""
        await self.ask(ENTREGAR)

    async def notificacao(self) -> None:
        """The other, and one more after it."""
        await self.ask(NOTIFICAR)
        await self.ask(SEGUIR)


class Ate(Form):
    """Until when."""

    dia: date | None = None


@procedure
class Rodas(Procedure[Ate]):
    """Acts that go round until a case under it ends, or a day comes."""

    about = _about("rodas", Ate)

    async def run(self) -> Outcome:
        """During the limit, the course."""
        encerrou = await self.during(self.limite(), self.curso())
        desfechos = [um.outcome for um in self.ended(Corrida)]
        self.show(encerrou=encerrou, desfechos=desfechos, comecou=self.began(Corrida, "unica"))
        await self.ask(DECIDIR)
        return FEITO

    async def limite(self) -> bool:
        """Until a case under it ends; or the day."""
        return await self.until_or_ended(self.input.dia, Corrida, after=0)

    async def curso(self) -> None:
        """A case, and acts beside it."""
        await self.together(self.em_baixo(), self.roda())

    async def em_baixo(self) -> None:
        """The case."""
        await self.child(Corrida, self.made(NoForm), subject="unica")

    async def roda(self) -> None:
        """The acts."""
        while True:
            await self.ask(SEGUIR)


@procedure
class Solta(Procedure[NoForm]):
    """Sets two cases going, goes on beside them, and waits for the end of the second in the end."""

    about = _about("solta", NoForm)

    async def run(self) -> Outcome:
        """Launched, done beside it, awaited."""
        await self.launch(Corrida, self.made(NoForm), subject="outra")
        await self.launch(Corrida, self.made(NoForm), subject="esperada")
        await self.ask(DECIDIR)
        fim = await self.end_of(Corrida, subject="esperada")
        self.show(desfecho=fim.outcome)
        return FEITO


@procedure
class Retirada(Procedure[NoForm]):
    """Sets two cases going, and ends the second once what it was for stands no more."""

    about = _about("retirada", NoForm)

    async def run(self) -> Outcome:
        """Launched, withdrawn, gone on without."""
        await self.launch(Corrida, self.made(NoForm), subject="fica")
        await self.launch(Corrida, self.made(NoForm), subject="sai")
        await self.ask(DECIDIR)
        await self.withdraw(Corrida, subject="sai")
        await self.ask(DECIDIR)
        return FEITO


@procedure
class NaHora(Procedure[Ate]):
    """A course that starts a case at the very instant at which its limit is over."""

    about = _about("na-hora", Ate)

    async def run(self) -> Outcome:
        """During the day, the course."""
        await self.during(self.chegar(), self.lancar())
        self.show(comecou=self.began(Corrida, "unica"))
        await self.ask(DECIDIR)
        return FEITO

    async def chegar(self) -> bool:
        """The day."""
        await self.until(self.input.dia or self.started_on)
        return True

    async def lancar(self) -> None:
        """The case of the same day."""
        await self.until(self.input.dia or self.started_on)
        await self.launch(Corrida, self.made(NoForm), subject="unica")
