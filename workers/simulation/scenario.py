"""Loading a scenario: the file against the model, then against what this build can run. Every error names its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workers.simulation.model import Answer, Scenario
from workers.simulation.source import Loc, Place, ScenarioError, Source, read
from workflows.kernel.forms import validate
from workflows.kernel.registry import about, declared
from workflows.kernel.words import Deadline, Declaration, Event, HumanTask
from workflows.norms import ParameterError, UnknownParameter, parameters
from workflows.procedures import procedures

__all__ = ["Loaded", "ScenarioError", "load", "matches"]

_WORDS = {
    "extra_forbidden": "no such field here",
    "missing": "this field is missing",
    "string_type": "a text is needed",
    "int_type": "a whole number is needed",
    "bool_type": "true or false is needed",
    "bool_parsing": "true or false is needed",
    "dict_type": "fields with values are needed",
    "model_type": "fields with values are needed",
    "model_attributes_type": "fields with values are needed",
    "tuple_type": "a list is needed",
    "greater_than_equal": "too small",
}


@dataclass(frozen=True)
class Loaded:
    """A scenario that this build can run, with the places of its steps."""

    scenario: Scenario
    source: Source

    def place(self, *loc: str | int) -> Place | None:
        """Where a part of the scenario stands in its file."""
        return self.source.place(loc)


def matches(answer: Answer, decl: str) -> bool:
    """Whether an answer is meant for tasks declared as `decl`."""
    return fnmatchcase(decl, answer.task)


def load(path: Path) -> Loaded:
    """Read and check a scenario. Raises ScenarioError, which names file, line, column and field."""
    source = read(path)
    if not isinstance(source.data, dict):
        raise source.error((), "a scenario is a set of fields: name, procedure, start, …")
    try:
        scenario = Scenario.model_validate(source.data)
    except ValidationError as error:
        first: dict[str, Any] = dict(error.errors(include_input=False, include_url=False)[0])
        raise source.error(first["loc"], _sentence(first)) from None
    loaded = Loaded(scenario, source)
    _Checks(loaded).all()
    return loaded


def _sentence(error: dict[str, Any]) -> str:
    kind, context = error["type"], error.get("ctx") or {}
    if kind in {"enum", "literal_error"}:
        return f"must be one of {context['expected']}"
    return _WORDS.get(kind) or str(error["msg"])


class _Checks:
    """What the model alone cannot know: the ids of this build, the input of the procedure, the values of parameters."""

    def __init__(self, loaded: Loaded) -> None:
        self.scenario, self.source = loaded.scenario, loaded.source

    def all(self) -> None:
        if self.scenario.procedure not in procedures():
            raise self._unknown(("procedure",), "procedure", self.scenario.procedure, procedures())
        self._input()
        for index, answer in enumerate(self.scenario.people):
            self._answer(("people", index), answer)
        for index, brought in enumerate(self.scenario.events):
            self._known(("events", index, "event"), brought.event, Event)
        for index, decided in enumerate(self.scenario.decisions):
            self._known(("decisions", index, "deadline"), decided.deadline, Deadline)
        for deadline in self.scenario.expect.deadlines:
            self._known(("expect", "deadlines", deadline), deadline, Deadline)
        self._outcome()
        self._parameters()

    def _input(self) -> None:
        read = validate(about(self.scenario.procedure).input, self.scenario.input)
        if isinstance(read, tuple):
            raise self.source.error(("input", *_parts(read[0].field)), read[0].message)

    def _answer(self, loc: Loc, answer: Answer) -> None:
        tasks = [task for task in self._declared(HumanTask) if matches(answer, task.id)]
        if not tasks:
            raise self._unknown((*loc, "task"), "task", answer.task, [task.id for task in self._declared(HumanTask)])
        outcomes = list(dict.fromkeys(str(outcome) for task in tasks for outcome in task.outcomes))
        if answer.outcome is not None and answer.outcome not in outcomes and answer.refused is None:
            raise self._unknown((*loc, "outcome"), "outcome", answer.outcome, outcomes)

    def _outcome(self) -> None:
        expected = self.scenario.expect.outcome
        outcomes = [str(outcome) for outcome in about(self.scenario.procedure).outcomes]
        if expected is not None and expected not in outcomes:
            raise self._unknown(("expect", "outcome"), "outcome", expected, outcomes)

    def _parameters(self) -> None:
        known = {one.key: one for one in parameters()}
        for index, setting in enumerate(self.scenario.parameters):
            loc: Loc = ("parameters", index)
            if setting.key not in known:
                raise self._unknown((*loc, "key"), "parameter", setting.key, known)
            try:
                known[setting.key].accept(setting.value, setting.since)
            except (ParameterError, UnknownParameter) as error:
                raise self.source.error((*loc, "value"), str(error)) from None

    def _known(self, loc: Loc, id: str, kind: type[Declaration]) -> None:
        ids = [one.id for one in self._declared(kind)]
        if id not in ids:
            raise self._unknown(loc, kind.__name__.lower(), id, ids)

    def _declared(self, kind: type[Any]) -> list[Any]:
        """What the procedure declares and, after it, what the procedures it may start as children do."""
        own = self.scenario.procedure
        return [one for type_id in (own, *(t for t in procedures() if t != own)) for one in declared(type_id, kind)]

    def _unknown(self, loc: Loc, what: str, given: str, known: Iterable[str]) -> ScenarioError:
        own = [one for one in known if one.startswith(f"{self.scenario.procedure}.") or "." not in one]
        return self.source.error(loc, f"no {what} is called {given!r} here; there are: {', '.join(own) or 'none'}")


def _parts(dotted: str) -> Loc:
    return tuple(int(part) if part.isdigit() else part for part in dotted.split(".")) if dotted else ()


def begun_on(loaded: Loaded, day: str) -> Loaded:
    """The same scenario begun on another day, at the same time of day. What it expects of dates no longer holds.

    Raises ScenarioError when `day` is not a date like 2026-03-02.
    """
    try:
        start = datetime.combine(date.fromisoformat(day), loaded.scenario.start.timetz())
    except ValueError:
        raise ScenarioError(loaded.source.path, "a date is written like 2026-03-02", field="--from") from None
    expect = loaded.scenario.expect
    undated = expect.model_copy(
        update={"deadlines": {}, "facts": tuple(one.model_copy(update={"on": None}) for one in expect.facts)}
    )
    return Loaded(loaded.scenario.model_copy(update={"start": start, "expect": undated}), loaded.source)
