"""The catalogue of procedures, made from the declarations that run. Its JSON is a published contract."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from workflows.clock import Budget
from workflows.kernel.issuing import OfficialDocument
from workflows.kernel.registry import about, declaration, declarations, declared, procedures
from workflows.kernel.words import Deadline, Event, HumanTask, Outcome, Role
from workflows.norms import Parameter

__all__ = ["about", "catalogue", "declaration", "entry", "events", "procedures", "tasks"]


def tasks(type_id: str) -> tuple[HumanTask, ...]:
    """The tasks, decisions and publications a procedure declares, in the order of the norm."""
    return declared(type_id, HumanTask)


def events(type_id: str) -> tuple[Event, ...]:
    """What third parties may bring to a procedure."""
    return declared(type_id, Event)


def catalogue() -> list[dict[str, Any]]:
    """Every procedure this build runs, as `GET /procedure-types` answers it."""
    return [entry(type_id) for type_id in procedures()]


@cache
def entry(type_id: str) -> dict[str, Any]:
    """One procedure of the catalogue. Raises `KeyError` when this build does not have it."""
    known = about(type_id)
    return {
        "id": known.id,
        "title": known.title,
        "short": known.short,
        "norm": known.norm,
        "provisions": [_provision(provision.id, provision.citation) for provision in known.provisions],
        "started_by": [_role(role) for role in known.started_by],
        "input": known.input.model_json_schema(),
        "stages": [{"id": stage.id, "title": stage.title} for stage in known.stages],
        "tasks": [_task(task) for task in tasks(type_id)],
        "deadlines": [_deadline(deadline) for deadline in declared(type_id, Deadline)],
        "events": [_event(event) for event in events(type_id)],
        "documents": [_document(document) for document in declared(type_id, OfficialDocument)],
        "outcomes": [_outcome(outcome) for outcome in known.outcomes],
        "parameters": [_parameter(parameter) for parameter in _parameters(type_id).values()],
    }


def _task(task: HumanTask) -> dict[str, Any]:
    return {
        "id": task.id,
        "kind": type(task).__name__,
        "title": task.title,
        "role": _role(task.role),
        "provision": _provision(task.provision.id, task.provision.citation),
        "instructions": task.instructions,
        "then": task.then,
        "outcomes": [_outcome(outcome) for outcome in task.outcomes],
        "form": task.form.model_json_schema(),
        "deadline": task.deadline.id if task.deadline else task.within.id if task.within else None,
        "excludes": [other.id for other in task.excludes],
        "skippable": task.skippable.id if task.skippable else None,
        "duties": list(task.duties),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "id": deadline.id,
        "title": deadline.title,
        "provision": _provision(deadline.provision.id, deadline.provision.citation),
        "nature": str(deadline.nature),
        "counting": str(deadline.counting),
        "binds": str(deadline.binds),
        "budget": _budget(deadline.budget),
        "parameter": deadline.parameter.key if deadline.parameter else None,
        "on_lapse": deadline.on_lapse,
        "suspendable": deadline.suspendable.id if deadline.suspendable else None,
        "extendable": deadline.extendable.id if deadline.extendable else None,
        "duties": list(deadline.duties),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "title": event.title,
        "provision": _provision(event.provision.id, event.provision.citation),
        "who": [_role(role) for role in event.who],
        "parties_only": event.parties_only,
        "many": event.many,
        "files": event.files,
        "instructions": event.instructions,
        "form": event.form.model_json_schema(),
    }


def _document(document: OfficialDocument) -> dict[str, Any]:
    of_event = isinstance(declarations().get(document.of), Event)
    return {
        "id": document.id,
        "title": document.title,
        "provision": _provision(document.provision.id, document.provision.citation),
        "template": str(document.template),
        "task": None if of_event else document.of or None,
        "event": document.of if of_event else None,
        "public": document.public,
        "shows": document.shows.model_json_schema(),
        "duties": list(document.duties),
    }


def _parameters(type_id: str) -> Mapping[str, Parameter]:
    found = [deadline.parameter for deadline in declared(type_id, Deadline)]
    found += [task.authority for task in tasks(type_id)]
    return {parameter.key: parameter for parameter in found if parameter is not None}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "key": parameter.key,
        "description": parameter.description,
        "provision": _provision(parameter.provision.id, parameter.provision.citation),
        "unit": parameter.unit,
    }


def _provision(id: str, citation: str) -> dict[str, str]:
    return {"id": id, "citation": citation}


def _role(role: Role) -> dict[str, Any]:
    return {"id": role.id, "title": role.title, "external": role.external}


def _outcome(outcome: Outcome) -> dict[str, str]:
    return {"id": str(outcome), "title": outcome.title, "help": outcome.help}


def _budget(budget: Budget | None) -> dict[str, Any] | None:
    return {"amount": budget.amount, "unit": str(budget.unit)} if budget else None
