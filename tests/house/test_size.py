"""Everything is small enough to be read in one go."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.source import ROOMS, definitions, length, modules, name

MODULE_MAX = 400
FUNCTION_MAX = 50
PROCEDURE_MAX = 250
RUN_MAX = 40
_PROCEDURES = tuple(f"workflows/{room}/" for room in ("parcerias", "execucao", "contas", "cooperacao", "nger"))


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_modules() -> None:
    assert [f"{name(path)}: {_lines(path)}" for path in modules() if _lines(path) > MODULE_MAX] == []


def test_functions() -> None:
    long = [
        f"{name(path)}:{dotted} {length(node)}"
        for path in modules()
        for dotted, node in definitions(path)
        if not isinstance(node, ast.ClassDef) and length(node) > FUNCTION_MAX
    ]
    assert long == []


def test_procedures() -> None:
    long = [
        f"{name(path)}: {_lines(path)}"
        for path in modules("workflows")
        if name(path).startswith(_PROCEDURES) and _lines(path) > PROCEDURE_MAX
    ]
    assert long == []


def test_run_methods() -> None:
    long = [
        f"{name(path)}:{dotted} {length(node)}"
        for path in modules("workflows")
        for dotted, node in definitions(path)
        if dotted.endswith(".run") and length(node) > RUN_MAX
    ]
    assert long == []


def test_the_rules_see_the_project() -> None:
    rooms = {name(path).split("/")[0] for path in modules()}
    assert rooms >= set(ROOMS)
