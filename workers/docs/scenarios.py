"""What the shipped scenarios exercise: each is run, and its facts say which declarations took part."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from workers.simulation.run import simulate
from workers.simulation.scenario import load
from workflows.kernel.state import Fact, FactKind

NAMED_BY = ("decl", "event", "notice", "type")


@cache
def observed(folder: Path) -> dict[str, tuple[tuple[str, Fact], ...]]:
    """The facts of each scenario of `folder`, by the scenario's file name: pairs of the case's type and the fact.

    Raises:
        RuntimeError: a scenario did not run as it says.
    """
    return asyncio.run(_observe(sorted(folder.glob("*.yaml"))))


def exercised(folder: Path) -> dict[str, tuple[str, ...]]:
    """The scenarios, by name, in whose facts each declaration (or procedure) shows, by its id."""
    found: dict[str, tuple[str, ...]] = {}
    for name, facts in observed(folder).items():
        for id in sorted({id for type_id, fact in facts for id in (type_id, *_named(fact))}):
            found[id] = (*found.get(id, ()), name)
    return found


def transitions(facts: Sequence[Fact]) -> set[tuple[str, str]]:
    """Which act was offered after which: pairs of declarations, in one case's facts."""
    pairs: set[tuple[str, str]] = set()
    last = ""
    for fact in facts:
        if fact.kind is FactKind.TASK_OFFERED and last:
            pairs.add((last, str(fact.data["decl"])))
        elif fact.kind in (FactKind.TASK_COMPLETED, FactKind.TASK_SKIPPED):
            last = str(fact.data["decl"])
        elif fact.kind is FactKind.CASE_ENDED and last:
            pairs.add((last, f"fim:{fact.data['outcome']}"))
    return pairs


def _named(fact: Fact) -> list[str]:
    return [str(fact.data[key]) for key in NAMED_BY if fact.data.get(key)]


async def _observe(paths: Sequence[Path]) -> dict[str, tuple[tuple[str, Fact], ...]]:
    seen = {}
    for path in paths:
        run = await simulate(load(path))
        if run.failures:
            raise RuntimeError(f"{path.name}: {run.failures[0]}")
        types = {id: header.type for id, header in run.records.headers.items()}
        seen[path.stem] = tuple((types[case], link.fact) for case, link in run.records.log)
    return seen
