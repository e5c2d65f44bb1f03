"""What processes cost: processor time and memory, read from /proc."""

from __future__ import annotations

import os
import time
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and its children, those that have ended included, in seconds."""
    return sum(_own_seconds(one) for one in _family(pid))


def memory_mb(pid: int) -> float:
    """Resident memory of a process, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(kilobytes) / 1024


class Meter:
    """Processor time of named processes, and of this one without its children (`client`), between two looks."""

    def __init__(self, pids: dict[str, int]) -> None:
        self._pids = pids
        self._before = self._now()

    def since(self) -> dict[str, float]:
        """Seconds of processor time by name since the last look, which this is."""
        before, self._before = self._before, self._now()
        return {name: after - before[name] for name, after in self._before.items()}

    def _now(self) -> dict[str, float]:
        return {**{name: cpu_seconds(pid) for name, pid in self._pids.items()}, "client": time.process_time()}


def _own_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[11:15]) / _TICKS


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        found = [int(child) for child in children.read_text(encoding="utf-8").split()]
    except OSError:
        found = []
    return [pid, *(member for child in found for member in _family(child))]
