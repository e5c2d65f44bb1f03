"""The command line is quick to answer and complete."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.stack.programs import environment, run
from workers.commands.version import current
from workers.settings import Settings
from workers.telemetry import interceptors, runtime

_HEAVY = ("temporalio", "sqlalchemy", "sqlmodel", "fastapi", "uvicorn", "pydantic_settings", "opentelemetry", "psycopg")


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    program = (
        f"import sys, workers.cli; workers.cli.build(); print([name for name in {_HEAVY!r} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment(tmp_path), text=True, capture_output=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_help_names_the_commands(tmp_path: Path) -> None:
    shown = run("--help", home=tmp_path / "home").stdout
    assert [name for name in ("up", "api", "worker", "migrate", "doctor", "version") if f" {name} " not in shown] == []


def test_version(tmp_path: Path) -> None:
    assert run("version", home=tmp_path / "home").stdout.strip() == current()


def test_telemetry_is_off_until_asked_for(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert runtime(settings) is None
    assert interceptors(settings, "tramita-worker") == []
