"""A `tramita up` on a folder and a port of its own, with what a fault test needs: its parts' pids, tokens, commands."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.stack.programs import environment, free_port, run

PARTS = {
    "api": "workers.cli api",
    "worker": "workers.cli worker",
    "postgres": "/postgres -D ",
    "temporal": "temporal server start-dev ",
}


class Up:
    """A running `tramita up`, ready when made, with the variables `env`. Kill it with `end`."""

    def __init__(self, home: Path, **env: str) -> None:
        self.home, self.port = home, free_port()
        self.env = {"TRAMITA_HTTP_PORT": str(self.port), **env}
        self.errors = home.parent / "stderr"
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "workers.cli", "up"], env=environment(home, **self.env), cwd=home.parent,
                text=True, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        assert self.process.stdout is not None
        if not any(line.startswith("Tramita ready") for line in self.process.stdout):
            raise AssertionError(self.errors.read_text())

    @property
    def url(self) -> str:
        """Where pages and API answer."""
        return f"http://127.0.0.1:{self.port}"

    def tramita(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run `tramita …` on the same folder and wait for its end."""
        return run(*command, home=self.home, **self.env)

    def token(self, login: str) -> str:
        """A token for a demonstration user."""
        made = self.tramita("token", "create", "--name", "faults", "--user", login)
        assert made.returncode == 0, made.stderr
        return made.stdout.strip()

    async def kill(self, part: str) -> None:
        """Kill one part with SIGKILL and wait until the supervisor has started another in its place."""
        before = self._pid(part)
        assert before is not None, f"{part} does not run"
        os.kill(before, signal.SIGKILL)
        for _ in range(300):
            await asyncio.sleep(0.1)
            if self._pid(part) not in (None, before):
                return
        raise AssertionError(f"{part} was not started again")

    def end(self) -> None:
        """Kill the supervisor; the kernel ends what it started."""
        self.process.kill()
        self.process.communicate()

    def _pid(self, part: str) -> int | None:
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and _parent(entry) == self.process.pid and PARTS[part] in _command(entry):
                return int(entry.name)
        return None


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def _command(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
