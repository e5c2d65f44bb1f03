"""Small programs that the tests of the stack run in processes of their own."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ENGINES = """
import asyncio, sys
from workers.commands.running import until_stopped
from workers.settings import load
from workers.stack.stack import Stack

async def serve():
    async with Stack(load(), durable=False) as stack:
        for name, child in stack.children.items():
            print(name, child.pid, flush=True)
        print("ready", flush=True)
        await asyncio.Event().wait()

until_stopped(serve())
print("stopped", flush=True)
"""
"""Runs the engines of TRAMITA_HOME, prints their names and pids, then 'ready'."""


def run(*command: str, home: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `tramita …` on a state folder and wait for its end."""
    return subprocess.run(
        [sys.executable, "-m", "workers.cli", *command],
        env=environment(home, **env), cwd=home.parent, text=True, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def start_engines(home: Path, **env: str) -> tuple[subprocess.Popen[str], dict[str, int]]:
    """Start the engines of a state folder in another process; returns it and the pids of its children, by name."""
    process = subprocess.Popen(
        [sys.executable, "-c", ENGINES], env=environment(home, **env), cwd=home.parent, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    pids: dict[str, int] = {}
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == "ready":
            return process, pids
        name, pid = line.split()
        pids[name] = int(pid)
    raise AssertionError(process.communicate()[1])


def environment(home: Path, **env: str) -> dict[str, str]:
    """The environment without any TRAMITA_ variable but the given ones.

    Python keeps what it compiles: a test starts the same program many times.
    """
    dropped = ("TRAMITA_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "PYTHONPATH": str(ROOT), "TRAMITA_HOME": str(home), **env}


def alive(pid: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def free_port() -> int:
    """A loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ordinary_user() -> int:
    """An account that is not root, to become in a child process."""
    return pwd.getpwnam("nobody").pw_uid
