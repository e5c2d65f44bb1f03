"""What this build can run: every procedure and every declaration, found by id.

A declaration belongs to the procedure of the module that defines it, alone or in a tuple, or that imports the module
which defines it (a long chapter keeps its acts in a module of their own). Modules register themselves by `@procedure`.
"""

import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType, ModuleType
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

    A module's declarations whose id begins with the procedure's are its own; the others it merely uses.

    Raises:
        ValueError: when two declarations share an id.
    """
    about: About = cls.about
    for value in _declared_in(sys.modules[cls.__module__], about.id):
        _declarations[value.id] = value
        _owners[value.id] = about.id
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


def _declared_in(module: ModuleType, owner: str) -> list[Declaration]:
    found: dict[str, Declaration] = {}
    named = [value if isinstance(value, tuple) else (value,) for value in vars(module).values()]
    for value in (one for group in named for part in group for one in _parts(part)):
        if not isinstance(value, Declaration) or not value.id.startswith(f"{owner}."):
            continue
        if found.setdefault(value.id, value) is not value:
            raise ValueError(f"two declarations share the id {value.id}")
    return list(found.values())


def _parts(value: Any) -> Iterable[Any]:
    """A module's declarations, in its order, when the value is one of our modules; else the value."""
    ours = isinstance(value, ModuleType) and value.__name__.startswith("workflows.")
    return [one for one in vars(value).values() if isinstance(one, Declaration)] if ours else (value,)


def procedures() -> Mapping[str, type[Any]]:
    """Every procedure by id, in the order of registration."""
    return MappingProxyType(_procedures)


def about(type_id: str) -> About:
    """What the procedure `type_id` is. Raises `KeyError` when this build does not have it."""
    found: About = _procedures[type_id].about
    return found


def declarations() -> Mapping[str, Declaration]:
    """Every declaration by id."""
    return MappingProxyType(_declarations)


def declaration(decl_id: str) -> Declaration:
    """The declaration `decl_id`. Raises `KeyError` when this build does not have it."""
    return _declarations[decl_id]


def declared(type_id: str, kind: type[D]) -> tuple[D, ...]:
    """The procedure's declarations of a kind, in the order in which its file declares them."""
    return tuple(value for key, value in _declarations.items() if _owners[key] == type_id and isinstance(value, kind))


def task_of(decl_id: str) -> HumanTask:
    """The task declared under that id. Raises `KeyError` when this build does not have it."""
    found = _declarations[decl_id]
    assert isinstance(found, HumanTask)
    return found


def deadline_of(decl_id: str) -> Deadline:
    """The deadline declared under that id. Raises `KeyError` when this build does not have it."""
    found = _declarations[decl_id]
    assert isinstance(found, Deadline)
    return found


def event_of(type_id: str, act: Act) -> Event:
    """The event an act brings. Refuses when the procedure has no such event."""
    found = _declarations.get(act.event or "")
    if not isinstance(found, Event) or _owners[found.id] != type_id:
        raise refuse(RefusalCode.UNKNOWN_EVENT, "Este processo não recebe esse tipo de manifestação.")
    return found
