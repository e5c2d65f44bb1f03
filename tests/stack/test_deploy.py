"""What `deploy/` ships works: a dump is proved by restoring it, and units and variables name what there is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from activities.records.engine import make_engine, make_sessions
from activities.records.record import record
from tests.records.make import turn
from tests.stack.programs import ROOT
from workers.settings import Settings
from workers.stack.postgres import binaries

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def backup(url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run backup.sh as the timer does."""
    path = f"{binaries()}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "TRAMITA_DATABASE_URL": url}
    command = [str(DEPLOY / "backup" / "backup.sh"), str(folder)]
    return subprocess.run(command, env=env, text=True, capture_output=True, timeout=60, check=False)


async def execute(url: str, statement: str) -> None:
    engine = make_engine(url, 1)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


@pytest.fixture
async def recorded(database_url: str) -> str:
    """The URL of a database with one case of two facts."""
    engine = make_engine(database_url, 1)
    await record(make_sessions(engine), turn(1, 2))
    await engine.dispose()
    return database_url


@pytest.mark.engines
async def test_a_dump_is_kept_when_it_was_restored_and_found_whole(recorded: str, tmp_path: Path) -> None:
    done = backup(recorded, tmp_path)
    assert done.returncode == 0, done.stderr
    (dump,) = os.listdir(tmp_path)
    assert done.stdout == f"proved: {tmp_path / dump}\n"
    assert "whole: 1 cases, 2 facts" in done.stderr


@pytest.mark.engines
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM facts WHERE seq = 1", "1 of 1 cases lack facts"),
        (f"UPDATE facts SET prev_hash = '{'0' * 64}' WHERE seq = 2", "1 of 2 facts are not chained"),
        (f"UPDATE facts SET hash = '{'0' * 64}' WHERE seq = 2", "1 cases do not end where their facts end"),
    ],
)
async def test_a_dump_of_damaged_records_is_refused(recorded: str, tmp_path: Path, damage: str, said: str) -> None:
    await execute(recorded, damage)
    done = backup(recorded, tmp_path)
    assert done.returncode != 0
    assert said in done.stderr
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".dump")]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_what_the_checkout_has_and_has_no_privilege(unit: Path) -> None:
    said = unit.read_text(encoding="utf-8")
    (program,) = re.findall(r"^ExecStart=/opt/tramita/(\S+)", said, re.MULTILINE)
    assert program == ".venv/bin/tramita" or os.access(ROOT / program, os.X_OK)
    assert {"User=tramita", "NoNewPrivileges=yes", "ProtectSystem=strict"} <= set(said.splitlines())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_a_unit(unit: Path, tmp_path: Path) -> None:
    for other in (DEPLOY / "systemd").iterdir():
        words = other.read_text(encoding="utf-8")
        (tmp_path / other.name).write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", words, flags=re.MULTILINE))
    command = ["systemd-analyze", "verify", str(tmp_path / unit.name.replace("@", "@8000"))]
    if "@" in unit.name:
        shutil.copy(tmp_path / unit.name, command[-1])
    done = subprocess.run(command, text=True, capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_variable_of_the_example_is_a_setting() -> None:
    said = (DEPLOY / "tramita.env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#? ?TRAMITA_([A-Z_]+)=", said, re.MULTILINE)
    assert len(named) > 5
    assert {name.lower() for name in named} <= set(Settings.model_fields)
