"""A run as text: tables that can be pasted into `docs/benchmarks.md`."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from workers.bench.load import Load
from workers.bench.pages import Read
from workers.bench.partnerships import Engine, Foretold
from workers.bench.plans import Years
from workers.bench.run import Result


def lines(result: Result) -> Iterator[str]:
    """The report, line by line."""
    yield f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors, Python {platform.python_version()}"
    yield ""
    yield "| | clients | per second | p50 ms | p95 ms | p99 ms | rate, of the floor | p50, times the floor |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for floor, ours in zip(result.floor, result.completions, strict=True):
        yield f"| bare Update (floor) {_cells(floor)} | | |"
        ratios = f"{ours.per_second / floor.per_second:.2f} | {ours.p50 / floor.p50:.1f}"
        yield f"| task completed over HTTP {_cells(ours)} | {ratios} |"
    yield f"| case started over HTTP {_cells(result.starts)} | | |"
    yield ""
    names = list(next(iter(result.cpu.values())))
    yield f"| processor ms per completion, clients | {' | '.join(names)} | all |"
    yield "| --- " * (len(names) + 2) + "|"
    for clients, cost in result.cpu.items():
        each = " | ".join(f"{cost[name]:.1f}" for name in names)
        yield f"| {clients} | {each} | {sum(cost.values()):.1f} |"
    yield ""
    yield f"Worker memory per open case: {result.memory_per_case_kb:.0f} KB"
    yield ""
    yield from read_lines(result.reads)
    yield ""
    ten = result.decade
    yield (
        f"Virtual clock: {ten.years:.1f} years, {ten.children} children, {ten.tasks} tasks, {ten.facts} facts "
        f"in {ten.seconds:.1f} s"
    )


def read_lines(reads: Iterable[Read]) -> Iterator[str]:
    """The pages and lists, dearest first."""
    yield "| GET | by | p50 ms | p99 ms | p50, times the floor | statements | bytes |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for one in sorted(reads, key=lambda read: -read.p50):
        times = f"{one.p50:.1f} | {one.p99:.1f} | {one.floors:.1f}"
        yield f"| `{one.address}` | {one.address.login} | {times} | {one.statements} | {one.size} |"


def plan_lines(found: tuple[list[Read], Years]) -> Iterator[str]:
    """The pages over many plans, and what one of them leaves in five years."""
    reads, years = found
    yield from read_lines(reads)
    yield ""
    events = ", ".join(map(str, years.runs))
    yield (
        f"A plan over five years: {years.acts} acts, {years.facts} facts, events of each run {events}, "
        f"{years.seconds:.1f} s on the virtual clock"
    )


def partnership_lines(reads: list[Read], foretold: Foretold, engine: Engine) -> Iterator[str]:
    """Pages over many live partnerships, an act foretold on all of them, and what real ones cost the engine."""
    yield from read_lines(reads)
    floor = reads[0].p50 / reads[0].floors
    yield ""
    yield (
        f"An act on {foretold.cases} partnerships foretold: {foretold.rows} rows in {foretold.seconds:.1f} s, "
        f"{foretold.seconds * 1000 / foretold.cases / floor:.3f} of the floor for each; memory grew "
        f"{foretold.grew_mb:.0f} MB"
    )
    yield ""
    yield "| started | per second | p50 ms | worker KB each | Temporal KB each | disk KB each |"
    yield "| --- | --- | --- | --- | --- | --- |"
    cost = f"{engine.worker_kb:.0f} | {engine.temporal_kb:.0f} | {engine.disk_kb:.0f}"
    yield f"| {engine.starts.done} | {engine.starts.per_second:.1f} | {engine.starts.p50:.0f} | {cost} |"
    yield ""
    yield (
        f"{engine.live} live cases learned of an act in {engine.told:.1f} s; the killed worker answered after "
        f"{engine.restart:.1f} s; cold, they learned of the next act in {engine.told_cold:.1f} s"
    )


def _cells(load: Load) -> str:
    return f"| {load.clients} | {load.per_second:.0f} | {load.p50:.1f} | {load.p95:.1f} | {load.p99:.1f}"
