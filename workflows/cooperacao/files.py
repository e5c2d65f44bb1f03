"""Work plans in YAML files: those that ship, and anybody's, with every complaint on its line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, cast

import yaml
from pydantic import ValidationError

from workflows.cooperacao.coherence import Loc
from workflows.cooperacao.plan import Plan
from workflows.kernel.forms import field_error

TEXT_MAX = 1_000_000
NODES_MAX = 20_000
DEPTH_MAX = 12
MISSING = {
    "parties": "Diga os partícipes do plano",
    "actions": "Diga as ações do plano",
}
SENTENCES = {
    "extra_forbidden": "Este campo não existe num plano de trabalho",
    "string_pattern_mismatch": "Use só letras sem acento, números, hífen, ponto e sublinhado",
    "union_tag_invalid": "“{tag}” não é recorrência conhecida; há: {expected_tags}",
    "union_tag_not_found": "Diga o tipo (type) da recorrência",
}


class _Loader(yaml.SafeLoader):
    """Safe YAML in which a date stays the text it is, so that a wrong one is refused on its line."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:timestamp"]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class PlanProblem(NamedTuple):
    """One thing wrong in a plan's file: the line (from 1), the field with its path, and a pt-BR sentence."""

    line: int
    field: str
    message: str


class PlanErrors(Exception):
    """A plan that cannot be used, with everything wrong in it, in the order of the lines."""

    def __init__(self, problems: list[PlanProblem]) -> None:
        super().__init__("; ".join(f"linha {one.line}, {one.field or 'plano'}: {one.message}" for one in problems))
        self.problems = problems


def load_plan(source: str | Path) -> Plan:
    """The plan in a YAML text, or in the file at a path. Raises PlanErrors, and OSError for a file it cannot read."""
    data, lines = _parse(source.read_text(encoding="utf-8") if isinstance(source, Path) else source)
    try:
        return Plan.model_validate(data)
    except ValidationError as failure:
        errors = [cast(dict[str, Any], error) for error in failure.errors()]
        found = [(error["loc"], _said(error)) for error in errors if not _echo(error, errors)]
        where = [PlanProblem(_line(lines, loc), _path(lines, loc), message) for loc, message in found]
        raise PlanErrors(sorted(where, key=lambda one: one.line)) from None


@cache
def shipped_plans() -> dict[str, Plan]:
    """The plans that ship, by id."""
    folder = files("workflows.cooperacao").joinpath("planos")
    texts = sorted((entry.name, entry.read_text(encoding="utf-8")) for entry in folder.iterdir())
    return {plan.id: plan for plan in (load_plan(text) for name, text in texts if name.endswith(".yaml"))}


def written(plan: Plan) -> str:
    """The plan as a file that `load_plan` reads back to the same plan."""
    data = plan.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)


def _parse(text: str) -> tuple[Any, dict[Loc, int]]:
    if len(text) > TEXT_MAX:
        raise PlanErrors([PlanProblem(1, "", f"O arquivo passa de {TEXT_MAX} caracteres")])
    try:
        loader = _Loader(text)
    except yaml.YAMLError:
        raise PlanErrors([PlanProblem(1, "", "O arquivo tem um caractere que um texto não tem")]) from None
    try:
        root = loader.get_single_node()
        lines: dict[Loc, int] = {}
        for loc, line in _places(root, ()) if root is not None else ():
            lines[loc] = line
            if len(lines) > NODES_MAX:
                raise PlanErrors([PlanProblem(line, "", "O arquivo tem valores demais")])
        return (loader.construct_document(root) if root is not None else None), lines
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or str(error)
        raise PlanErrors([PlanProblem(mark.line + 1 if mark else 1, "", f"Não é YAML válido: {said}")]) from None
    except (ValueError, OverflowError, RecursionError):
        # A number of thousands of digits, or lists within lists without end: the reader of YAML has no words for them.
        raise PlanErrors([PlanProblem(1, "", "O arquivo tem um número grande demais ou níveis demais")]) from None
    finally:
        loader.dispose()


def _places(node: yaml.Node, loc: Loc) -> Iterator[tuple[Loc, int]]:
    line = node.start_mark.line + 1
    yield loc, line
    if len(loc) > DEPTH_MAX:
        raise PlanErrors([PlanProblem(line, "", "O arquivo tem níveis demais")])
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _places(item, (*loc, index))
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                raise PlanErrors([PlanProblem(key.start_mark.line + 1, name, "O campo aparece duas vezes")])
            seen.add(name)
            yield from _places(value, (*loc, name))


def _echo(error: dict[str, Any], errors: list[dict[str, Any]]) -> bool:
    """Whether a list is called too short only because something in it is wrong."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(loc)] == loc and other is not error for other in errors
    )


def _said(error: dict[str, Any]) -> str:
    kind, loc = error["type"], error["loc"]
    if kind == "missing" and len(loc) == 1 and loc[0] in MISSING:
        return MISSING[loc[0]]
    if kind in SENTENCES:
        return SENTENCES[kind].format(**error.get("ctx") or {}).replace("'", "")
    return field_error(Plan, error).message


def _known(lines: dict[Loc, int], loc: Loc) -> Loc:
    """The part of `loc` that the file has: pydantic puts the kind of a recurrence in the path, the file does not."""
    at: Loc = ()
    for part in loc:
        at = (*at, part) if (*at, part) in lines else at
    return at


def _line(lines: dict[Loc, int], loc: Loc) -> int:
    return lines.get(_known(lines, loc), 1)


def _path(lines: dict[Loc, int], loc: Loc) -> str:
    known = _known(lines, loc)
    missing = loc[-1:] if not known or known[-1] != loc[-1] else ()
    return ".".join(map(str, (*known, *missing)))
