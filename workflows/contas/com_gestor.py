"""What the procedures of the accounts share: acts of the Gestor, or of whoever stands in for an impeded one."""

from dataclasses import replace
from typing import Any, TypeVar

from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.sob_parceria import DaParceria, SobParceria
from workflows.kernel import Answer, HumanTask
from workflows.kernel.procedure import IMPEDIDO
from workflows.kernel.roles import GESTAO

Entrada = TypeVar("Entrada", bound=DaParceria)


def da_chefia(tarefa: HumanTask) -> HumanTask:
    """The same act when neither the Gestor nor a substitute may do it: their head does (art. 59, § 2º)."""
    return replace(tarefa, id=f"{tarefa.id}-pela-chefia", role=GESTAO, duties=())


class ComGestor(SobParceria[Entrada]):
    """A procedure under a partnership that asks acts of its Gestor."""

    sem_gestor: bool = False

    @property
    def parceria(self) -> ParceriaEmCurso:
        """The partnership that the case is about."""
        return self.input.parceria

    async def pelo_gestor(self, tarefa: HumanTask, chefia: HumanTask, **how: Any) -> Answer:
        """Art. 59, §§ 1º and 2º: by the Gestor; by a substitute, if impeded; by their head, if all are."""
        if not self.sem_gestor:
            for titular in self.parceria.gestores:
                if (dito := await self.ask(tarefa, person=titular.pessoa, **how)) != IMPEDIDO:
                    return dito
            for suplente in self.parceria.suplentes:
                if (dito := await self.ask(tarefa, person=suplente.pessoa, **how)) != IMPEDIDO:
                    return dito
        self.sem_gestor = True
        return await self.ask(chefia, **how)
