"""Clients that ask without pause, and how long they waited."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

Work = Callable[[], Awaitable[object]]


class Load(NamedTuple):
    """What `clients` at once got: how many answers a second, and percentiles of the wait in milliseconds."""

    clients: int
    done: int
    per_second: float
    p50: float
    p95: float
    p99: float


class OutOfWork(Exception):
    """Raised by a client's work when it has nothing left to do; the load ends for all."""


async def drive(clients: list[Work], seconds: float) -> Load:
    """Let each client work again and again for `seconds`; what began in time is counted to its end."""
    waits: list[float] = []
    began = time.perf_counter()
    until = began + seconds

    async def one(work: Work) -> None:
        nonlocal until
        while (before := time.perf_counter()) < until:
            try:
                await work()
            except OutOfWork:
                until = min(until, time.perf_counter())
                return
            waits.append((time.perf_counter() - before) * 1000)

    await asyncio.gather(*(one(work) for work in clients))
    taken = time.perf_counter() - began
    return Load(len(clients), len(waits), len(waits) / taken, *(percentile(waits, part) for part in (50, 95, 99)))


def percentile(values: list[float], part: int) -> float:
    """The value below which `part` per cent of `values` lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]
