"""What the shipped scenarios exercise: each is run; its facts say which declarations took part, in which order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from workers.simulation.run import simulate
from workers.simulation.scenario import load
from workflows.kernel.course import IMPEDIDO
from workflows.kernel.flow import END, Flow, Kind, flow_of
from workflows.kernel.state import Fact, FactKind

NAMED_BY = ("decl", "event", "notice", "type", "register", "document")


class DocsError(Exception):
    """The documentation cannot be generated; the text says why, in one line."""


@cache
def observed(folder: Path) -> dict[str, tuple[tuple[str, str, Fact], ...]]:
    """The facts of each scenario of `folder`, by its file's name without the ending: case, the case's type, fact.

    Raises:
        DocsError: a scenario did not run as it says, or took a way that is not in the drawing of its procedure.
    """
    seen = asyncio.run(_observe(sorted(folder.glob("*.yaml"))))
    for name, facts in seen.items():
        undrawn = _taken(facts) - _drawn({type_id for _, type_id, _ in facts})
        if undrawn:
            raise DocsError(f"{name}: these steps are not in the drawing: {sorted(undrawn)}")
    return seen


def exercised(folder: Path) -> dict[str, tuple[str, ...]]:
    """The scenarios, by name, in whose facts each declaration (or procedure) shows, by its id.

    Raises:
        DocsError: as `observed` does.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, facts in observed(folder).items():
        for id in sorted({id for _, type_id, fact in facts for id in (type_id, *_named(fact))}):
            found[id] = (*found.get(id, ()), name)
    return found


def transitions(facts: Iterable[Fact]) -> set[tuple[str, str]]:
    """What followed at once from what, in the facts of one case: pairs of declarations; an end is `fim:<outcome>`."""
    pairs: set[tuple[str, str]] = set()
    done: Fact | None = None
    for fact in facts:
        if fact.kind is FactKind.TASK_COMPLETED:
            done = fact
        elif done is not None and fact.at == done.at and (target := _target(fact)):
            pairs.add((str(done.data["decl"]), target))
    return pairs


def _target(fact: Fact) -> str:
    if fact.kind is FactKind.TASK_OFFERED:
        return str(fact.data["decl"])
    return f"{END}{fact.data['outcome']}" if fact.kind is FactKind.CASE_ENDED else ""


def _taken(facts: Sequence[tuple[str, str, Fact]]) -> set[tuple[str, str]]:
    cases = dict.fromkeys(case for case, _, _ in facts)
    return set().union(*(transitions(fact for other, _, fact in facts if other == case) for case in cases))


def _drawn(types: Iterable[str]) -> set[tuple[str, str]]:
    return set().union(*(_steps(flow_of(type_id)) for type_id in types))


def _steps(flow: Flow) -> set[tuple[str, str]]:
    """What may follow what in a drawing, also across nodes where nobody acts: a consultation, a procedure set going, an
    act that is not asked of whoever is impeded already."""
    pairs = {(edge.source, edge.target) for edge in flow.edges}
    for middle, target in [(edge.source, edge.target) for edge in flow.edges if edge.outcome == IMPEDIDO.title]:
        pairs |= {(source, target) for source, passed in pairs if passed == middle}
    for between in (node.id for node in flow.nodes.values() if node.kind in (Kind.CONSULT, Kind.CHILD)):
        into = {source for source, target in pairs if target == between}
        pairs |= {(source, target) for source in into for middle, target in pairs if middle == between}
    return pairs


def _named(fact: Fact) -> list[str]:
    return [str(fact.data[key]) for key in NAMED_BY if fact.data.get(key)]


async def _observe(paths: Sequence[Path]) -> dict[str, tuple[tuple[str, str, Fact], ...]]:
    seen = {}
    for path in paths:
        run = await simulate(load(path))
        if run.failures:
            raise DocsError(f"{path.name}: {run.failures[0]}")
        types = {id: header.type for id, header in run.records.headers.items()}
        seen[path.stem] = tuple((case, types[case], link.fact) for case, link in run.records.log)
    return seen
