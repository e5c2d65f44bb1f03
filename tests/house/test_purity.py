"""Workflows are replayed: they may not see the world."""

from __future__ import annotations

import ast
from pathlib import Path

from alembic.script import ScriptDirectory

from tests.house.source import definitions, imported, modules, name, tree

_FORBIDDEN = {
    "random", "secrets", "uuid", "time", "os", "socket", "subprocess", "threading", "multiprocessing", "shutil",
    "tempfile", "requests", "httpx", "urllib", "http", "smtplib", "aiosmtplib", "sqlite3", "psycopg", "sqlalchemy",
    "sqlmodel", "alembic", "fastapi", "starlette", "structlog", "jinja2", "activities", "api", "workers",
}  # fmt: skip
_WALL_CLOCK = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}


def test_workflows_import_nothing_of_the_world() -> None:
    found = [
        f"{name(path)}: {module}"
        for path in modules("workflows")
        for module in imported(path)
        if module.split(".")[0] in _FORBIDDEN
    ]
    assert found == []


def test_workflows_do_not_read_the_wall_clock() -> None:
    found = [f"{name(path)}:{line}" for path in modules("workflows") for line in _wall_clock(path)]
    assert found == []


def test_the_day_of_now_is_the_day_of_cuiaba_wherever_the_machine_stands() -> None:
    # For four hours of each night it is already tomorrow in UTC: an act dated by another clock is refused as future.
    found = [f"{name(path)}:{line}" for path in modules() for line in _days_elsewhere(path)]
    assert found == []


def test_the_legal_clock_knows_nothing_of_the_engine() -> None:
    found = [
        f"{name(path)}: {module}"
        for path in modules("workflows")
        if name(path).startswith("workflows/clock/")
        for module in imported(path)
        if module.startswith(("temporalio", "workflows.kernel"))
    ]
    assert found == []


def test_migrations_have_one_head() -> None:
    from activities.records.migrate import config

    assert len(ScriptDirectory.from_config(config()).get_heads()) == 1


def _wall_clock(path: Path) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in _WALL_CLOCK
    ]


def test_every_workflow_defines_its_own_run() -> None:
    """`@workflow.run` must be defined on the class that `@workflow.defn` names: the SDK does not inherit it."""
    without = []
    for path in modules("workflows"):
        for dotted, node in definitions(path):
            marked = [ast.unparse(mark) for mark in node.decorator_list]
            if isinstance(node, ast.ClassDef) and any(mark.startswith("workflow.defn") for mark in marked):
                runs = [
                    ast.unparse(mark)
                    for item in node.body
                    if isinstance(item, ast.AsyncFunctionDef)
                    for mark in item.decorator_list
                ]
                if "workflow.run" not in runs:
                    without.append(f"{name(path)}:{dotted}")
    assert without == []


def _days_elsewhere(path: Path) -> list[int]:
    """Where a date is taken from another clock than `local_date`: `date.today()`, `datetime.now(…).date()`."""
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if ast.unparse(call.func) == "date.today" or _is_day_of_now(call)]


def _is_day_of_now(call: ast.Call) -> bool:
    of = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "date" else None
    return isinstance(of, ast.Call) and ast.unparse(of.func) in {"datetime.now", "datetime.today", "datetime.utcnow"}
