"""`tramita up` from start to stop, and every part of it killed on the way."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults.running import PARTS, Up
from tests.stack.programs import alive

pytestmark = [pytest.mark.engines, pytest.mark.fault]


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """A `tramita up` that is ready; killed afterwards if the test did not stop it."""
    running = Up(tmp_path / "home")
    yield running
    running.end()


def test_every_part_heals_when_killed_and_all_stop_when_asked(up: Up) -> None:
    assert up.lines[-1] == f"Tramita ready at http://127.0.0.1:{up.port}"
    assert set(up.pids()) == set(PARTS)
    for part, pid in up.pids().items():
        os.kill(pid, signal.SIGKILL)
        _wait(lambda part=part, pid=pid: up.pids().get(part, pid) != pid and _ready(up), f"{part} did not come back")
    doctor = up.tramita("doctor")
    assert doctor.returncode == 0, doctor.stdout
    last = up.pids()
    up.process.send_signal(signal.SIGINT)
    out, _ = up.process.communicate(timeout=60)
    assert (up.process.returncode, out.strip().splitlines()[-1]) == (0, "Tramita stopped.")
    assert not [part for part, pid in last.items() if alive(pid)]


def _ready(up: Up) -> bool:
    """Whether everything answers now."""
    try:
        return httpx.get(f"{up.url}/readyz", timeout=10, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _wait(condition: object, otherwise: str) -> None:
    assert callable(condition)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.2)
    raise AssertionError(otherwise)
