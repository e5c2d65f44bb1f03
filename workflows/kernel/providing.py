"""The words that say where the requirements of a gate stand (see `gates`)."""

from collections.abc import Iterable
from typing import Any

from workflows.kernel.gates import HANDED_IN, STANDS, missing
from workflows.kernel.state import FactKind
from workflows.kernel.steps import Answer, Steps
from workflows.kernel.words import Gate, Requirement


class Providing(Steps):
    """Requirements met, waived and lost."""

    def meet(self, *requirements: Requirement, by: Answer | None = None, because: str = "") -> None:
        """The requirements are met: by the answer of a task or, in a few words of pt-BR, otherwise."""
        self._say(FactKind.REQUIREMENT_MET, requirements, True, because=because or None, met_by=by.by if by else None)

    def waive(self, *requirements: Requirement, because: str) -> None:
        """The norm does not ask for the requirements in this case; `because` says why in a few words of pt-BR."""
        self._say(FactKind.REQUIREMENT_WAIVED, requirements, True, because=because)

    def lose(self, *requirements: Requirement, because: str) -> None:
        """What was met is so no longer, and must be met again: a document that was handed in, by another one."""
        self._say(FactKind.REQUIREMENT_LOST, requirements, False, because=because)

    def missing(self, gate: Gate) -> tuple[Requirement, ...]:
        """What still keeps the gate closed, in the order of the norm. For checks and texts, never for branching."""
        return missing(self._case, gate)

    def _say(self, kind: FactKind, requirements: Iterable[Requirement], stands: bool, **data: Any) -> None:
        for one in requirements:
            if self._once(f"{kind}:{one.id}"):
                self._case.journal[STANDS + one.id] = stands
                if not stands:
                    self._case.journal.pop(f"{HANDED_IN}{one.provision.id}", None)
                self._case.emit(kind, provision=one.provision.id, requirement=one.id, title=one.title, **data)
