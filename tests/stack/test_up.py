"""`tramita up` from start to stop, and every part of it killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.stack.programs import alive, environment, free_port, run

pytestmark = [pytest.mark.engines, pytest.mark.fault]

_PARTS = {
    "postgres": "/postgres -D ",
    "temporal": "temporal server start-dev ",
    "worker": "workers.cli worker",
    "api": "workers.cli api",
}


class Up:
    """A running `tramita up` on a folder and port of its own."""

    def __init__(self, home: Path) -> None:
        self.home, self.port, self.lines = home, free_port(), list[str]()
        with (home.parent / "stderr").open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "workers.cli", "up"], env=environment(home, TRAMITA_HTTP_PORT=str(self.port)),
                cwd=home.parent, text=True, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if line.startswith("Tramita ready"):
                return
        raise AssertionError((home.parent / "stderr").read_text())

    def pids(self) -> dict[str, int]:
        """The processes that the supervisor started, by the name of the part."""
        found: dict[str, int] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and _parent(int(entry.name)) == self.process.pid:
                command = (entry / "cmdline").read_text().replace("\0", " ")
                found |= {part: int(entry.name) for part, mark in _PARTS.items() if mark in command}
        return found

    def ready(self) -> bool:
        """Whether everything answers now."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=10, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """A `tramita up` that is ready; killed afterwards if the test did not stop it."""
    running = Up(tmp_path / "home")
    yield running
    running.process.kill()
    running.process.communicate()


def test_every_part_heals_when_killed_and_all_stop_when_asked(up: Up) -> None:
    assert up.lines[-1] == f"Tramita ready at http://127.0.0.1:{up.port}"
    assert set(up.pids()) == set(_PARTS)
    for part, pid in up.pids().items():
        os.kill(pid, signal.SIGKILL)
        _wait(lambda part=part, pid=pid: up.pids().get(part, pid) != pid and up.ready(), f"{part} did not come back")
    doctor = run("doctor", home=up.home, TRAMITA_HTTP_PORT=str(up.port))
    assert doctor.returncode == 0, doctor.stdout
    last = up.pids()
    up.process.send_signal(signal.SIGINT)
    out, _ = up.process.communicate(timeout=60)
    assert (up.process.returncode, out.strip().splitlines()[-1]) == (0, "Tramita stopped.")
    assert not [part for part, pid in last.items() if alive(pid)]


def _wait(condition: object, otherwise: str) -> None:
    assert callable(condition)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.2)
    raise AssertionError(otherwise)


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0
