"""`tramita doctor`: says what works, what does not, and how to mend it."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

if TYPE_CHECKING:
    from workers.settings import Settings

_ZONE = "America/Cuiaba"
_DISK_MIN_BYTES = 1024**3
_CLOCK_SKEW_MAX_S = 5.0


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, what was seen, and what to do when it is not."""

    what: str
    ok: bool
    seen: str
    mend: str = ""


Check = Callable[["Settings"], Awaitable[Finding]]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(doctor)


def doctor(as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each finding.")] = False) -> None:
    """Look at configuration, database, engine, worker, disk and clock; exit 1 when something must be mended."""
    import json
    from dataclasses import asdict

    from workers.settings import load

    findings = asyncio.run(examine(load()))
    for finding in findings:
        typer.echo(json.dumps(asdict(finding), ensure_ascii=False) if as_json else "\n".join(_lines(finding)))
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


async def examine(settings: Settings) -> list[Finding]:
    """Every finding, in the order in which one depends on the other. Nothing is changed."""
    checks: tuple[tuple[str, Check], ...] = (
        ("disk", _disk),
        ("zone", _zone),
        ("database", _database),
        ("migrations", _migrations),
        ("temporal", _temporal),
        ("worker", _worker),
        ("api", _api),
    )
    return [await _guarded(name, check, settings) for name, check in checks]


async def _guarded(name: str, check: Check, settings: Settings) -> Finding:
    from workers.logs import mask

    try:
        async with asyncio.timeout(15):
            return await check(settings)
    except TimeoutError:
        return Finding(name, False, "no answer in 15 s", "look whether it is overloaded or behind a firewall")
    except Exception as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        return Finding(name, False, mask(said), _MEND.get(name, ""))


_MEND = {
    "database": "start it with 'tramita up', or check TRAMITA_DATABASE_URL",
    "migrations": "mend the database first",
    "temporal": "start it with 'tramita up', or check TRAMITA_TEMPORAL_ADDRESS and TRAMITA_TEMPORAL_NAMESPACE",
    "worker": "mend Temporal first",
}


async def _disk(settings: Settings) -> Finding:
    folder = settings.home
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    seen = f"{free / 1024**3:.1f} GiB free at {folder}"
    if not os.access(folder, os.W_OK):
        return Finding("disk", False, f"{folder} cannot be written", "set TRAMITA_HOME to a folder you own")
    return Finding("disk", free >= _DISK_MIN_BYTES, seen, "free at least 1 GiB, or set TRAMITA_HOME to another disk")


async def _zone(_: Settings) -> Finding:
    try:
        offset = datetime.now(ZoneInfo(_ZONE)).strftime("%z")
    except ZoneInfoNotFoundError:
        return Finding("zone", False, f"{_ZONE} is unknown to this system", "install the system's tzdata")
    return Finding("zone", True, f"{_ZONE} is UTC{offset}")


async def _database(settings: Settings) -> Finding:
    import psycopg

    url = settings.database.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url, connect_timeout=5) as connection:
        reply = await connection.execute(
            "select current_setting('server_version'), extract(epoch from clock_timestamp())"
        )
        row = await reply.fetchone()
    assert row is not None
    skew = abs(float(row[1]) - time.time())
    if skew > _CLOCK_SKEW_MAX_S:
        return Finding("database", False, f"its clock is {skew:.0f} s away from this one", "synchronise both with NTP")
    return Finding("database", True, f"PostgreSQL {row[0]} answers, clocks agree within {skew:.1f} s")


async def _migrations(settings: Settings) -> Finding:
    from activities.records.migrate import current_is_head

    current = await asyncio.to_thread(current_is_head, settings.database)
    seen = "current" if current else "the database is not at this program's version"
    return Finding("migrations", current, seen, "run 'tramita migrate'")


async def _temporal(settings: Settings) -> Finding:
    from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest

    from workers.engines import temporal_client

    client = await temporal_client(settings)
    namespace = settings.temporal_namespace
    await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=namespace))
    return Finding("temporal", True, f"answers at {settings.temporal}, namespace {namespace}")


async def _worker(settings: Settings) -> Finding:
    from workers.stack.probes import is_polled

    # A poll lasts up to a minute, and one that has just begun is not seen at once.
    polled = await is_polled(settings, since=time.time() - 90)
    seen = f"queue {settings.task_queue} " + ("is polled" if polled else "is polled by nobody")
    return Finding("worker", polled, seen, "start 'tramita worker' with the same TRAMITA_TASK_QUEUE")


async def _api(settings: Settings) -> Finding:
    from workers.stack.probes import answers_http

    ready = await answers_http(settings, "/readyz")
    return Finding(
        "api", ready, f"{settings.http_host}:{settings.http_port}/readyz", "start 'tramita api' and read its log"
    )


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{'ok  ' if finding.ok else 'FAIL'} {finding.what}: {finding.seen}"
    if not finding.ok and finding.mend:
        yield f"     -> {finding.mend}"
