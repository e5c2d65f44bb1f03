"""What this build can run: every procedure and every declaration, found by id.

A declaration belongs to the procedure of the module that defines it. Modules register themselves by `@procedure`.
"""

import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from temporalio import workflow

from workflows.kernel.messages import Act, CaseResult, CaseStart, RefusalCode
from workflows.kernel.refusals import refuse
from workflows.kernel.words import About, Deadline, Declaration, Event, HumanTask

C = TypeVar("C", bound=type[Any])
D = TypeVar("D", bound=Declaration)

_procedures: dict[str, type[Any]] = {}
_declarations: dict[str, Declaration] = {}
_owners: dict[str, str] = {}


def procedure(cls: C) -> C:
    """Make a class with `about` and `run` a workflow, named by the procedure's id, and register what its module
    declares.

    Raises:
        ValueError: when two declarations share an id, or one is not prefixed by the procedure's.
    """
    about: About = cls.about
    module = sys.modules[cls.__module__]
    for value in vars(module).values():
        if isinstance(value, Declaration) and not isinstance(value, type):
            _register(about.id, value)
    _procedures[about.id] = cls
    cls.steps_of_the_norm = cls.run

    async def run(self: Any, start: CaseStart) -> CaseResult:  # noqa: ARG001
        result: CaseResult = await self._carry_out()
        return result

    run.__qualname__ = f"{cls.__qualname__}.run"
    run.__module__ = cls.__module__
    run.__annotations__ = {"start": CaseStart, "return": CaseResult}
    cls.run = workflow.run(run)
    return workflow.defn(name=about.id)(cls)


def _register(owner: str, value: Declaration) -> None:
    known = _declarations.get(value.id)
    if known is not None and _owners[value.id] != owner and not value.id.startswith(f"{owner}."):
        return
    if known is not None and known != value:
        raise ValueError(f"two declarations share the id {value.id}")
    _declarations[value.id] = value
    _owners[value.id] = value.id.split(".", 1)[0] if "." in value.id else owner
    if isinstance(value, HumanTask) and value.deadline is not None:
        _register(owner, value.deadline)


def procedures() -> Mapping[str, type[Any]]:
    """Every procedure by id, in the order of registration."""
    return MappingProxyType(_procedures)


def about(type_id: str) -> About:
    """What the procedure `type_id` is. Raises `KeyError` when this build does not have it."""
    found: About = _procedures[type_id].about
    return found


def declaration(decl_id: str) -> Declaration:
    """The declaration `decl_id`. Raises `KeyError` when this build does not have it."""
    return _declarations[decl_id]


def declared(type_id: str, kind: type[D]) -> tuple[D, ...]:
    """The procedure's declarations of a kind, in the order in which its file declares them."""
    return tuple(value for key, value in _declarations.items() if _owners[key] == type_id and isinstance(value, kind))


def task_of(decl_id: str) -> HumanTask:
    found = _declarations[decl_id]
    assert isinstance(found, HumanTask)
    return found


def deadline_of(decl_id: str) -> Deadline:
    found = _declarations[decl_id]
    assert isinstance(found, Deadline)
    return found


def event_of(type_id: str, act: Act) -> Event:
    """The event an act brings. Refuses when the procedure has no such event."""
    found = _declarations.get(act.event or "")
    if not isinstance(found, Event) or _owners[found.id] != type_id:
        raise refuse(RefusalCode.UNKNOWN_EVENT, "Este processo não recebe esse tipo de manifestação.")
    return found
