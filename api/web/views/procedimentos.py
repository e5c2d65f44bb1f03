"""Procedures by their declarations: names, stages, roles. What this build no longer declares is shown as recorded."""

from typing import TypeVar

from workflows.kernel import registry
from workflows.kernel.issuing import OfficialDocument
from workflows.kernel.words import About, Declaration, Event, HumanTask
from workflows.procedures import procedures

D = TypeVar("D", bound=Declaration)


def about(type_id: str) -> About | None:
    """What the procedure is, or None when this build does not have it."""
    try:
        return registry.about(type_id)
    except KeyError:
        return None


def case_name(type_id: str, label: str) -> str:
    """`PMIS 17/2026`; without a number, the kind of procedure."""
    found = about(type_id)
    return f"{found.short if found else type_id} {label}".strip()


def task_declaration(decl: str) -> HumanTask | None:
    """What the task was declared as, or None when this build does not declare it."""
    return _declared(decl, HumanTask)


def event_declaration(decl: str) -> Event | None:
    """As `task_declaration`, of what third parties may bring."""
    return _declared(decl, Event)


def document_declaration(decl: str) -> OfficialDocument | None:
    """As `task_declaration`, of the documents of the body."""
    return _declared(decl, OfficialDocument)


def _declared(decl: str, kind: type[D]) -> D | None:
    try:
        found = registry.declaration(decl)
    except KeyError:
        return None
    return found if isinstance(found, kind) else None


def outcome_title(type_id: str, outcome: str | None) -> str:
    """How the procedure names its result; the id when it does not know it."""
    found = about(type_id)
    options = found.outcomes if found else ()
    return next((option.title for option in options if option == outcome), outcome or "")


def result_title(outcome: str) -> str:
    """What the result of a case whose procedure is not known is called: as every procedure that has it says, or by its
    id in words where they differ."""
    every = (one for kind in procedures() for one in registry.about(kind).outcomes)
    titles = {one.title for one in every if one == outcome}
    return titles.pop() if len(titles) == 1 else outcome.replace("-", " ")


def stage_title(type_id: str, stage: str) -> str:
    """How the procedure calls a stage; the id when it does not know it."""
    found = about(type_id)
    stages = found.stages if found else ()
    return next((one.title for one in stages if one.id == stage), stage)


def all_types() -> tuple[tuple[str, str], ...]:
    """Every procedure of this build: id and how lists call it."""
    return tuple((id, kind.about.short) for id, kind in procedures().items())
