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
    """A running `tramita up`, ready when made, with the variables `env`. Kill it with `end`.

    `lines` is what it has said.
    """

    def __init__(self, home: Path, **env: str) -> None:
        self.home, self.port = home, free_port()
        self.env = {"TRAMITA_HTTP_PORT": str(self.port), **env}
        self.errors = home.parent / "stderr"
        self.lines: list[str] = []
        self.start()

    def start(self) -> None:
        """Start it, for the first time or again after `end`, and wait until it is ready."""
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "workers.cli", "up"], env=environment(self.home, **self.env),
                cwd=self.home.parent, text=True, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if line.startswith("Tramita ready"):
                return
        raise AssertionError(self.errors.read_text())

    @property
    def url(self) -> str:
        """Where pages and API answer."""
        return f"http://127.0.0.1:{self.port}"

    def tramita(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run `tramita …` on the same folder and wait for its end."""
        return run(*command, home=self.home, **self.env)

    async def kill(self, part: str) -> None:
        """Kill one part with SIGKILL and wait until the supervisor has started another in its place."""
        before = self.pids()[part]
        os.kill(before, signal.SIGKILL)
        for _ in range(300):
            await asyncio.sleep(0.1)
            if self.pids().get(part, before) != before:
                return
        raise AssertionError(f"{part} was not started again")

    def end(self) -> None:
        """Kill the supervisor; the kernel ends what it started."""
        self.process.kill()
        self.process.communicate()

    def pids(self) -> dict[str, int]:
        """The processes that the supervisor has started, by the name of the part."""
        mine = [entry for entry in Path("/proc").iterdir() if entry.name.isdigit() and self._started(entry)]
        commands = {int(entry.name): _command(entry) for entry in mine}
        return {part: pid for part, mark in PARTS.items() for pid, command in commands.items() if mark in command}

    def _started(self, entry: Path) -> bool:
        return _parent(entry) == self.process.pid


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
