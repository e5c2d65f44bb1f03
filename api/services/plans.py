"""Work plans as data, for pages and integrators: their schema, and what is wrong with one."""

from dataclasses import dataclass
from typing import Any

from workflows.cooperacao.files import PlanErrors, PlanProblem, load_plan
from workflows.cooperacao.plan import Plan


@dataclass(frozen=True)
class Checked:
    """A plan, or everything wrong in its text, in the order of the lines."""

    plan: Plan | None
    problems: tuple[PlanProblem, ...] = ()


def check(text: str) -> Checked:
    """Read a plan's file (YAML, of which JSON is a part)."""
    try:
        return Checked(load_plan(text))
    except PlanErrors as errors:
        return Checked(None, tuple(errors.problems))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a plan."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Plan.model_json_schema()}
