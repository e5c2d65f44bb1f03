"""The state folder: who holds it, which ports its engines keep, and where their addresses are written down."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import secrets
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from workers.stack.errors import StackError

ENGINES_FILE = "engines.json"
"""Addresses of the running engines, for the other commands on the same folder; absent when nothing runs."""
_PORTS_FILE = "ports.json"


class Home:
    """The state folder of one embedded stack, held by one process at a time (an flock, gone with the process)."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().absolute()
        self._lock: int | None = None

    def hold(self) -> None:
        """Create the folder and take hold of it; raises `StackError` when it is closed to us or already held."""
        try:
            # Passable, not listable: an engine that runs as another account must reach its own folder below.
            self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
            self._lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StackError(self._held_by_another()) from None
        except OSError as error:
            why = os.strerror(error.errno or errno.EIO).lower()
            raise StackError(f"cannot write the folder {self.path} ({why}): set TRAMITA_HOME to one you own") from None
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let go of the folder. Safe to call when it was never held."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def port(self, name: str) -> int:
        """The loopback port that `name` had the last time if it is still free, else a free one, remembered."""
        ports = _read_json(self.path / _PORTS_FILE)
        known = ports.get(name)
        if isinstance(known, int) and port_is_free("127.0.0.1", known):
            return known
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports[name] = probe.getsockname()[1]
        write_private(self.path / _PORTS_FILE, json.dumps(ports))
        return int(ports[name])

    def announce(self, addresses: dict[str, str]) -> None:
        """Write down the addresses of the running engines (readable by the owner only: one holds a password)."""
        write_private(self.path / ENGINES_FILE, json.dumps(addresses))

    def retract(self) -> None:
        """Remove the addresses: the engines are about to stop."""
        with suppress(FileNotFoundError):
            (self.path / ENGINES_FILE).unlink()

    def _held_by_another(self) -> str:
        pid = (self.path / "lock").read_text().strip() or "?"
        return (
            f"another Tramita (pid {pid}) already runs on {self.path}: stop it, or set TRAMITA_HOME to another folder"
        )


def secret_of(home: Path) -> str:
    """The secret of a state folder, made on first use; two processes that make it at once agree on one."""
    path = home / "secret.key"
    if not path.exists():
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        draft = home / f"secret.key.{os.getpid()}"
        write_private(draft, secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="utf-8").strip()


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen on the port now (a port in TIME_WAIT counts as free)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def write_private(path: Path, text: str) -> None:
    """Replace a file atomically by one that only its owner reads."""
    draft = path.with_name(path.name + ".new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as sink:
        sink.write(text)
    draft.replace(path)


def _read_json(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        value = json.loads(path.read_text(encoding="utf-8"))
        return value if isinstance(value, dict) else {}
    return {}
