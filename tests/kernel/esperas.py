"""Procedures whose courses wait for one and the same thing, for the tests of the kernel under the engine."""

import asyncio
from datetime import timedelta

from workflows.clock import Binds, Counting, Nature, dias_corridos
from workflows.kernel import About, Deadline, HumanTask, Outcome, Procedure, Stage, procedure
from workflows.kernel.course import arrival_key
from workflows.kernel.roles import AREA_TECNICA, OSC
from workflows.kernel.words import Event, Form
from workflows.norms import DEC_167

FEITO = Outcome("feito", "Feito")
PROVISION = DEC_167.art(83)
EM_CURSO = Stage("curso", "Em curso")


def _tarefa(name: str) -> HumanTask:
    return HumanTask(
        id=f"esperas.{name}", title=name.capitalize(), provision=PROVISION, role=AREA_TECNICA, outcomes=(FEITO,)
    )


CUMPRIR, SEGUIR, CHEGOU, FECHAR = (_tarefa(name) for name in ("cumprir", "seguir", "chegou", "fechar"))
PRAZO = Deadline(
    id="esperas.prazo", title="entrega", provision=PROVISION, budget=dias_corridos(10), nature=Nature.ADMINISTRATIVE,
    counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO, on_lapse="continua devida", suspendable=PROVISION,
    extendable=PROVISION,
)  # fmt: skip
RELATO = Event(id="esperas.relato", title="relato", provision=PROVISION, who=(OSC,), many=True, awaited=True)


class Quem(Form):
    """What waits: `inicios` are the days, counted from the first, on which each of those who wait begins to."""

    forma: str = "no-prazo"
    inicios: tuple[int, ...] = (0, 0)


@procedure
class Espera(Procedure[Quem]):
    """Each that waits says so by a task of its own, once what it waited for has come."""

    about = About(
        id="esperas", title="Espera", short="Espera", norm="Decreto 167/2019", provisions=(PROVISION,),
        started_by=(), input=Quem, stages=(EM_CURSO,), outcomes=(FEITO,),
    )  # fmt: skip

    async def run(self) -> Outcome:
        """What the test asks for, beside an act that may meet the deadline and one that ends the case."""
        self.begin(PRAZO, since=self.started_on, because="pedido")
        formas = {
            "no-prazo": self.no_prazo, "deixada": self.deixada, "em-ciclos": self.em_ciclos,
            "fim-de-outro": self.fim_de_outro, "uma-chegada": self.uma_chegada, "um-dia": self.um_dia,
        }  # fmt: skip
        await self.whichever(self.together(self.cumprir(), formas[self.input.forma]()), self.fechar())
        return FEITO

    async def cumprir(self) -> None:
        """The act that was due."""
        await self.ask(CUMPRIR)
        self.met(PRAZO)

    async def fechar(self) -> None:
        """The act that ends it."""
        await self.ask(FECHAR)

    def chegou(self, quem: object) -> None:
        """Say that a wait is over."""
        self.offer(CHEGOU, subject=str(quem))

    async def no_prazo(self) -> None:
        """Each waits for the lapse, from its own day on."""
        await self.together(*(self.um(numero, dias) for numero, dias in enumerate(self.input.inicios)))

    async def um(self, numero: int, dias: int) -> None:
        """One of them."""
        if dias:
            await self.until(self.started_on + timedelta(days=dias))
        await self.elapse(PRAZO, of=str(numero))
        self.chegou(numero)

    async def deixada(self) -> None:
        """A wait that is left for an act, and begun again."""
        await self.whichever(self.elapse(PRAZO), self.seguir())
        await self.elapse(PRAZO)
        self.chegou("de-novo")

    async def seguir(self) -> None:
        """An act."""
        await self.ask(SEGUIR)

    async def em_ciclos(self) -> None:
        """A wait for what is met already ends at once; the next deadline of the kind is awaited by the next wait."""
        await self.seguir()
        self.met(PRAZO)
        await self.elapse(PRAZO)
        self.chegou("primeiro")
        self.begin(PRAZO, since=self.started_on + timedelta(days=20), because="outro pedido")
        await self.elapse(PRAZO)
        self.chegou("segundo")

    async def fim_de_outro(self) -> None:
        """Two wait for the end of one case."""
        await self.launch(Espera, self.made(Quem), subject="de-baixo")
        await self.together(self.o_fim(1), self.o_fim(2))

    async def o_fim(self, numero: int) -> None:
        """One of them."""
        await self.end_of(Espera, subject="de-baixo")
        self.chegou(numero)

    async def uma_chegada(self) -> None:
        """Two wait for one arrival; then one is left for an act, and waits again."""
        key = arrival_key(self.open(RELATO), 1)
        await self.together(self.a_chegada(key, 1), self.a_chegada(key, 2), self.a_que_volta(key))

    async def a_chegada(self, key: str, numero: int) -> None:
        """One of them."""
        await self.arrival(key)
        self.chegou(numero)

    async def a_que_volta(self, key: str) -> None:
        """The one that is left and begins again at once."""
        first = asyncio.ensure_future(self.a_chegada(key, 3))
        await self.seguir()
        first.cancel()
        await self.a_chegada(key, 4)

    async def um_dia(self) -> None:
        """Two wait for one day; a deadline of the administration begins on each."""
        await self.together(*(self.no_dia(numero, dias) for numero, dias in enumerate(self.input.inicios)))

    async def no_dia(self, numero: int, dias: int) -> None:
        """One of them: what follows is dated on the day that came."""
        await self.until(self.started_on + timedelta(days=dias))
        self.offer(CHEGOU, subject=str(numero), about={"hoje": self.today.isoformat()})
