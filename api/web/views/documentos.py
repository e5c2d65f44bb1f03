"""The documents that a task asks for by their provisions, and where each stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from activities.records.queries.views import FactView
from api.web.formatters import capital
from api.web.shapes import Choice
from workflows.kernel.state import FactKind
from workflows.kernel.words import HumanTask, Requirement

KINDS = (FactKind.DOCUMENT_ATTACHED, FactKind.REQUIREMENT_LOST, FactKind.REQUIREMENT_WAIVED)
"""The facts that say where a document stands."""


class State(StrEnum):
    """Where a document that is asked for stands."""

    MISSING = "falta"
    SENT = "entregue"
    RETURNED = "devolvido, envie outro"
    WAIVED = "dispensado"


@dataclass(frozen=True)
class Wanted:
    """One document that is asked for. `href` is where it is attached."""

    title: str
    short: str
    state: State
    href: str

    @property
    def due(self) -> bool:
        """Whether it still has to be sent."""
        return self.state in (State.MISSING, State.RETURNED)


def documents_asked(declared: HumanTask | None) -> tuple[Requirement, ...]:
    """What the task asks for in documents, in the order of the norm."""
    gate = declared.gate if declared else None
    return tuple(one for one in gate.requirements if one.document) if gate else ()


def wanted(task: str, asked: Iterable[Requirement], past: Iterable[FactView]) -> tuple[Wanted, ...]:
    """The documents asked for by `task`, as the facts `past` of its case, oldest first, left each of them."""
    asked = tuple(asked)
    by_id = {one.id: one.provision.id for one in asked}
    found = {one.provision.id: State.MISSING for one in asked}
    for fact in past:
        if fact.kind is FactKind.DOCUMENT_ATTACHED:
            place, state = fact.provision or "", State.SENT
        else:
            place = by_id.get(str(fact.data.get("requirement")), "")
            state = State.RETURNED if fact.kind is FactKind.REQUIREMENT_LOST else State.WAIVED
        if place in found:
            found[place] = state
    return tuple(
        Wanted(
            capital(one.title), one.provision.short, found[one.provision.id],
            f"/tarefas/{task}/anexar?dispositivo={one.provision.id}",
        )
        for one in asked
    )  # fmt: skip


def document_choices(asked: Iterable[Requirement]) -> tuple[Choice, ...]:
    """The same as options of a form."""
    return tuple(Choice(one.provision.id, f"{capital(one.title)} ({one.provision.short})") for one in asked)
