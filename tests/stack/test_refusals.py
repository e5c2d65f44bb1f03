"""What the operator can mend is said in one sentence, without a traceback, with exit code 1."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from activities.records import migrate
from tests.stack.programs import environment, free_port, ordinary_user, run
from workers.stack.home import Home


def _one_sentence(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1, result
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("tramita: ")
    return lines[0]


def test_taken_port(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        said = _one_sentence(run("up", home=tmp_path / "home", TRAMITA_HTTP_PORT=port))
    assert port in said
    assert "TRAMITA_HTTP_PORT" in said
    assert not (tmp_path / "home" / "postgres").exists()


def test_second_instance_on_the_same_folder(tmp_path: Path, unused_port: str) -> None:
    home = Home(tmp_path / "home")
    home.hold()
    said = _one_sentence(run("up", home=home.path, TRAMITA_HTTP_PORT=unused_port))
    assert f"pid {os.getpid()}" in said
    assert str(home.path) in said
    home.release()


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    user = ordinary_user() if os.geteuid() == 0 else None
    program = (
        "import sys; from pathlib import Path; from workers.stack.home import Home\n"
        "from workers.stack.errors import StackError\n"
        "import os; uid = int(sys.argv[2]); os.setuid(uid) if uid >= 0 else None\n"
        "try: Home(Path(sys.argv[1])).hold()\n"
        "except StackError as error: sys.exit(str(error))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(closed / "home"), str(-1 if user is None else user)],
        env=environment(closed), text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert "cannot write the folder" in result.stderr
    assert "TRAMITA_HOME" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_state_folder_that_is_a_file(tmp_path: Path, unused_port: str) -> None:
    (tmp_path / "home").write_text("")
    assert "cannot write the folder" in _one_sentence(run("up", home=tmp_path / "home", TRAMITA_HTTP_PORT=unused_port))


def test_missing_wheel(tmp_path: Path, unused_port: str) -> None:
    said = _one_sentence(run("up", home=tmp_path / "home", TRAMITA_PG_BIN="/nowhere", TRAMITA_HTTP_PORT=unused_port))
    assert "TRAMITA_PG_BIN" in said


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TRAMITA_HTTP_PORT", "eighty"),
        ("TRAMITA_DATABASE_URL", "mysql://x"),
        ("TRAMITA_TEMPORAL_ADDRESS", "localhost"),
        ("TRAMITA_SECRET_KEY", "short"),
    ],
)
def test_wrong_setting_is_named(tmp_path: Path, variable: str, value: str) -> None:
    said = _one_sentence(run("up", home=tmp_path / "home", **{variable: value}))
    assert variable in said


def test_other_commands_say_that_nothing_runs(tmp_path: Path) -> None:
    assert "tramita up" in _one_sentence(run("migrate", home=tmp_path / "home"))


def test_database_of_a_newer_version(empty_database_url: str, tmp_path: Path) -> None:
    migrate.upgrade(empty_database_url)
    with psycopg.connect(empty_database_url.replace("+psycopg", "")) as connection:
        connection.execute("update alembic_version set version_num = 'tomorrow'")
    result = run("migrate", home=tmp_path / "home", TRAMITA_DATABASE_URL=empty_database_url)
    assert "newer version" in _one_sentence(result)


def test_doctor_finds_what_is_missing_and_says_how_to_mend_it(tmp_path: Path, unused_port: str) -> None:
    result = run("doctor", home=tmp_path / "home", TRAMITA_HTTP_PORT=unused_port)
    assert result.returncode == 1
    assert "FAIL database: no Tramita runs" in result.stdout
    assert "ok   disk" in result.stdout


@pytest.fixture
def unused_port() -> str:
    """A port that was free a moment ago."""
    return str(free_port())
