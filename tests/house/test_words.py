"""What is written and what is left unwritten."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.source import ROOMS, ROOT, definitions, length, modules, name, tracked, tree

# Spelled in pieces, so that this file does not break its own rule.
_MARKS = re.compile("|".join(rf"\b{mark}\b" for mark in ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")))
_OUTSIDE = re.compile(r"\.\./shar" + r"ed\b|/\.libr" + r"ary\b|\.libr" + "ary/")
_HOSTS = re.compile(
    "|".join(
        re.escape(host)
        for host in (
            "pypi" + ".org", "pythonhosted" + ".org", "registry" + ".npmjs", "registry.yarn" + "pkg",
            "repo.maven" + ".apache", "deb.debian" + ".org", "crates" + ".io", "proxy.golang" + ".org",
        )
    )
)  # fmt: skip
_CLI = ("workers/cli.py", "workers/commands/", "workers/smoke", "workers/stack/launch.py")


def _texts() -> list[tuple[Path, str]]:
    texts = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            texts.append((path, content.decode("utf-8", errors="replace")))
    return texts


def test_nothing_is_left_for_later() -> None:
    assert [name(path) for path, text in _texts() if path.suffix not in {".js", ".css"} and _MARKS.search(text)] == []


def test_no_host_of_a_package_registry() -> None:
    assert [f"{name(path)}: {found[0]}" for path, text in _texts() if (found := _HOSTS.search(text))] == []


def test_nothing_refers_outside_the_project() -> None:
    assert [name(path) for path, text in _texts() if _OUTSIDE.search(text)] == []


def test_public_names_have_docstrings() -> None:
    found = [(path, dotted, node) for path in modules(*ROOMS) for dotted, node in definitions(path)]
    # A method is documented once, where it is promised; one of a line or two says itself.
    promised = {dotted.split(".")[-1] for _, dotted, node in found if "." in dotted and ast.get_docstring(node)}
    bare = [
        f"{name(path)}:{dotted}"
        for path, dotted, node in found
        if _is_public(path, dotted)
        and ast.get_docstring(node) is None
        and not ("." in dotted and (length(node) <= 3 or node.name in promised))
    ]
    assert bare == []


def test_modules_have_docstrings() -> None:
    bare = [name(path) for path in modules(*ROOMS) if tree(path).body and ast.get_docstring(tree(path)) is None]
    assert bare == []


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{name(path)}:{node.lineno}"
        for path in modules(*ROOMS)
        if not name(path).startswith(_CLI)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def _is_public(path: Path, dotted: str) -> bool:
    """Whether others may use the name: nothing private on the way, nothing local to a function."""
    parts = dotted.split(".")
    if any(part.startswith("_") for part in parts):
        return False
    functions = {known for known, node in definitions(path) if not isinstance(node, ast.ClassDef)}
    return not any(".".join(parts[:depth]) in functions for depth in range(1, len(parts)))


def test_the_project_is_under_version_control() -> None:
    assert ROOT / "pyproject.toml" in tracked()
