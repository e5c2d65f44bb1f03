"""What the procedures under a running partnership share: whose they are, and until when they may act on it."""

from datetime import date, timedelta
from typing import Any, TypeVar

from workflows.execucao.parceria_em_curso import ParceriaEmCurso, partes_da_parceria
from workflows.kernel import Answer, Form, HumanTask, Outcome, Procedure
from workflows.kernel.messages import CaseStart
from workflows.parcerias.formularios import campo


class DaParceria(Form):
    """An input that names the partnership it is under."""

    parceria: ParceriaEmCurso = campo("Parceria")


def titulo(task: HumanTask, answer: Outcome) -> str:
    """How people read what a task was answered with."""
    return next((uma.title for uma in task.outcomes if uma == answer), answer.title)


Entrada = TypeVar("Entrada", bound=DaParceria)


class SobParceria(Procedure[Entrada]):
    """A procedure whose input has its partnership under `parceria`."""

    @classmethod
    def subject_of(cls, entrada: Any) -> str:
        """The instrument by its number, and its object."""
        return f"{entrada.parceria.numero}: {entrada.parceria.objeto}"

    @classmethod
    def parties_of(cls, start: CaseStart) -> tuple[str, ...]:
        """The organisation, and who started it."""
        return partes_da_parceria(start.input, start.started_by.id)

    @classmethod
    def party_names(cls, entrada: Any) -> dict[str, str]:
        """The organisation by its name."""
        return {entrada.parceria.parte: entrada.parceria.organizacao}

    @property
    def osc(self) -> str:
        """The organisation."""
        return self.input.parceria.parte

    @property
    def ultimo_dia(self) -> date:
        """The last day of the term."""
        return self.input.parceria.fim

    async def enquanto_vige(
        self, task: HumanTask, *, party: str | None = None, about: dict[str, Any] | None = None
    ) -> Answer:
        """Ask for an act that is of use while the term runs, both its days included; `DECORRIDO` once it is over."""
        return await self.ask(task, party=party, about=about, before=self.ultimo_dia + timedelta(days=1))
