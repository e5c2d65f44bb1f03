"""Pages and lists of a busy body: 10,000 open cases, 100,000 tasks, 1,000,000 facts, asked for one at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import NamedTuple

import psycopg

from workers.bench.load import percentile
from workers.bench.wire import Wire
from workers.settings import Settings

PATHS = (
    "/tarefas",
    "/processos",
    "/processos/c0",
    "/tarefas/c0.t0",
    "/api/v1/tasks",
    "/api/v1/tasks?q=escola",
    "/api/v1/procedures",
    "/api/v1/procedures?q=ponte+996",
    "/api/v1/procedures/c0",
    "/api/v1/procedures/c0/facts",
    "/api/v1/deadlines",
)
WARM = 10
_DATABASE = "bench_sizes"
# The generator's declarations are filler; the pages of one case must find real ones.
_REAL = (
    "UPDATE tasks SET decl = 'pmis.analise-de-admissibilidade' WHERE case_id = 'c0'",
    "UPDATE cases SET waits = jsonb_set(waits, '{0,decl}', '\"pmis.analise-de-admissibilidade\"') WHERE id = 'c0'",
)


class Read(NamedTuple):
    """How long one address took, in milliseconds, and how many bytes came."""

    path: str
    p50: float
    p99: float
    size: int


@asynccontextmanager
async def big_records(settings: Settings, quick: bool) -> AsyncIterator[str]:
    """The URL of a database of that size (a tenth of it when `quick`), dropped afterwards."""
    from activities.records.migrate import upgrade

    sizes = import_module("tests.records.sizes")
    base, _, _ = settings.database.rpartition("/")
    url = f"{base}/{_DATABASE}"
    await _execute(settings.database, f"DROP DATABASE IF EXISTS {_DATABASE}", f"CREATE DATABASE {_DATABASE}")
    await asyncio.to_thread(upgrade, url)
    await sizes.fill(url, sizes.Size(1_000, 10_000, 100_000) if quick else sizes.Size())
    await _execute(url, *_REAL)
    try:
        yield url
    finally:
        await _execute(settings.database, f"DROP DATABASE {_DATABASE} WITH (FORCE)")


async def measure(port: int, token: str, rounds: int) -> list[Read]:
    """The times of each address, answer included."""
    wire = Wire(port, token)
    found = [await _one(wire, path, rounds) for path in PATHS]
    wire.close()
    return found


async def _one(wire: Wire, path: str, rounds: int) -> Read:
    waits, size = [], 0
    for turn in range(WARM + rounds):
        before = time.perf_counter()
        size = len(await wire.get(path))
        if turn >= WARM:
            waits.append((time.perf_counter() - before) * 1000)
    return Read(path, percentile(waits, 50), percentile(waits, 99), size)


async def _execute(url: str, *statements: str) -> None:
    plain = url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(plain, autocommit=True) as connection:
        for statement in statements:
            await connection.execute(statement.encode())
