"""The embedded engines start, keep their data, and come back when killed."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

import psycopg
import pytest
from temporalio.client import Client

from tests.stack.programs import alive, start_engines
from workers.stack.child import Supervised
from workers.stack.errors import StackError
from workers.stack.home import Home
from workers.stack.postgres import EmbeddedPostgres
from workers.stack.temporal import EmbeddedTemporal

pytestmark = pytest.mark.engines


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A held state folder."""
    folder = Home(tmp_path / "home")
    folder.hold()
    return folder


async def _execute(postgres: EmbeddedPostgres, statement: str) -> list[tuple[object, ...]]:
    url = postgres.url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        cursor = await connection.execute(statement.encode())
        return await cursor.fetchall() if cursor.description else []


async def _kill_and_heal(child: Supervised | None) -> None:
    assert child is not None
    assert child.pid is not None
    before = child.pid
    os.kill(before, signal.SIGKILL)
    for _ in range(300):
        if child.pid not in (None, before) and await child.child.ready():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{child.child.name} did not come back")


async def test_database_keeps_data_and_address_over_a_restart(home: Home) -> None:
    async with EmbeddedPostgres(home) as first:
        await _execute(first, "create table kept as select 42 as answer")
        url = first.url
    async with EmbeddedPostgres(home) as second:
        assert second.url == url
        assert await _execute(second, "select answer from kept") == [(42,)]


async def test_database_is_durable_and_its_user_no_superuser(home: Home) -> None:
    async with EmbeddedPostgres(home) as postgres:
        assert await _execute(postgres, "show fsync") == [("on",)]
        assert await _execute(postgres, "select usesuper from pg_user where usename = current_user") == [(False,)]
        wrong = postgres.url.replace("+psycopg", "").replace("tramita:", "tramita:x", 1)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            await psycopg.AsyncConnection.connect(wrong)


async def test_killed_database_comes_back_with_what_was_committed(home: Home) -> None:
    async with EmbeddedPostgres(home) as postgres:
        await _execute(postgres, "create table kept as select 42 as answer")
        await _kill_and_heal(postgres.supervised)
        assert await _execute(postgres, "select answer from kept") == [(42,)]


async def test_killed_workflow_engine_comes_back_with_open_workflows(home: Home) -> None:
    async with EmbeddedTemporal(home) as temporal:
        client = await Client.connect(temporal.address)
        await client.start_workflow("Nobody", id="kept", task_queue="none")
        await _kill_and_heal(temporal.supervised)
        assert (await client.get_workflow_handle("kept").describe()).id == "kept"


async def test_workflow_engine_keeps_open_workflows_over_a_restart(home: Home) -> None:
    for attempt in range(2):
        async with EmbeddedTemporal(home) as temporal:
            client = await Client.connect(temporal.address)
            if attempt == 0:
                await client.start_workflow("Nobody", id="kept", task_queue="none")
            assert (await client.get_workflow_handle("kept").describe()).id == "kept"


async def test_initialisation_that_was_interrupted_is_begun_again(home: Home) -> None:
    (home.path / "postgres.new" / "data").mkdir(parents=True)
    (home.path / "postgres.new" / "data" / "PG_VERSION").write_text("18\n")
    async with EmbeddedPostgres(home) as postgres:
        assert await _execute(postgres, "select 1") == [(1,)]
    assert not (home.path / "postgres.new").exists()


async def test_folder_without_marker_and_without_data_is_set_aside(home: Home) -> None:
    (home.path / "postgres" / "data" / "base" / "5").mkdir(parents=True)
    async with EmbeddedPostgres(home) as postgres:
        assert await _execute(postgres, "select 1") == [(1,)]
    assert len(list(home.path.glob("postgres.incomplete-*"))) == 1


async def test_damaged_database_with_data_is_left_alone(home: Home) -> None:
    (home.path / "postgres" / "data" / "base" / "16385").mkdir(parents=True)
    with pytest.raises(StackError, match="holds data"):
        async with EmbeddedPostgres(home):
            pass
    assert (home.path / "postgres" / "data" / "base" / "16385").is_dir()


async def test_database_of_another_major_version_is_refused(home: Home) -> None:
    data = home.path / "postgres" / "data"
    (data / "global").mkdir(parents=True)
    (data / "global" / "pg_control").touch()
    (data / "PG_VERSION").write_text("19\n")
    (home.path / "postgres" / "ready").touch()
    with pytest.raises(StackError, match="made by PostgreSQL 19"):
        async with EmbeddedPostgres(home):
            pass


async def test_pid_file_that_names_an_unrelated_process_does_not_stop_a_start(home: Home) -> None:
    async with EmbeddedPostgres(home) as postgres:
        pidfile = (home.path / "postgres" / "data" / "postmaster.pid").read_text().splitlines()
    lines = [str(os.getppid()), *pidfile[1:]]
    (home.path / "postgres" / "data" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    async with EmbeddedPostgres(home) as postgres:
        assert await _execute(postgres, "select 1") == [(1,)]


@pytest.mark.fault
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_ends_cleanly_and_leaves_nothing_running(tmp_path: Path, number: signal.Signals) -> None:
    process, pids = start_engines(tmp_path / "home")
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out.strip()) == (0, "stopped"), err
    assert not [name for name, pid in pids.items() if alive(pid)]
    assert not (tmp_path / "home" / "engines.json").exists()


@pytest.mark.fault
def test_killed_supervisor_leaves_no_orphans_and_the_next_start_goes_on(tmp_path: Path) -> None:
    process, pids = start_engines(tmp_path / "home")
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while any(alive(pid) for pid in pids.values()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert set(pids) == {"postgres", "temporal"}
    assert not [name for name, pid in pids.items() if alive(pid)]
    process, _ = start_engines(tmp_path / "home")
    process.terminate()
    process.communicate(timeout=30)
    assert process.returncode == 0
